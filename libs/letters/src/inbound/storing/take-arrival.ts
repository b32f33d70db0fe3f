import type { Sealer, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { mailLimits } from '../limits';
import { rawPlace } from './store-arrivals';

/** A message that is stored and has not been read. */
export interface StoredArrival {
  id: string;
  /** Empty when the mail server could not give it. */
  raw: Buffer;
  /** Why not all of it is here, in a sentence; null: all is. */
  missing: string | null;
  /** When the mail server had it. */
  receivedAt: Temporal.Instant;
}

interface Row {
  id: string;
  size: number;
  received_at: string;
  sealed: Buffer;
}

/** One that has been locked and not been opened yet. */
export type ClosedArrival = Row;

/**
 * The oldest message that waits to be read, locked until the end of the transaction; one that
 * another worker has in hand is passed over. Null when there is none.
 */
export async function takeArrival(tx: Sql, now: Temporal.Instant): Promise<ClosedArrival | null> {
  const [row] = await tx.query<Row>(
    `SELECT m.id, m.size, m.received_at, r.sealed
       FROM inbound_message m JOIN inbound_raw r ON r.message_id = m.id
      WHERE m.status = 'arrived' AND (m.retry_at IS NULL OR m.retry_at <= $1)
      ORDER BY m.stored_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED`,
    [now.toString()],
    'take-arrival',
  );
  return row ?? null;
}

/** @throws SealError */
export function openArrival(sealer: Sealer, row: ClosedArrival): StoredArrival {
  const raw = Buffer.from(sealer.open<string>(rawPlace(row.id), row.sealed), 'base64');
  return {
    id: row.id,
    raw,
    missing: missing(row.size, raw),
    receivedAt: Temporal.Instant.from(row.received_at),
  };
}

function missing(size: number, raw: Buffer): string | null {
  if (raw.length === 0)
    return 'The mail server could not give this message to us. Look for it in the mailbox itself.';
  if (size <= mailLimits.message) return null;
  const megabytes = Math.ceil(size / 1024 / 1024);
  return `This message has ${megabytes} MB, more than the 25 MB that are kept. Only its beginning is here; read it in the mailbox itself.`;
}

/** Notes that reading a message failed; it is tried again later, and holds up no other. */
export async function putOffArrival(
  sql: Sql,
  id: string,
  retryAt: Temporal.Instant,
): Promise<{ failures: number }> {
  const [row] = await sql.query<{ failures: number }>(
    `UPDATE inbound_message SET failures = failures + 1, retry_at = $2
      WHERE id = $1 AND status = 'arrived' RETURNING failures`,
    [id, retryAt.toString()],
  );
  return row ?? { failures: 0 };
}
