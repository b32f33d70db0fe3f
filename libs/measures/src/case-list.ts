import type { Scope, Stage, StallCode, WaitingOn } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseFilter, conditionsOf } from './case-filter';
import { type Page, pageOf, readPlace } from './keyset';

/** One open or closed case as lists show it. */
export interface CaseLine {
  id: string;
  locationId: string;
  home: string;
  town: string | null;
  stage: Stage;
  waitingOn: WaitingOn | null;
  officerId: string;
  officer: string;
  /** Europe/London day. */
  openedOn: string;
  /** When NHSmail's 48 hours ran out without a reply; null when they did not. */
  breachedAt: string | null;
  /** Last day its passcode is good, Europe/London; null when it has none. */
  useBy: string | null;
  /** Why it is not moving: stable codes. Empty while it moves. */
  stalls: StallCode[];
  /** When something goes out next for this case; null when nothing is planned. */
  nextAt: string | null;
  practice: boolean;
}

/** Stands for "nothing planned" in the sort: such cases come last. */
const never = "'infinity'::timestamptz";

/**
 * Cases in the order in which something happens next, those with nothing planned last.
 * @param now decides what is stuck by now
 * @param limit 1 to 200
 * @throws BadInput for a cursor of another list
 */
export async function listCases(
  sql: Sql,
  now: Temporal.Instant,
  filter: CaseFilter,
  limit: number,
  cursor?: string,
): Promise<Page<CaseLine>> {
  const values: unknown[] = [now.toString()];
  const conditions = conditionsOf(filter, values);
  if (cursor) {
    values.push(...readPlace(cursor));
    const [next, id] = [values.length - 1, values.length];
    conditions.push(
      `(coalesce(c.next_at, ${never}), c.id) > ($${next}::timestamptz, $${id}::uuid)`,
    );
  }
  values.push(limit + 1);
  const rows = await sql.query<CaseLine>(
    `SELECT c.id, c.location_id AS "locationId", s.name AS home, s.town, c.stage,
            c.waiting_on AS "waitingOn", c.officer_id AS "officerId", o.name AS officer,
            c.opened_on AS "openedOn", c.breached_at AS "breachedAt", c.next_at AS "nextAt",
            c.use_by AS "useBy", c.practice,
            ARRAY(SELECT t.code
                    FROM unnest(c.stall_codes, c.stall_since) WITH ORDINALITY AS t(code, since, n)
                   WHERE t.since <= $1 ORDER BY t.n) AS stalls
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
      WHERE ${conditions.join(' AND ')}
      ORDER BY coalesce(c.next_at, ${never}), c.id
      LIMIT $${values.length}`,
    values,
  );
  return pageOf(rows, limit, (row) => [row.nextAt ?? 'infinity', row.id]);
}

/** Whether any of these cases belongs to the practice caseload of invented homes. */
export async function anyPractice(sql: Sql, caseIds: readonly string[]): Promise<boolean> {
  if (caseIds.length === 0) return false;
  const rows = await sql.query(
    'SELECT FROM application_case WHERE id = ANY($1) AND practice LIMIT 1',
    [caseIds],
    'any-practice',
  );
  return rows.length > 0;
}

/** A case a site has or had. */
export interface SiteCase {
  id: string;
  open: boolean;
  stage: Stage;
  /** Europe/London day. */
  openedOn: string;
  practice: boolean;
}

/** The cases of a site that are within a scope, the newest first. */
export async function casesOfSite(sql: Sql, locationId: string, scope: Scope): Promise<SiteCase[]> {
  const values: unknown[] = [locationId];
  return sql.query<SiteCase>(
    `SELECT id, open, stage, opened_on AS "openedOn", practice
       FROM application_case WHERE location_id = $1
        AND ${scopeCondition(scope, 'officer_id', values)}
      ORDER BY open DESC, opened_on DESC, id`,
    values,
  );
}
