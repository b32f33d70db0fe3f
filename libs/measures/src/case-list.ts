import type { Stage, WaitingOn } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { foreignCursor, type Page, pageOf, readCursor } from './keyset';

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
  stalls: string[];
  /** When something goes out next for this case; null when nothing is planned. */
  nextAt: string | null;
  practice: boolean;
}

export interface CaseFilter {
  /** Default: open ones. */
  open?: boolean;
  stage?: Stage;
  waitingOn?: WaitingOn;
  officerId?: string;
  /** Only cases whose NHSmail reply is late. */
  breached?: boolean;
  /** Only cases that are not moving. */
  stalled?: boolean;
  /** Part of the home's name, postcode, town, provider or ids. */
  q?: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The moment and case a page starts after. */
function readPlace(cursor: string): [moment: string, id: string] {
  const [moment = '', id = ''] = readCursor(cursor, 2);
  if (!uuid.test(id)) throw foreignCursor();
  try {
    return [moment === 'infinity' ? moment : Temporal.Instant.from(moment).toString(), id];
  } catch {
    throw foreignCursor();
  }
}

/** Stands for "nothing planned" in the sort: such cases come last. */
const never = "'infinity'::timestamptz";

/**
 * Cases in the order in which something happens next, those with nothing planned last.
 * @param limit 1 to 200
 * @throws BadInput for a cursor of another list
 */
export async function listCases(
  sql: Sql,
  filter: CaseFilter,
  limit: number,
  cursor?: string,
): Promise<Page<CaseLine>> {
  const [afterNext, afterId] = cursor ? readPlace(cursor) : [null, null];
  const conditions = [`c.open = ${filter.open === false ? 'false' : 'true'}`];
  const values: unknown[] = [];
  const where = (condition: (n: number) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(values.length));
  };
  if (filter.stage) where((n) => `c.stage = $${n}`, filter.stage);
  if (filter.waitingOn) where((n) => `c.waiting_on = $${n}`, filter.waitingOn);
  if (filter.officerId) where((n) => `c.officer_id = $${n}`, filter.officerId);
  if (filter.breached) conditions.push('c.breached_at IS NOT NULL');
  if (filter.stalled) conditions.push('cardinality(c.stalls) > 0');
  if (filter.q) where((n) => `strpos(s.search, $${n}) > 0`, filter.q.trim().toLowerCase());
  if (afterId) {
    values.push(afterNext, afterId);
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
            c.use_by AS "useBy", c.stalls, c.practice
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

/** All cases of a site, the newest first. */
export async function casesOfSite(sql: Sql, locationId: string): Promise<SiteCase[]> {
  return sql.query<SiteCase>(
    `SELECT id, open, stage, opened_on AS "openedOn", practice
       FROM application_case WHERE location_id = $1 ORDER BY open DESC, opened_on DESC, id`,
    [locationId],
    'cases-of-site',
  );
}
