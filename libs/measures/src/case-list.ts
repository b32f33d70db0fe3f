import type { Party, Scope, Stage, StallCode, WaitingOn } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseFilter, casesFrom, conditionsOf } from './case-filter';
import { type CaseSort, cursorKey, orderedBy } from './case-orders';
import { type Page, pageOf } from './keyset';

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
  /** Who takes the time: as `waitingOn`, but the post apart; null when closed. */
  party: Party | null;
  /** Since when it has stood at this stage and waited for them; null when closed. */
  waitingSince: string | null;
  providerId: string | null;
  /** Its name. */
  provider: string | null;
  /** As CQC writes it. */
  localAuthority: string | null;
  /** Why it is not moving: stable codes. Empty while it moves. */
  stalls: StallCode[];
  /**
   * Since when it has not moved, for the oldest of its reasons, but not before it was opened; null
   * while it moves.
   */
  stalledAt: string | null;
  /** When something goes out next for this case; null when nothing is planned. */
  nextAt: string | null;
  /** Rests until this day, Europe/London: chosen, or because no date is running; null when it does not. */
  parkedUntil: string | null;
  practice: boolean;
}

/**
 * Cases in an order, page by page; unless another is asked for in that in which something happens
 * next, those with nothing planned last.
 * @param now decides what is stuck by now
 * @param limit 1 to 200
 * @throws BadInput for a cursor of another list or order
 */
export async function listCases(
  sql: Sql,
  now: Temporal.Instant,
  filter: CaseFilter,
  limit: number,
  cursor?: string,
  sort: CaseSort = 'next',
): Promise<Page<CaseLine>> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, now, values);
  const order = orderedBy(sort, cursor, values);
  if (order.after) conditions.push(order.after);
  values.push(limit + 1);
  const rows = await sql.query<CaseLine & { sortKey: string }>(
    `SELECT c.id, c.location_id AS "locationId", s.name AS home, s.town, c.stage,
            c.waiting_on AS "waitingOn", c.awaits AS party, c.awaits_since AS "waitingSince",
            c.officer_id AS "officerId", o.name AS officer,
            c.opened_on AS "openedOn", c.breached_at AS "breachedAt", c.next_at AS "nextAt", c.parked_until AS "parkedUntil",
            c.use_by AS "useBy", c.practice, s.provider_id AS "providerId",
            coalesce(p.name, s.provider_name) AS provider, s.local_authority AS "localAuthority",
            CASE WHEN c.stalled_at <= $1 THEN c.stalled_at END AS "stalledAt",
            ARRAY(SELECT t.code
                    FROM unnest(c.stall_codes, c.stall_since) WITH ORDINALITY AS t(code, since, n)
                   WHERE t.since <= $1 ORDER BY t.n) AS stalls,
            ${order.key} AS "sortKey"
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
       LEFT JOIN provider p ON p.provider_id = s.provider_id
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.by}
      LIMIT $${values.length}`,
    values,
  );
  const page = pageOf(rows, limit, (row) => cursorKey(sort, row.sortKey, row.id));
  return { ...page, items: page.items.map(({ sortKey: _, ...line }) => line) };
}

/**
 * How many cases a filter finds.
 * @param upTo counting stops here
 */
export async function countCases(
  sql: Sql,
  now: Temporal.Instant,
  filter: CaseFilter,
  upTo: number,
): Promise<number> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, now, values);
  values.push(upTo);
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count
       FROM (SELECT FROM ${casesFrom(conditions)}
              WHERE $1::timestamptz IS NOT NULL AND ${conditions.join(' AND ')}
              LIMIT $${values.length}) n`,
    values,
  );
  return row?.count ?? 0;
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
