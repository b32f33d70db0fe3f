import { type RetentionKind, retentionRules } from '@app/domain';
import type { Sql } from '@app/platform';
import type { DueItem } from './due-item';
import { type Held, isCaseHeld } from './held';

interface Row {
  subject: string;
  /** The cases it is about. */
  cases: string[] | null;
  home: string | null;
  dueOn: string;
}

/**
 * The Europe/London day a period after a moment. PostgreSQL ends calendar months as the clocks of the
 * rules do: on the day of the same number, or the last of a shorter month.
 */
const after = (moment: string): string =>
  `${day(moment)} + make_interval(months => $2, days => $3)`;
const day = (moment: string): string => `(${moment} AT TIME ZONE 'Europe/London')::date`;

const homeOf = (cases: string): string =>
  `(SELECT min(s.name) FROM application_case c JOIN site s USING (location_id) WHERE c.id = ANY(${cases}))`;

/**
 * What each rule finds that is due by the day $1; its period is $2 months and $3 days. Each names its
 * subject, its cases and the day.
 */
const found: Readonly<Record<Exclude<RetentionKind, 'account-contact' | 'account-names'>, string>> =
  {
    notes: `
    SELECT 'fact-text:' || t.case_id || ':' || t.seq AS subject, ARRAY[t.case_id] AS cases,
           ${after('f.recorded_at')} AS due
      FROM fact_text t JOIN fact f USING (case_id, seq)
     WHERE f.type = 'note-added' AND (t.sealed IS NOT NULL OR t.waiting IS NOT NULL)`,
    'case-texts': `
    SELECT 'case:' || c.id || ':texts' AS subject, ARRAY[c.id] AS cases,
           ${after('max(f.happened_at)')} AS due
      FROM application_case c JOIN fact f ON f.case_id = c.id AND f.type = 'closed'
     WHERE NOT c.open
       AND (EXISTS (SELECT FROM fact_text t WHERE t.case_id = c.id
                     AND (t.sealed IS NOT NULL OR t.waiting IS NOT NULL))
            OR EXISTS (SELECT FROM task k WHERE k.case_id = c.id AND k.settled_by LIKE 'officer:%'
                        AND k.reason IS NOT NULL))
     GROUP BY c.id`,
    letters: `
    SELECT 'letter:' || l.id AS subject,
           (SELECT array_agg(DISTINCT p.case_id) FROM letter_part p WHERE p.letter_id = l.id) AS cases,
           ${after('l.planned_at')} AS due
      FROM letter l
     WHERE l.erased_at IS NULL AND l.status IN ('sent', 'refused', 'unknown', 'withdrawn')`,
    answers: `
    SELECT 'answer:' || a.id AS subject, ARRAY[a.case_id] AS cases, ${after('a.at')} AS due
      FROM answer a WHERE a.erased_at IS NULL`,
    inbound: `
    SELECT 'message:' || m.id AS subject,
           ARRAY(SELECT f.case_id FROM inbound_message_case f WHERE f.message_id = m.id
                 UNION SELECT p.case_id FROM letter_part p WHERE p.letter_id = m.letter_id) AS cases,
           ${after('m.received_at')} AS due
      FROM inbound_message m WHERE m.erased_at IS NULL`,
    'people-drafts': `
    SELECT 'draft:' || d.case_id AS subject, ARRAY[d.case_id] AS cases, ${after('max(d.saved_at)')} AS due
      FROM people_draft d GROUP BY d.case_id`,
    contacts: `
    SELECT 'contact:' || k.id AS subject,
           (SELECT array_agg(c.id) FROM application_case c WHERE c.location_id = k.location_id) AS cases,
           greatest(left_on.day, last.day) + make_interval(months => $2, days => $3) AS due
      FROM contact k JOIN site s USING (location_id),
           LATERAL (SELECT least(${day('k.retired_at')},
                      CASE WHEN s.registration_status = 'deregistered'
                           THEN coalesce(s.deregistered_on, ${day('s.changed_at')})
                           WHEN NOT s.in_scope THEN ${day('s.changed_at')} END) AS day) left_on,
           LATERAL (SELECT max(${day('l.planned_at')}) AS day FROM letter l
                     WHERE l.address_key = k.address_key) last
     WHERE k.sealed IS NOT NULL AND left_on.day IS NOT NULL`,
    'register-managers': `
    SELECT 'site:' || s.location_id AS subject,
           (SELECT array_agg(c.id) FROM application_case c WHERE c.location_id = s.location_id) AS cases,
           coalesce(s.deregistered_on, ${day('s.changed_at')})
             + make_interval(months => $2, days => $3) AS due
      FROM site s
     WHERE s.registration_status = 'deregistered' AND cardinality(s.registered_managers) > 0`,
    requests: `
    SELECT 'request:' || r.id AS subject, NULL::uuid[] AS cases,
           r.answered_on + make_interval(months => $2, days => $3) AS due
      FROM rights_request r WHERE r.answered_on IS NOT NULL AND r.sealed IS NOT NULL`,
  };

export type RowKind = keyof typeof found;
export const rowKinds = Object.keys(found) as RowKind[];

/**
 * What one rule finds due by a day, the longest overdue first.
 * @param upTo `YYYY-MM-DD`, itself included
 */
export async function dueRows(
  sql: Sql,
  kind: RowKind,
  held: Held,
  upTo: string,
): Promise<DueItem[]> {
  const { months = 0, days = 0 } = retentionRules[kind].period;
  const rows = await sql.query<Row>(
    `SELECT subject, cases, ${homeOf('cases')} AS home, due::date::text AS "dueOn"
       FROM (${found[kind]}) f WHERE due::date <= $1::date ORDER BY due, subject`,
    [upTo, months, days],
  );
  return rows.map(({ cases, ...row }) => ({
    ...row,
    kind,
    caseId: cases?.[0] ?? null,
    held: (cases ?? []).some((id) => isCaseHeld(held, id)),
  }));
}
