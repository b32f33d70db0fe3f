import {
  type CaseState,
  type ClockSettings,
  keyOf,
  nextSendingMoment,
  type Reconciliation,
  recipientOf,
  type Rung,
  silencedIn,
} from '@app/domain';
import { moveToLetters } from '@app/follow-ups';
import {
  Drafts,
  newToken,
  type WithdrawnMatter,
  withdrawnMatters,
  writeDrafts,
} from '@app/letters';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import {
  type AddressLedger,
  type Addressee,
  addresseesOf,
  momentFor,
  openAddressLedger,
  standingsOf,
} from './addressees';
import { firingAt } from './firing-settings';
import { type Confidential, type LetterContext, letterContexts } from './letter-context';
import { writeMatter } from './write-letter';

/** A case after its follow-ups were reconciled. */
export interface ReconciledCase {
  caseId: string;
  state: CaseState;
  wanted: readonly Rung[];
  changes: Pick<Reconciliation, 'standing'>;
}

/** One of them of which something comes back. */
interface Returning {
  one: ReconciledCase;
  context: LetterContext;
  addressees: ReadonlyMap<string, Addressee>;
  due: { rung: Rung; matter: WithdrawnMatter }[];
}

/**
 * Brings back what was withdrawn before it went, and is wanted after all: a fact that had ended it was
 * a mistake. It is written anew, since days have passed, and goes with the letter its address is to
 * get; like any other, at most one routine letter an address a day.
 * @param reasons those for which it was withdrawn
 * @param alone nobody else can write to anybody
 * @returns the follow-ups whose matter came back
 */
export async function restoreLetters(
  tx: Sql,
  confidential: Confidential,
  cases: readonly ReconciledCase[],
  reasons: readonly string[],
  now: Temporal.Instant,
  clocks: ClockSettings,
  alone = false,
): Promise<string[]> {
  const written = cases.flatMap((one) => one.changes.standing.filter((f) => f.letterId !== null));
  const ids = written.map(({ id }) => id);
  const found = await withdrawnMatters(tx, confidential.sealer, ids, reasons);
  if (found.length === 0) return [];
  const returning = await whatReturns(tx, confidential, cases, found, now);
  const addressees = returning.flatMap((r) => [...r.addressees.values()]);
  const book = await openAddressLedger(tx, confidential, addressees, now, { alone });
  const drafts = new Drafts(book.letters, now);
  const placed = returning.flatMap((r) => placeAgain(r, drafts, book, now, clocks));
  await writeDrafts(tx, confidential.making, drafts.all(), now);
  await moveToLetters(tx, placed);
  return placed.map(({ id }) => id);
}

async function whatReturns(
  tx: Sql,
  confidential: Confidential,
  cases: readonly ReconciledCase[],
  found: readonly WithdrawnMatter[],
  now: Temporal.Instant,
): Promise<Returning[]> {
  const matters = new Map(found.map((matter) => [matter.followUpId, matter]));
  const concerned = cases.filter(({ changes }) => changes.standing.some((f) => matters.has(f.id)));
  const ids = concerned.map(({ caseId }) => caseId);
  const contexts = await letterContexts(tx, confidential, ids);
  return concerned.flatMap((one): Returning[] => {
    const context = contexts.get(one.caseId);
    const due = stillHolding(one, matters, now);
    if (!context || due.length === 0) return [];
    const rungs = due.map(({ rung }) => rung);
    const addressees = addresseesOf(rungs, one.state, context, confidential.sealer);
    return [{ one, context, addressees, due }];
  });
}

/** Of what was withdrawn, what holds: the newest of its clock that has fallen due. */
function stillHolding(
  { wanted, changes }: ReconciledCase,
  matters: ReadonlyMap<string, WithdrawnMatter>,
  now: Temporal.Instant,
): Returning['due'] {
  const byKey = new Map(wanted.map((rung) => [keyOf(rung), rung]));
  return changes.standing.flatMap((f) => {
    const matter = matters.get(f.id);
    const rung = byKey.get(keyOf(f));
    return matter && rung && !isOvertaken(rung, wanted, now) ? [{ rung, matter }] : [];
  });
}

/**
 * Whether a newer rung of its clock has fallen due, and goes instead.
 * @param asked as it is wanted now: its date may have moved since it fired
 */
export const isOvertaken = (asked: Rung, wanted: readonly Rung[], now: Temporal.Instant): boolean =>
  wanted.some(
    (rung) =>
      rung.clock === asked.clock &&
      rung.anchorFact === asked.anchorFact &&
      !rung.onHold &&
      Temporal.Instant.compare(rung.dueAt, asked.dueAt) > 0 &&
      Temporal.Instant.compare(rung.dueAt, now) <= 0,
  );

function placeAgain(
  { one: { state }, context, addressees, due }: Returning,
  drafts: Drafts,
  book: AddressLedger,
  now: Temporal.Instant,
  clocks: ClockSettings,
): { id: string; letterId: string }[] {
  const silenced = silencedIn(state, standingsOf(addressees, book));
  const earliest = nextSendingMoment(now, clocks.calendar, clocks.policy.sendingHours);
  return due.flatMap(({ rung, matter: { followUpId, before } }) => {
    const to = addressees.get(recipientOf(rung));
    if (!to || silenced(rung)) return [];
    const from = momentFor(to, rung.routine, earliest, book, clocks);
    const open = book.letters.get(to.key.toString('hex'))?.open;
    const isThere = before?.was === 'withdrawn' || before?.letterId === open?.id;
    const { letterId } = drafts.add({
      matter: writeMatter(
        { rung, followUpId },
        state,
        context,
        to,
        firingAt(from, clocks),
        newToken(),
      ),
      addressKey: to.key,
      address: to.address,
      routine: rung.routine,
      from,
      mark: before?.letterId ?? followUpId,
      ...(before && isThere ? { before } : {}),
    });
    return [{ id: followUpId, letterId }];
  });
}
