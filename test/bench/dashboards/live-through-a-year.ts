import type { Sql } from '@app/platform';

/**
 * Gives each case what a year leaves behind: six stays, a passcode and a submission, spread over the
 * months. Only what dashboards count is made; the facts behind it are not.
 */
export async function liveThroughAYear(sql: Sql): Promise<void> {
  await sql.query(
    `INSERT INTO case_stage (case_id, n, stage, entered_at, left_at, days)
     SELECT id, 100 + s, (ARRAY['prospect', 'eligibility', 'preparing', 'proving', 'ready', 'submitted'])[s],
            left_at - days * interval '1 day', left_at, days
       FROM (SELECT c.id, s, '2026-11-20T10:00:00Z'::timestamptz - k % 340 * interval '1 day' AS left_at,
                    (k * 7 % 400) / 10.0 + 0.1 AS days
               FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM application_case) c,
                    generate_series(1, 6) s, LATERAL (SELECT c.nth * 6 + s AS k) k) made`,
  );
  await sql.query(
    `INSERT INTO case_passcode (case_id, n, channel, requested_on, received_on, used_on)
     SELECT id, 100, CASE WHEN nth % 5 = 0 THEN 'email' ELSE 'post' END, day, day + 6, day + 9
       FROM (SELECT id, nth, date '2026-11-10' - (nth % 340)::int AS day
               FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM application_case) c) made`,
  );
  await sql.query(
    `INSERT INTO case_submission (case_id, n, at, replied_at, outcome, breached, within, settled_at)
     SELECT id, 100, at, at + interval '30 hours', 'accepted', false, true, at + interval '30 hours'
       FROM (SELECT id, '2026-11-15T10:00:00Z'::timestamptz - nth % 340 * interval '1 day' AS at
               FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM application_case) c) made`,
  );
  await sql.query('VACUUM ANALYZE');
}
