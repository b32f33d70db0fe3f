import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { foreignCursor, type Page, pageOf, readCursor } from '../keyset';
import { onlyOf, type ReadTable } from './read-tables';

/** A row by the names of its columns. */
export type ReadRow = Record<string, string | number | boolean | null>;

export interface ReadRequest {
  scope: Scope;
  now: Temporal.Instant;
  /** Only rows that changed at this moment or later. */
  changedSince?: Temporal.Instant;
  limit: number;
  cursor?: string;
}

/**
 * One page of a flat table, in the order in which rows changed last, so that a program that asks for
 * what changed since it last came misses nothing.
 * @throws BadInput for a cursor of another list
 */
export async function readRows(
  sql: Sql,
  table: ReadTable,
  { scope, now, changedSince, limit, cursor }: ReadRequest,
): Promise<Page<ReadRow>> {
  const { changed, key, owner } = table;
  const values: unknown[] = [now.toString()];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['$1::timestamptz IS NOT NULL', onlyOf[table.name] ?? 'true'];
  if (owner) conditions.push(scopeCondition(scope, owner, values));
  if (changedSince) conditions.push(`${changed} >= ${put(changedSince.toString())}::timestamptz`);
  if (cursor !== undefined) {
    const [at = '', last = ''] = readCursor(cursor, 2);
    if (!moment.test(at) || last.includes('\0')) throw foreignCursor();
    conditions.push(`(${changed}, ${key}) > (${put(at)}::timestamptz, ${put(last)})`);
  }
  const columns = table.columns.map(({ name, sql: from }) => `${from} AS "${name}"`);
  const rows = await sql.query<ReadRow & { sortAt: string; sortKey: string }>(
    `SELECT ${columns.join(', ')}, (${changed})::text AS "sortAt", ${key} AS "sortKey"
       FROM ${table.from}
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${changed}, ${key} LIMIT ${put(limit + 1)}`,
    values,
  );
  const page = pageOf(rows, limit, ({ sortAt, sortKey }) => [sortAt, sortKey]);
  return {
    ...page,
    items: page.items.map(({ sortAt: _at, sortKey: _key, ...row }) => row as ReadRow),
  };
}

/** A moment as PostgreSQL writes it. */
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
