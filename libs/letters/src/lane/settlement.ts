import type { RefusalScope, SendOutcome, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterStatus } from '../ledger/letter-status';
import type { LetterTrouble } from '../ledger/letter-trouble';
import type { ClaimedLetter } from './claimed-letter';
import { nextAttempt } from './retry';

/** How one claim ended. */
export interface Settlement {
  id: string;
  /** Number of attempts at the claim: a later claim of the same letter is not ours to settle. */
  claim: number;
  status: Exclude<LetterStatus, 'claimed' | 'withdrawn'>;
  reply: string | null;
  /** Null keeps what is there. */
  nextAttemptAt: string | null;
  attempts: number;
  triedSince: string | null;
  /** When it met trouble that holds for all mail; null when it did not. */
  haltedAt: string | null;
  settledAt: string | null;
  /** Why a person has to know of it; null when nobody has to. */
  trouble: LetterTrouble | null;
}

/** What an outcome means for the ledger. */
export function settle(
  letter: ClaimedLetter,
  outcome: SendOutcome,
  now: Temporal.Instant,
): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return ended(letter, 'sent', outcome.reply, now, null);
    case 'refused':
      return ended(letter, 'refused', outcome.reason, now, troubleOf[outcome.scope]);
    case 'unknown':
      return ended(letter, 'unknown', outcome.reason, now, 'unknown');
    case 'halt':
      return { ...handBack(letter), reply: outcome.reason, haltedAt: now.toString() };
    case 'deferred':
      return putOff(letter, outcome.reason, now);
  }
}

/** The letter goes back as it was: it has not been tried. */
export function handBack(letter: ClaimedLetter): Settlement {
  return {
    id: letter.id,
    claim: letter.attempts,
    status: letter.before.status,
    reply: letter.before.reply,
    nextAttemptAt: null,
    attempts: letter.attempts - 1,
    triedSince: letter.before.triedSince,
    haltedAt: null,
    settledAt: null,
    trouble: null,
  };
}

const troubleOf: Readonly<Record<RefusalScope, LetterTrouble>> = {
  none: 'no-address',
  mailbox: 'bounced',
  address: 'refused',
  server: 'refused',
};

function ended(
  letter: ClaimedLetter,
  status: 'sent' | 'refused' | 'unknown',
  reply: string,
  now: Temporal.Instant,
  trouble: LetterTrouble | null,
): Settlement {
  return {
    ...tried(letter),
    status,
    reply,
    nextAttemptAt: null,
    settledAt: now.toString(),
    trouble,
  };
}

function putOff(letter: ClaimedLetter, reason: string, now: Temporal.Instant): Settlement {
  const next = nextAttempt(letter.attempts, letter.triedSince, now);
  if (next === null) {
    const given = `${reason} Tried ${letter.attempts} times in 48 hours or more, and given up: tell them by phone.`;
    return ended(letter, 'refused', given, now, 'given-up');
  }
  return {
    ...tried(letter),
    status: 'deferred',
    reply: reason,
    nextAttemptAt: next.toString(),
    settledAt: null,
    trouble: null,
  };
}

const tried = (letter: ClaimedLetter) => ({
  id: letter.id,
  claim: letter.attempts,
  attempts: letter.attempts,
  triedSince: letter.triedSince.toString(),
  haltedAt: null,
});

const noLongerWanted = "(s.status IN ('planned', 'deferred') AND l.withdraw_reason IS NOT NULL)";

/**
 * Writes what became of a worker's letters, all with one statement. One that was to be tried again
 * and is no longer wanted is withdrawn instead. One marked unknown because its lease had ended is
 * corrected: the worker was only slow, and knows.
 */
export async function saveSettlements(
  sql: Sql,
  worker: string,
  settlements: readonly Settlement[],
  now: Temporal.Instant,
): Promise<void> {
  await sql.query(
    `UPDATE letter l
        SET status = CASE WHEN ${noLongerWanted} THEN 'withdrawn' ELSE s.status END,
            server_reply = CASE WHEN ${noLongerWanted} THEN l.withdraw_reason ELSE s.reply END,
            settled_at = CASE WHEN ${noLongerWanted} THEN $11 ELSE s.settled_at END,
            next_attempt_at = coalesce(s.next_attempt_at, l.next_attempt_at),
            attempts = s.attempts, tried_since = s.tried_since, halted_at = s.halted_at,
            lease_until = NULL, trouble = s.trouble, trouble_told_at = NULL,
            decided_by = CASE WHEN s.trouble IS NULL THEN l.decided_by END,
            decided_at = CASE WHEN s.trouble IS NULL THEN l.decided_at END
       FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[],
                   $7::int[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $12::text[])
         AS s(id, claim, status, reply, next_attempt_at, attempts, tried_since, halted_at,
              settled_at, trouble)
      WHERE l.id = s.id AND l.claimed_by = $1 AND l.attempts = s.claim
        AND l.status IN ('claimed', 'unknown')`,
    [
      worker,
      settlements.map((s) => s.id),
      settlements.map((s) => s.claim),
      settlements.map((s) => s.status),
      settlements.map((s) => s.reply),
      settlements.map((s) => s.nextAttemptAt),
      settlements.map((s) => s.attempts),
      settlements.map((s) => s.triedSince),
      settlements.map((s) => s.haltedAt),
      settlements.map((s) => s.settledAt),
      now.toString(),
      settlements.map((s) => s.trouble),
    ],
    'save-letter-settlements',
  );
}
