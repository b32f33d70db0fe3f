import { randomUUID } from 'node:crypto';
import { testKind } from '@app/domain';
import type { Database, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Events that get their numbers in one transaction. */
const atOnce = 500;

/** Held by whoever gives numbers, so that nobody else does at the same time. */
const numbering = 7262412;

const bodyOf = (id: string, number: string, kind: string, at: string, data: string): string =>
  `jsonb_build_object('id', ${id}, 'number', ${number}, 'kind', ${kind},
     'at', ${at}, 'data', ${data})::text`;

/**
 * Gives each event that was committed its number for every webhook that wants it: 1, 2, 3… without a
 * gap. What was committed before another change began comes before it; of what happened side by side
 * the one noted first comes first.
 * @returns how many events there were
 */
export async function numberEvents(db: Database, now: Temporal.Instant): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await db.transaction((tx) => numberSome(tx, now));
    all += some;
    if (some < atOnce) return all;
  }
}

async function numberSome(tx: Sql, now: Temporal.Instant): Promise<number> {
  const [lock] = await tx.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1) AS mine',
    [numbering],
    'webhook-numbering',
  );
  if (!lock?.mine) return 0;
  const [row] = await tx.query<{ taken: number }>(
    `WITH taken AS (
       DELETE FROM webhook_event
        WHERE id IN (SELECT id FROM webhook_event ORDER BY id LIMIT ${atOnce})
       RETURNING id, kind, coalesce(at, $1::timestamptz) AS at, data
     ), numbered AS (
       SELECT p.webhook_id, gen_random_uuid() AS id, t.kind, t.at, t.data,
              p.last_number + row_number() OVER (PARTITION BY p.webhook_id ORDER BY t.id) AS number
         FROM taken t
         JOIN webhook w ON t.kind = ANY (w.kinds)
         JOIN webhook_progress p ON p.webhook_id = w.id
     ), moved AS (
       UPDATE webhook_progress p SET last_number = n.last
         FROM (SELECT webhook_id, max(number) AS last FROM numbered GROUP BY webhook_id) n
        WHERE n.webhook_id = p.webhook_id
     ), made AS (
       INSERT INTO webhook_delivery (webhook_id, number, id, kind, body, made_at, next_at)
       SELECT webhook_id, number, id, kind,
              ${bodyOf('id', 'number', 'kind', 'webhook_moment(at)', 'data')}, $1, $1
         FROM numbered
     )
     SELECT count(*)::int AS taken FROM taken`,
    [now.toString()],
    'number-webhook-events',
  );
  return row?.taken ?? 0;
}

/** Puts a delivery that says nothing at the end of those of one webhook. @returns its number */
export async function addTestDelivery(
  db: Database,
  webhookId: string,
  now: Temporal.Instant,
): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [numbering]);
    const [row] = await tx.query<{ number: number }>(
      `WITH moved AS (
         UPDATE webhook_progress SET last_number = last_number + 1 WHERE webhook_id = $1
         RETURNING last_number AS number
       )
       INSERT INTO webhook_delivery (webhook_id, number, id, kind, body, made_at, next_at)
       SELECT $1, number, $2::uuid, $3::text,
              ${bodyOf('$2::uuid', 'number', '$3::text', 'webhook_moment($4::timestamptz)', "'{}'::jsonb")},
              $4::timestamptz, $4::timestamptz
         FROM moved RETURNING number::int AS number`,
      [webhookId, randomUUID(), testKind, now.toString()],
    );
    return row?.number ?? 0;
  });
}
