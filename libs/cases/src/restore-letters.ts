import {
  type CaseState,
  type ClockSettings,
  type FollowUp,
  keyOf,
  londonDay,
  londonMoment,
  nextSendingMoment,
  recipientOf,
  silencedIn,
  type Reconciliation,
  type Rung,
} from '@app/domain';
import { lettersToWriteAnew, type NewLetter, rewriteLetters } from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { firingAt } from './firing-settings';
import { type Confidential, type LetterContext, letterContexts } from './letter-context';
import { type DueRung, writeLetter } from './write-letter';

/** A case after its follow-ups were reconciled. */
export interface ReconciledCase {
  caseId: string;
  state: CaseState;
  wanted: readonly Rung[];
  changes: Pick<Reconciliation, 'standing'>;
}

/**
 * Brings back letters that were withdrawn before they went, and whose clock wants them after all: a
 * fact that had ended it was a mistake. They are written anew, since days have passed, with those of
 * their parts that are still wanted; like any other, at most one routine letter a recipient a day.
 * @param reasons those for which they were withdrawn
 */
export async function restoreLetters(
  tx: Sql,
  confidential: Confidential,
  cases: readonly ReconciledCase[],
  reasons: readonly string[],
  now: Temporal.Instant,
  clocks: ClockSettings,
): Promise<void> {
  const restored: NewLetter[] = [];
  for (const one of cases) {
    const ids = [...new Set(one.changes.standing.flatMap((f) => f.letterId ?? []))];
    const again = new Set(await lettersToWriteAnew(tx, ids, reasons));
    for (const id of again) {
      const rungs = partsOf(id, one, now);
      if (rungs.length === 0) continue;
      const letter = await writeAgain(tx, confidential, one, rungs, now, clocks, restored);
      restored.push({ ...letter, id });
    }
  }
  await rewriteLetters(tx, confidential.sealer, restored);
}

/** What a letter is about that still holds: the newest of its clock that has fallen due. */
function partsOf(letterId: string, one: ReconciledCase, now: Temporal.Instant): DueRung[] {
  const { state, wanted, changes } = one;
  const { standing } = changes;
  const silenced = silencedIn(state);
  const byKey = new Map(wanted.map((rung) => [keyOf(rung), rung]));
  return standing
    .filter((f) => f.letterId === letterId && !wanted.some((rung) => overtakes(rung, f, now)))
    .flatMap((f) => {
      const rung = byKey.get(keyOf(f));
      return rung && !silenced(rung) ? [{ rung, followUpId: f.id }] : [];
    });
}

const overtakes = (a: Rung, b: FollowUp, now: Temporal.Instant): boolean =>
  a.clock === b.clock &&
  a.anchorFact === b.anchorFact &&
  !a.onHold &&
  Temporal.Instant.compare(a.dueAt, b.dueAt) > 0 &&
  Temporal.Instant.compare(a.dueAt, now) <= 0;

async function writeAgain(
  tx: Sql,
  confidential: Confidential,
  { caseId, state }: ReconciledCase,
  due: readonly DueRung[],
  now: Temporal.Instant,
  clocks: ClockSettings,
  restored: readonly NewLetter[],
): Promise<NewLetter> {
  const { calendar, policy } = clocks;
  const { from } = policy.sendingHours;
  const rungs = due.map(({ rung }) => rung);
  const recipient = recipientOf(rungs[0] as Rung);
  let moment = nextSendingMoment(now, calendar, policy.sendingHours);
  for (;;) {
    const day = londonDay(moment).toString();
    const context = await contextOf(tx, confidential, caseId, day);
    const taken =
      context.lettersToday.has(recipient) ||
      restored.some(
        (l) =>
          l.day === day && l.matters.some((m) => m.caseId === caseId && m.recipient === recipient),
      );
    if (!taken || !rungs.every((rung) => rung.routine))
      return {
        ...writeLetter(due, state, context, firingAt(moment, clocks)),
        plannedAt: now,
        sendFrom: moment,
      };
    moment = londonMoment(calendar.nextAfter(londonDay(moment)), from);
  }
}

async function contextOf(
  tx: Sql,
  confidential: Confidential,
  caseId: string,
  day: string,
): Promise<LetterContext> {
  const context = (await letterContexts(tx, confidential, [caseId], day)).get(caseId);
  if (!context) throw new Error(`Case ${caseId} has no site or officer`);
  return context;
}
