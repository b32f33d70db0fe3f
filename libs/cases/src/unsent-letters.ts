import {
  type CaseState,
  type ClockSettings,
  type Fact,
  type FactType,
  type Reconciliation,
  silencedIn,
  suppressionWords,
} from '@app/domain';
import type { CaseChanges, StoredFollowUp } from '@app/follow-ups';
import { markStale, type Unwanted, withdrawMatters } from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Confidential } from './letter-context';
import { type ReconciledCase, restoreLetters } from './restore-letters';

/** Why a letter was withdrawn, in words for the officer. Each may turn out to be a mistake. */
export const reasonEnded = 'the reason for it has ended';
const becauseSilenced: readonly string[] = Object.values(suppressionWords);

/** Facts with which letters to somebody may become unwanted, or wanted again. */
const aboutSilence: ReadonlySet<Fact['type']> = new Set<FactType>([
  'opted-out',
  'person-opted-out',
  'site-deregistered',
  'retracted',
]);

/** Facts that change nothing a letter says. */
const saysNothing: ReadonlySet<string> = new Set<FactType>(['note-added']);

/**
 * After a fact: withdraws letters not yet sent whose clock has stopped, or whose reader is not to be
 * written to any more, and brings back those that a mistake had ended. A provider who opts in again
 * is not sent what went by meanwhile; one whose opting out is retracted is. Whatever else waits about
 * the case is asked again before it goes.
 * @param stored the follow-ups as they were before
 */
export async function settleUnsentLetters(
  tx: Sql,
  confidential: Confidential,
  one: ReconciledCase & { changes: Reconciliation },
  stored: readonly StoredFollowUp[],
  fact: Fact['type'],
  now: Temporal.Instant,
  clocks: ClockSettings,
): Promise<void> {
  if (!saysNothing.has(fact)) await markStale(tx, [one.caseId]);
  const silenced = aboutSilence.has(fact) ? toTheSilenced(one.state, stored) : [];
  await withdrawMatters(tx, confidential.making, [...noLongerWanted([one]), ...silenced], now);
  const over = fact === 'retracted' ? [reasonEnded, ...becauseSilenced] : [reasonEnded];
  await restoreLetters(tx, confidential, [one], over, now, clocks);
}

/** Matters of clocks that have stopped. */
export const noLongerWanted = (cases: readonly CaseChanges[]): Unwanted[] =>
  cases.flatMap(({ changes }) =>
    changes.settled.flatMap(({ id, letterId }) =>
      letterId === null ? [] : [{ followUpId: id, reason: reasonEnded }],
    ),
  );

/** Matters for those who are not to be written to any more. */
function toTheSilenced(state: CaseState, stored: readonly StoredFollowUp[]): Unwanted[] {
  const silenced = silencedIn(state);
  return stored.flatMap((followUp) => {
    const why = silenced(followUp);
    return why && followUp.letterId !== null
      ? [{ followUpId: followUp.id, reason: suppressionWords[why] }]
      : [];
  });
}
