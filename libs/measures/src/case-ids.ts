import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseFilter, conditionsOf } from './case-filter';

/**
 * The ids of cases that a filter lets through, by home.
 * @param most how many at most; ask for one more than fits to see whether there are more
 */
export async function listCaseIds(
  sql: Sql,
  now: Temporal.Instant,
  filter: CaseFilter,
  most: number,
): Promise<string[]> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, now, values);
  values.push(most);
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM application_case c JOIN site s USING (location_id)
      WHERE ${conditions.join(' AND ')} AND $1::timestamptz IS NOT NULL
      ORDER BY s.name COLLATE "en-x-icu", c.id LIMIT $${values.length}`,
    values,
  );
  return rows.map(({ id }) => id);
}
