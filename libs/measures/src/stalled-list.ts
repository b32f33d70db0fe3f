import type { Party, Stage, StallCode, WaitingOn } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type CaseFilter, conditionsOf } from './case-filter';
import { cursorKey, orderedBy } from './case-orders';
import { type Page, pageOf } from './keyset';

/** An open case that is not moving. */
export interface StalledCase {
  id: string;
  locationId: string;
  home: string;
  town: string | null;
  stage: Stage;
  waitingOn: WaitingOn | null;
  officerId: string;
  officer: string;
  practice: boolean;
  /** Who takes the time: as `waitingOn`, but the post apart. */
  party: Party | null;
  /** Since when it has stood at this stage and waited for them. */
  waitingSince: string | null;
  /** Since when for the oldest of its reasons, but not before it was opened; ISO 8601 UTC. */
  stalledAt: string;
  /** Why, the oldest reason first; a reason may be older than the case. */
  stalls: { code: StallCode; since: string }[];
}

/**
 * Open cases that are not moving, the one stuck longest first.
 * @param limit 1 to 200
 * @throws BadInput for a cursor of another list
 */
export async function listStalled(
  sql: Sql,
  now: Temporal.Instant,
  filter: Omit<CaseFilter, 'open'>,
  limit: number,
  cursor?: string,
): Promise<Page<StalledCase>> {
  const values: unknown[] = [];
  const narrowed = { ...filter, stalled: filter.stalled || true };
  const conditions = conditionsOf(narrowed, now, values);
  const order = orderedBy('stalled', cursor, values);
  if (order.after) conditions.push(order.after);
  values.push(limit + 1);
  const rows = await sql.query<
    Omit<StalledCase, 'stalls'> & { codes: StallCode[]; since: string[]; sortKey: string }
  >(
    `SELECT c.id, c.location_id AS "locationId", s.name AS home, s.town, c.stage,
            c.waiting_on AS "waitingOn", c.officer_id AS "officerId", o.name AS officer,
            c.practice, c.stalled_at AS "stalledAt", t.codes, t.since,
            c.awaits AS party, c.awaits_since AS "waitingSince",
            ${order.key} AS "sortKey"
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
      CROSS JOIN LATERAL (
              SELECT array_agg(u.code ORDER BY u.since, u.n) AS codes,
                     array_agg(u.since::text ORDER BY u.since, u.n) AS since
                FROM unnest(c.stall_codes, c.stall_since) WITH ORDINALITY AS u(code, since, n)
               WHERE u.since <= $1) t
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.by}
      LIMIT $${values.length}`,
    values,
  );
  const { items, nextCursor } = pageOf(rows, limit, (row) =>
    cursorKey('stalled', row.sortKey, row.id),
  );
  const cases = items.map(({ codes, since, sortKey: _, ...row }) => ({
    ...row,
    stalls: codes.map((code, n) => ({
      code,
      since: Temporal.Instant.from(since[n] ?? row.stalledAt).toString(),
    })),
  }));
  return { items: cases, nextCursor };
}
