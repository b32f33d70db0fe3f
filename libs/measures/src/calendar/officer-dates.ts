import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { matterOf } from '../matters.sql';

/** What happens on a day, in words that name nobody. */
export const dateKinds = {
  call: 'Call to make',
  passcode: 'Passcode ends',
  dspt: 'DSPT ends',
  review: 'Case to look at again',
  away: 'You are away',
  cover: 'You cover for a colleague',
} as const;

export type DateKind = keyof typeof dateKinds;

/** One date of an officer. No home, no person: a calendar may lie open on a telephone. */
export interface OfficerDate {
  /** Stays the same when the date moves. */
  key: string;
  kind: DateKind;
  /** The case it is about; null for an absence. */
  caseId: string | null;
  /** For a call: when, ISO 8601 UTC. */
  at: string | null;
  /** For all else: the first day and the last, Europe/London. */
  from: string | null;
  until: string | null;
  /** When something last changed that may have moved it, ISO 8601 UTC. */
  changedAt: string;
}

/** As far as planned calls are shown ahead, in days. */
const callsAhead = 90;

/** More than anybody has dates: what a calendar program is spared. */
const mostDates = 2000;

const none = 'NULL::timestamptz';
const noDay = 'NULL::date, NULL::date';

/** The greatest of when the case changed and when the rules and bank holidays did. */
const changed = (...moments: string[]): string =>
  `greatest(${['c.changed_at', 'r.published_at', ...moments].join(', ')})`;

const nine = (day: string): string =>
  `((${day})::timestamp + interval '9 hours') AT TIME ZONE 'Europe/London'`;

/** $1 now, $2 the officer, $3 days ahead, $4 how many. */
const datesSql = `
WITH rules AS (SELECT published_at FROM policy_version WHERE status = 'published'),
mine AS (SELECT * FROM application_case WHERE officer_id = $2 AND open)
SELECT * FROM (
  SELECT 'call-' || coalesce('f' || t.follow_up_id, t.id::text) AS key, 'call' AS kind,
         c.id AS "caseId", coalesce(${nine('p.until')}, t.due_at) AS at,
         NULL::date AS "from", NULL::date AS until, ${changed('t.created_at', 'p.since')} AS "changedAt"
    FROM mine c CROSS JOIN rules r JOIN task t ON t.case_id = c.id AND t.status = 'open'
     AND t.addressee = 'officer'
    LEFT JOIN put_off p ON p.case_id = c.id AND p.matter = ${matterOf('t.kind')}
     AND p.since >= t.created_at
  UNION ALL
  SELECT 'call-f' || f.id, 'call', c.id, f.send_at, ${noDay}, ${changed()}
    FROM mine c CROSS JOIN rules r JOIN follow_up f ON f.case_id = c.id
   WHERE f.status = 'waiting' AND f.act = 'task' AND f.addressee = 'officer'
     AND f.send_at < $1::timestamptz + make_interval(days => $3)
  UNION ALL
  SELECT 'passcode-' || c.id, 'passcode', c.id, ${none}, c.use_by, c.use_by, ${changed()}
    FROM mine c CROSS JOIN rules r WHERE c.use_by IS NOT NULL
  UNION ALL
  SELECT 'review-' || c.id, 'review', c.id, ${none}, c.parked_until, c.parked_until, ${changed()}
    FROM mine c CROSS JOIN rules r WHERE c.parked_until IS NOT NULL
  UNION ALL
  SELECT 'dspt-' || c.id, 'dspt', c.id, ${none}, d.day, d.day, ${changed()}
    FROM mine c CROSS JOIN rules r CROSS JOIN LATERAL (
      SELECT max((f.due_at AT TIME ZONE 'Europe/London')::date - 1) AS day FROM follow_up f
       WHERE f.case_id = c.id AND f.status = 'waiting' AND f.rung = 'expired'
         AND f.clock IN ('dspt-currency', 'approaching-to-met')) d
   WHERE d.day IS NOT NULL
  UNION ALL
  SELECT CASE a.officer_id WHEN $2 THEN 'away-' ELSE 'cover-' END || a.id || '-' || a.until_day,
         CASE a.officer_id WHEN $2 THEN 'away' ELSE 'cover' END, NULL::uuid, ${none},
         a.from_day, a.until_day, a.created_at
    FROM officer_absence a
   WHERE $2 IN (a.officer_id, a.covered_by)
     AND a.until_day >= ($1::timestamptz AT TIME ZONE 'Europe/London')::date
) dates
ORDER BY coalesce(at, "from"::timestamptz), key
LIMIT $4`;

/** The dates of an officer's own cases and absences, the earliest first. */
export function readOfficerDates(
  sql: Sql,
  officerId: string,
  now: Temporal.Instant,
): Promise<OfficerDate[]> {
  return sql.query<OfficerDate>(
    datesSql,
    [now.toString(), officerId, callsAhead, mostDates],
    'officer-dates',
  );
}
