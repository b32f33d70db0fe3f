import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** How far a mailbox has been read. */
export interface MailboxPlace {
  /** Null before the first visit. */
  uidValidity: string | null;
  lastUid: number;
}

/** Longer than one portion takes; a worker that dies holds up the others for so long. */
const leaseMinutes = 2;

/**
 * Makes this worker the one that reads the mailbox.
 * @returns null while another one does
 */
export async function claimMailbox(
  sql: Sql,
  key: Buffer,
  worker: string,
  now: Temporal.Instant,
): Promise<MailboxPlace | null> {
  const [row] = await sql.query<{ uid_validity: string | null; last_uid: string }>(
    `INSERT INTO inbound_mailbox AS m (key, claimed_by, lease_until) VALUES ($1, $2, $4)
     ON CONFLICT (key) DO UPDATE SET claimed_by = $2, lease_until = $4
      WHERE m.claimed_by IS NULL OR m.lease_until <= $3
     RETURNING uid_validity, last_uid`,
    [key, worker, now.toString(), leaseEnd(now)],
  );
  return row ? { uidValidity: row.uid_validity, lastUid: Number(row.last_uid) } : null;
}

/** Another worker has taken over meanwhile. */
export class ClaimLost extends Error {}

/** @throws ClaimLost, and then nothing of the transaction may stay */
export async function moveOn(
  tx: Sql,
  key: Buffer,
  worker: string,
  place: MailboxPlace,
  now: Temporal.Instant,
): Promise<void> {
  const moved = await tx.query(
    `UPDATE inbound_mailbox SET uid_validity = $3, last_uid = $4, lease_until = $5
      WHERE key = $1 AND claimed_by = $2 RETURNING key`,
    [key, worker, place.uidValidity, place.lastUid, leaseEnd(now)],
  );
  if (moved.length === 0) throw new ClaimLost('Another worker reads the mailbox now.');
}

/** @param failure why not everything could be read, in a sentence; null: everything was */
export async function releaseMailbox(
  sql: Sql,
  key: Buffer,
  worker: string,
  failure: string | null,
  now: Temporal.Instant,
): Promise<void> {
  await sql.query(
    `UPDATE inbound_mailbox
        SET claimed_by = NULL, lease_until = NULL, failure = $3,
            checked_at = CASE WHEN $3::text IS NULL THEN $4 ELSE checked_at END,
            failing_since = CASE WHEN $3::text IS NULL THEN NULL
                                 ELSE coalesce(failing_since, $4) END
      WHERE key = $1 AND claimed_by = $2`,
    [key, worker, failure, now.toString()],
  );
}

const leaseEnd = (now: Temporal.Instant): string => now.add({ minutes: leaseMinutes }).toString();

/** Mail is not coming in. */
export interface InboundHalt {
  /** ISO 8601 UTC; null: it never has. */
  since: string | null;
  /** Why, in a few words that go on a sentence. */
  reason: string;
}

/** So long without a visit, and no worker can be running. */
const staleMinutes = 15;

/** Whether mail comes in from this mailbox; null when it does, or was never looked for yet. */
export async function inboundHalt(
  sql: Sql,
  key: Buffer,
  now: Temporal.Instant,
): Promise<InboundHalt | null> {
  const [row] = await sql.query<{
    checked_at: string | null;
    failing_since: string | null;
    failure: string | null;
    stale: boolean;
  }>(
    `SELECT checked_at, failing_since, failure,
            claimed_by IS NULL AND checked_at < $2 AS stale
       FROM inbound_mailbox WHERE key = $1`,
    [key, now.subtract({ minutes: staleMinutes }).toString()],
  );
  if (!row) return null;
  if (row.failing_since && row.failure)
    return { since: row.checked_at ?? row.failing_since, reason: row.failure };
  if (row.stale) return { since: row.checked_at, reason: 'no worker has looked for it' };
  return null;
}
