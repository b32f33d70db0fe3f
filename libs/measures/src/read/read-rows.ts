import { BadInput, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { cursorAfter, foreignCursor, readCursor } from '../keyset';
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

export interface ReadPage {
  items: ReadRow[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
  /**
   * On the last page, of a table that is followed: where to read on, at any time later. What was
   * under way while these pages were read comes then, and a few of them may come again.
   */
  changesCursor: string | null;
}

/** Where a page begins: after this row, in the order of transactions. */
interface Place {
  mark: string;
  key: string;
  within: string;
  /** The oldest transaction that was under way when the first page was read; '' on that page. */
  horizon: string;
}

/**
 * One page of a flat table, in the order of the transactions that changed its rows last. A program
 * that reads all pages, then on from `changesCursor`, again and again, misses no change: what is
 * committed after a page was read comes after it, or has a place from the horizon on.
 * @throws BadInput for a cursor of another list, or of a database that is no more
 */
export async function readRows(
  sql: Sql,
  table: ReadTable,
  request: ReadRequest,
): Promise<ReadPage> {
  const place = request.cursor === undefined ? null : placeIn(request.cursor, table);
  const horizon = table.isFollowed ? place?.horizon || (await horizonNow(sql, place)) : '';
  const { limit } = request;
  const [text, values] = pageOf(table, request, place);
  const rows = await sql.query<ReadRow & Sorted>(text, values);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const after = ({ sortAt, sortKey, sortWithin }: Sorted): string =>
    cursorAfter([sortAt, sortKey, sortWithin, horizon]);
  const isLast = rows.length <= limit;
  return {
    items: items.map(({ sortAt: _, sortKey: _key, sortWithin: _within, ...row }) => row as ReadRow),
    nextCursor: isLast || !last ? null : after(last),
    changesCursor: isLast && table.isFollowed ? cursorAfter([horizon, '', '', '']) : null,
  };
}

interface Sorted {
  sortAt: string;
  sortKey: string;
  sortWithin: string;
}

function pageOf(
  table: ReadTable,
  { scope, now, changedSince, limit }: ReadRequest,
  place: Place | null,
): [text: string, values: unknown[]] {
  const { changed, key, owner, isFollowed } = table;
  const within = table.within ?? "''";
  const order = isFollowed ? 'm.mark' : changed;
  const values: unknown[] = [now.toString()];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['$1::timestamptz IS NOT NULL', onlyOf[table.name] ?? 'true'];
  if (owner) conditions.push(scopeCondition(scope, owner, values));
  if (changedSince) conditions.push(`${changed} >= ${put(changedSince.toString())}::timestamptz`);
  if (place) {
    const at = `${put(place.mark)}::${isFollowed ? 'xid8' : 'timestamptz'}, ${put(place.key)}`;
    conditions.push(
      table.within === null
        ? `(${order}, ${key}) > (${at})`
        : // The index knows the first two, so they stand by themselves as well.
          `(${order}, ${key}) >= (${at}) AND (${order}, ${key}, ${within}) > (${at}, ${put(place.within)})`,
    );
  }
  const columns = table.columns.map(({ name, sql: from }) => `${from} AS "${name}"`);
  const sorted = [order, key, ...(table.within === null ? [] : [within])];
  return [
    `SELECT ${columns.join(', ')}, (${order})::text AS "sortAt", ${key} AS "sortKey",
            ${within} AS "sortWithin"
       FROM ${table.from}
      WHERE ${conditions.join(' AND ')}
      ORDER BY ${sorted.join(', ')} LIMIT ${put(limit + 1)}`,
    values,
  ];
}

/**
 * The oldest transaction under way. It is asked for before the rows are: whatever these do not show
 * is that transaction or a later one.
 */
async function horizonNow(sql: Sql, place: Place | null): Promise<string> {
  const [row] = await sql.query<{ horizon: string; isAhead: boolean }>(
    `SELECT pg_snapshot_xmin(s)::text AS horizon, coalesce($1::xid8 > pg_snapshot_xmax(s), false) AS "isAhead"
       FROM pg_current_snapshot() s`,
    [place?.mark ?? null],
    'read-horizon',
  );
  if (row?.isAhead)
    throw new BadInput(
      'place-lost',
      'The data were brought back from a copy since then: read everything again from the first page.',
      [{ pointer: '/cursor', code: 'place-lost', message: 'a place in data that are no more' }],
    );
  return row?.horizon ?? '';
}

/** @throws BadInput */
function placeIn(cursor: string, { isFollowed }: ReadTable): Place {
  const [mark = '', key = '', within = '', horizon = ''] = readCursor(cursor, 4);
  const isPlace = isFollowed ? transaction.test(mark) : moment.test(mark);
  const isHorizon = horizon === '' || transaction.test(horizon);
  if (!isPlace || !isHorizon || (key + within).includes('\0')) throw foreignCursor();
  return { mark, key, within, horizon };
}

const transaction = /^\d{1,19}$/;

/** A moment as PostgreSQL writes it. */
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
