import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** A letter, or a part of one, that was due and did not go. Instants are ISO 8601 UTC. */
export interface LeftOut {
  caseId: string;
  locationId: string;
  home: string;
  /** What it was about, as letters are named: `otp-arrived`. */
  letter: string;
  /** When it was to go. */
  dueAt: string;
  /** When it was left out. */
  leftOutAt: string;
  /** Why: `passed-over`, `clock-stopped` or `paused` of a rung, else in a few words. */
  reason: string;
}

/** So far back the list goes. */
export const leftOutDays = 14;

/**
 * What was to go lately and did not, and why, the newest first: parts of letters that were withdrawn
 * before they left, and rungs that were passed over once their moment had come, as after an outage.
 * @param limit of the list
 * @param scope whose cases
 */
export function readLeftOut(
  sql: Sql,
  now: Temporal.Instant,
  limit: number,
  scope: Scope,
): Promise<LeftOut[]> {
  const values: unknown[] = [now.subtract({ hours: 24 * leftOutDays }).toString(), limit];
  const mine = scopeCondition(scope, 'officer_id', values);
  const within = (row: string): string =>
    'all' in scope ? 'true' : `${row}.case_id IN (SELECT id FROM application_case WHERE ${mine})`;
  return sql.query<LeftOut>(
    `SELECT o.case_id AS "caseId", c.location_id AS "locationId", s.name AS home, o.letter,
            o.due_at AS "dueAt", o.left_out_at AS "leftOutAt", o.reason
       FROM ((SELECT p.case_id, p.kind AS letter, coalesce(f.send_at, l.planned_at) AS due_at,
                     p.withdrawn_at AS left_out_at, p.withdraw_reason AS reason
                FROM letter_part p JOIN letter l ON l.id = p.letter_id
                LEFT JOIN follow_up f ON f.id = p.follow_up_id
               WHERE p.withdrawn_at > $1 AND ${within('p')}
               ORDER BY p.withdrawn_at DESC LIMIT $2)
             UNION ALL
             (SELECT case_id, letter, send_at, settled_at, reason
                FROM follow_up w
               WHERE status = 'superseded' AND act = 'letter' AND settled_at >= send_at
                 AND settled_at > $1 AND ${within('w')}
               ORDER BY settled_at DESC LIMIT $2)) o
       JOIN application_case c ON c.id = o.case_id
       JOIN site s ON s.location_id = c.location_id
      ORDER BY o.left_out_at DESC, o.due_at DESC, o.case_id LIMIT $2`,
    values,
  );
}
