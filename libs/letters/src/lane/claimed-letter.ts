import { londonDay } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { homesOf } from '../reading/homes-of-letter';

/** A letter in a worker's hand. */
export interface ClaimedLetter {
  id: string;
  messageId: string;
  subject: string;
  sealed: Buffer;
  /** Of the homes it is about, for a manager nobody has named. */
  homeName: string;
  /** Attempts with this one. With the worker's name it says whose claim this is. */
  attempts: number;
  triedSince: Temporal.Instant;
  /** What the letter goes back to when it is handed back untried. */
  before: { status: 'planned' | 'deferred'; triedSince: string | null; reply: string | null };
}

interface ClaimedRow {
  id: string;
  message_id: string;
  subject: string;
  sealed: Buffer;
  homes: { name: string }[];
  attempts: number;
  tried_since: string;
  was: 'planned' | 'deferred';
  was_tried_since: string | null;
  was_reply: string | null;
}

export interface Claim {
  worker: string;
  now: Temporal.Instant;
  leaseUntil: Temporal.Instant;
  most: number;
}

/**
 * Takes the letters that have waited longest, in one statement that is committed before any of them
 * goes near the mail server. Letters another worker is taking at this moment are passed over; so are
 * those written for another day or before something was learned, which are asked again before they
 * may go.
 */
export async function claimLetters(sql: Sql, claim: Claim): Promise<ClaimedLetter[]> {
  const rows = await sql.query<ClaimedRow>(
    `WITH due AS MATERIALIZED (
       SELECT l.id, l.status, l.tried_since, l.server_reply
         FROM letter l
        WHERE l.status IN ('planned', 'deferred') AND l.next_attempt_at <= $1
          AND l.day = $5 AND NOT l.stale
        ORDER BY l.next_attempt_at, l.id
        LIMIT $2
          FOR UPDATE SKIP LOCKED
     )
     UPDATE letter l
        SET status = 'claimed', claimed_by = $3, lease_until = $4, attempts = l.attempts + 1,
            tried_since = coalesce(l.tried_since, $1)
       FROM due
      WHERE l.id = due.id
     RETURNING l.id, l.message_id, l.subject, l.sealed, ${homesOf('l.id')} AS homes, l.attempts,
               l.tried_since, due.status AS was, due.tried_since AS was_tried_since,
               due.server_reply AS was_reply`,
    [
      claim.now.toString(),
      claim.most,
      claim.worker,
      claim.leaseUntil.toString(),
      londonDay(claim.now).toString(),
    ],
    'claim-letters',
  );
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    subject: row.subject,
    sealed: row.sealed,
    homeName: row.homes.map(({ name }) => name).join(', '),
    attempts: row.attempts,
    triedSince: Temporal.Instant.from(row.tried_since),
    before: { status: row.was, triedSince: row.was_tried_since, reply: row.was_reply },
  }));
}

/** Says that the worker is alive and still has these letters in hand. */
export async function extendLeases(
  sql: Sql,
  worker: string,
  ids: readonly string[],
  until: Temporal.Instant,
): Promise<void> {
  await sql.query(
    `UPDATE letter SET lease_until = $3
      WHERE id = ANY($1) AND claimed_by = $2 AND status = 'claimed'`,
    [ids, worker, until.toString()],
    'extend-letter-leases',
  );
}
