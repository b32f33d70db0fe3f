import { randomUUID } from 'node:crypto';
import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { contentKey } from './content-key';

/** A message as it came. */
export interface Arrival {
  /** Of a message that is too large only its beginning; null when the server could not give it. */
  raw: Buffer | null;
  /** In bytes, as the server says. */
  size: number;
  /** When the mail server had it. */
  receivedAt: Temporal.Instant;
  /** Tells messages apart of which nothing could be read. */
  place: string;
}

export const rawPlace = (messageId: string): string => `inbound-raw:${messageId}`;

/**
 * Stores each message once, however often it was delivered, to be read after the commit.
 * @returns how many were new
 */
export async function storeArrivals(
  tx: Sql,
  sealer: Sealer,
  arrivals: readonly Arrival[],
  now: Temporal.Instant,
): Promise<number> {
  if (arrivals.length === 0) return 0;
  const rows = arrivals.map((arrival) => ({
    id: randomUUID(),
    key: arrival.raw
      ? contentKey(sealer, arrival.raw)
      : sealer.fingerprint('inbound-message', arrival.place),
    raw: arrival.raw ?? Buffer.alloc(0),
    size: arrival.size,
    receivedAt: arrival.receivedAt.toString(),
  }));
  const fresh = await tx.query<{ id: string }>(
    `INSERT INTO inbound_message (id, content_key, received_at, stored_at, size, status)
     SELECT id, key, least(received_at, $5), $5, size, 'arrived'
       FROM unnest($1::uuid[], $2::bytea[], $3::timestamptz[], $4::int[])
            WITH ORDINALITY AS m(id, key, received_at, size, place)
      ORDER BY place
     ON CONFLICT (content_key) DO NOTHING RETURNING id`,
    [
      rows.map((r) => r.id),
      rows.map((r) => r.key),
      rows.map((r) => r.receivedAt),
      rows.map((r) => r.size),
      now.toString(),
    ],
  );
  const isFresh = new Set(fresh.map(({ id }) => id));
  const kept = rows.filter(({ id }) => isFresh.has(id));
  await tx.query(
    `INSERT INTO inbound_raw (message_id, sealed) SELECT * FROM unnest($1::uuid[], $2::bytea[])`,
    [kept.map((r) => r.id), kept.map((r) => sealer.seal(rawPlace(r.id), r.raw.toString('base64')))],
  );
  return kept.length;
}
