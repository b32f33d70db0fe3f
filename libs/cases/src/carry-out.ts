import { randomUUID } from 'node:crypto';
import {
  type CaseState,
  type Decision,
  firedFact,
  isFiring,
  outcomeOf,
  recipientOf,
  type Rung,
} from '@app/domain';
import type { NewTask, Settlement } from '@app/follow-ups';
import type { NewFact } from '@app/history';
import { type Drafts, newToken } from '@app/letters';
import { orderedId, orderOfCase } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Addressee } from './addressees';
import type { CaseRow } from './case.repository';
import type { FiringSettings } from './firing-settings';
import type { LetterContext } from './letter-context';
import { writeMatter } from './write-letter';

/** What the fired follow-ups of one case come to: rows to write, all in one transaction. */
export interface Firing {
  facts: NewFact[];
  tasks: NewTask[];
  settlements: Settlement[];
  held: { id: string; until: Temporal.Instant }[];
}

/** A case as its letters are decided and written. */
export interface FiringCase {
  /** In which the decisions, letters above all, are true. */
  state: CaseState;
  context: LetterContext;
  /** By recipient, of whatever may go out. */
  addressees: ReadonlyMap<string, Addressee>;
}

/** Turns decisions about one case into rows, and puts its letters into the drafts. Reads nothing. */
export function carryOut(
  row: CaseRow,
  one: FiringCase,
  decisions: readonly Decision[],
  settings: FiringSettings,
  drafts: Drafts,
): Firing {
  const firing: Firing = { facts: [], tasks: [], settlements: [], held: [] };
  for (const decided of decisions) {
    const placed = decided.do === 'letter' ? placeLetter(decided, one, settings, drafts) : null;
    const decision =
      placed && decided.do === 'letter' ? { ...decided, part: placed.part } : decided;
    const { followUp } = decision;
    const outcome = outcomeOf(decision);
    if (decision.do === 'hold') firing.held.push({ id: followUp.id, until: decision.until });
    if (decision.do === 'task')
      firing.tasks.push(taskFor(row, decision.rung, followUp, settings.now));
    if (outcome)
      firing.settlements.push({
        id: followUp.id,
        outcome,
        reason: 'reason' in decision ? decision.reason : null,
        letterId: placed?.letterId ?? null,
      });
    if (isFiring(decision))
      firing.facts.push({
        ...firedFact(decision, settings.now, randomUUID()),
        caseId: row.id,
        seq: row.version + firing.facts.length + 1,
        recordedAt: settings.recordedAt,
        recordedBy: 'system',
      });
  }
  return firing;
}

/**
 * Puts what a rung has to say into the letter of its address.
 * @param token makes what the link to its answer page ends in
 * @returns the letter, and 0 for what makes it a letter to this reader of the case, else 1
 */
export function placeLetter(
  { rung, followUp, letter }: Extract<Decision, { do: 'letter' }>,
  { state, context, addressees }: FiringCase,
  settings: FiringSettings,
  drafts: Drafts,
  token: () => string = newToken,
): { letterId: string; part: number } {
  const to = addressees.get(recipientOf(rung));
  if (!to) throw new Error(`Nobody was looked up to write ${rung.clock} ${rung.rung} to`);
  const due = { rung, followUpId: followUp.id };
  const { letterId, merged } = drafts.add({
    matter: writeMatter(due, state, context, to, settings, token()),
    addressKey: to.key,
    address: to.address,
    routine: rung.routine,
    from: settings.now,
    mark: `${context.caseId} ${letter}`,
  });
  return { letterId, part: merged ? 1 : 0 };
}

function taskFor(
  row: CaseRow,
  rung: Rung,
  { id: followUpId, person }: Decision['followUp'],
  now: Temporal.Instant,
): NewTask {
  const kind = `${rung.clock}/${rung.rung}`;
  return {
    id: orderedId(now, orderOfCase(row.id), `${kind} ${person ?? ''}`),
    caseId: row.id,
    followUpId,
    addressee: rung.to ?? 'officer',
    kind,
    dueAt: rung.sendAt,
  };
}

/** The firings of a whole batch as one. */
export function gather(firings: readonly Firing[]): Firing {
  return {
    facts: firings.flatMap((f) => f.facts),
    tasks: firings.flatMap((f) => f.tasks),
    settlements: firings.flatMap((f) => f.settlements),
    held: firings.flatMap((f) => f.held),
  };
}
