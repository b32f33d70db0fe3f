import {
  type ClockSettings,
  type Fact,
  type FactType,
  type Reconciliation,
  silencedIn,
} from '@app/domain';
import { lettersNoLongerWanted, type StoredFollowUp } from '@app/follow-ups';
import { withdrawLetters } from '@app/letters';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Confidential } from './letter-context';
import { type ReconciledCase, restoreLetters } from './restore-letters';

/** Why a letter was withdrawn, in words for the officer. Each may turn out to be a mistake. */
export const reasonEnded = 'the reason for it has ended';
const optedOut = 'the provider asked for no letters';
const deregistered = 'the site has left the register';

/** Facts with which letters to somebody may become unwanted, or wanted again. */
const aboutSilence: ReadonlySet<Fact['type']> = new Set<FactType>([
  'opted-out',
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
    const why = one.state.site.status === 'deregistered' ? deregistered : optedOut;
    const unwanted = stored.filter(silencedIn(one.state)).flatMap((f) => f.letterId ?? []);
    await withdrawLetters(tx, [...new Set(unwanted)], why, now);
  }
  const over = fact === 'retracted' ? [reasonEnded, optedOut, deregistered] : [reasonEnded];
  await restoreLetters(tx, confidential, [one], over, now, clocks);
}
