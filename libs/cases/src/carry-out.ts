import { randomUUID } from 'node:crypto';
import {
  type CaseState,
  type Decision,
  firedFact,
  isFiring,
  outcomeOf,
  type Rung,
} from '@app/domain';
import type { NewTask, Settlement } from '@app/follow-ups';
import type { NewFact } from '@app/history';
import type { NewLetter } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import type { CaseRow } from './case.repository';
import type { FiringSettings } from './firing-settings';
import type { LetterContext } from './letter-context';
import { type DueRung, writeLetter } from './write-letter';

/** What the fired follow-ups of one case come to: rows to write, all in one transaction. */
export interface Firing {
  facts: NewFact[];
  letters: NewLetter[];
  tasks: NewTask[];
  settlements: Settlement[];
  held: { id: string; until: Temporal.Instant }[];
}

/** Turns decisions about one case into rows. Reads and writes nothing. */
export function carryOut(
  row: CaseRow,
  state: CaseState,
  decisions: readonly Decision[],
  context: LetterContext,
  settings: FiringSettings,
): Firing {
  const written = writeLetters(state, decisions, context, settings);
  const letters = [...written.values()];
  const firing: Firing = { facts: [], letters, tasks: [], settlements: [], held: [] };
  for (const decision of decisions) {
    const { followUp } = decision;
    const outcome = outcomeOf(decision);
    if (decision.do === 'hold') firing.held.push({ id: followUp.id, until: decision.until });
    if (decision.do === 'task') firing.tasks.push(taskFor(row, decision.rung, followUp.id));
    if (outcome)
      firing.settlements.push({
        id: followUp.id,
        outcome,
        reason: 'reason' in decision ? decision.reason : null,
        letterId: decision.do === 'letter' ? (written.get(decision.letter)?.id ?? null) : null,
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
 * The letters among these decisions, by the number that decisions which share one have in common:
 * one letter for all rungs that share it, with a part for each in order.
 */
export function writeLetters(
  state: CaseState,
  decisions: readonly Decision[],
  context: LetterContext,
  settings: FiringSettings,
): Map<number, NewLetter> {
  const parts = new Map<number, DueRung[]>();
  for (const decision of decisions)
    if (decision.do === 'letter')
      parts.set(decision.letter, [
        ...(parts.get(decision.letter) ?? []),
        { rung: decision.rung, followUpId: decision.followUp.id },
      ]);
  return new Map(
    [...parts].map(([letter, due]) => [letter, writeLetter(due, state, context, settings)]),
  );
}

function taskFor(row: CaseRow, rung: Rung, followUpId: string): NewTask {
  return {
    id: randomUUID(),
    caseId: row.id,
    followUpId,
    addressee: rung.to ?? 'officer',
    kind: `${rung.clock}/${rung.rung}`,
    dueAt: rung.sendAt,
  };
}

/** The firings of a whole batch as one. */
export function gather(firings: readonly Firing[]): Firing {
  return {
    facts: firings.flatMap((f) => f.facts),
    letters: firings.flatMap((f) => f.letters),
    tasks: firings.flatMap((f) => f.tasks),
    settlements: firings.flatMap((f) => f.settlements),
    held: firings.flatMap((f) => f.held),
  };
}
