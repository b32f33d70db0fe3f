import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Open cases with each reason why they are stuck at $1. */
const stuck = `
  SELECT c.id, u.code, u.since
    FROM application_case c, unnest(c.stall_codes, c.stall_since) AS u(code, since)
   WHERE c.open AND c.stalled_at <= $1 AND u.since <= $1`;

/**
 * Notes the stalls that have begun since this was last asked. They begin as time passes, so no write
 * tells of them.
 */
export async function noteStalls(tx: Sql, now: Temporal.Instant): Promise<void> {
  const [any] = await tx.query<{ wanted: boolean }>(
    "SELECT webhook_wanted('{case.stalled}') AS wanted",
    [],
    'stalls-wanted',
  );
  if (!any?.wanted) return;
  await tx.query(
    `WITH told AS (
       INSERT INTO webhook_stall (case_id, code, since)
       SELECT s.id, s.code, s.since FROM (${stuck}) s
       ON CONFLICT DO NOTHING RETURNING case_id, code, since
     )
     INSERT INTO webhook_event (kind, at, data)
     SELECT 'case.stalled', t.since, jsonb_build_object(
              'stall', jsonb_build_object('code', t.code, 'since', webhook_moment(t.since)),
              'case', webhook_case(c))
       FROM told t JOIN application_case c ON c.id = t.case_id
      ORDER BY t.since, t.case_id, t.code`,
    [now.toString()],
    'note-stalls',
  );
}

/** What is stuck already is no news to the first webhook that wants to be told of stalls. */
export async function passOverStalls(tx: Sql, now: Temporal.Instant): Promise<void> {
  await tx.query(
    `INSERT INTO webhook_stall (case_id, code, since)
     SELECT s.id, s.code, s.since FROM (${stuck}) s
      WHERE NOT EXISTS (SELECT FROM webhook WHERE 'case.stalled' = ANY (kinds))
     ON CONFLICT DO NOTHING`,
    [now.toString()],
  );
}

/** Forgets stalls that are over. */
export async function forgetStalls(tx: Sql): Promise<void> {
  await tx.query(
    `DELETE FROM webhook_stall t USING application_case c
      WHERE c.id = t.case_id
        AND (NOT c.open OR NOT EXISTS (
              SELECT FROM unnest(c.stall_codes, c.stall_since) AS u(code, since)
               WHERE u.code = t.code AND u.since = t.since))`,
  );
}
