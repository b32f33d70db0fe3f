import {
  type CaseState,
  type ClockSettings,
  type Fact,
  type FactType,
  type Reconciliation,
  silencedIn,
  type Suppression,
  suppressionWords,
} from '@app/domain';
import { lettersNoLongerWanted, type StoredFollowUp } from '@app/follow-ups';
import { withdrawLetters } from '@app/letters';
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

/**
 * After a fact: withdraws letters not yet sent whose clock has stopped, or whose reader is not to be
 * written to any more, and brings back those that a mistake had ended. A provider who opts in again
 * is not sent what went by meanwhile; one whose opting out is retracted is.
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
  await withdrawLetters(tx, lettersNoLongerWanted([one]), reasonEnded, now);
  if (aboutSilence.has(fact)) {
    for (const [why, letterIds] of unwantedLetters(one.state, stored))
      await withdrawLetters(tx, letterIds, suppressionWords[why], now);
  }
  const over = fact === 'retracted' ? [reasonEnded, ...becauseSilenced] : [reasonEnded];
  await restoreLetters(tx, confidential, [one], over, now, clocks);
}

/** Letters to those who are not to be written to any more, by the reason. */
function unwantedLetters(
  state: CaseState,
  stored: readonly StoredFollowUp[],
): Map<Suppression, string[]> {
  const silenced = silencedIn(state);
  const unwanted = new Map<Suppression, string[]>();
  for (const followUp of stored) {
    const why = silenced(followUp);
    if (why && followUp.letterId)
      unwanted.set(why, [...new Set([...(unwanted.get(why) ?? []), followUp.letterId])]);
  }
  return unwanted;
}
