import { type Described, isUuid, NotFound } from '@app/domain';
import type { Sql } from '@app/platform';
import { badCursor, type Page, pageOf, readCursor } from '../../sites/page';
import type { ImportKind } from '../import-result';

/** What a person has said of a row so far. */
export const rowStates = ['waiting', 'matched', 'dismissed'] as const;
export type RowState = (typeof rowStates)[number];

/** A row of a file that fits no site, and what became of it. Instants are ISO 8601 UTC. */
export interface QuarantinedRow {
  id: string;
  kind: ImportKind;
  state: RowState;
  /** As a spreadsheet numbers it. */
  row: number;
  /** What the row says, by name of column. */
  said: Record<string, string>;
  /** Why it has no place, in a sentence. */
  why: string;
  importId: string;
  fileName: string;
  /** The day the file speaks of. */
  asOf: string | null;
  /** The site it was said to be of. */
  site: { locationId: string; name: string } | null;
  decidedBy: string | null;
  decidedAt: string | null;
  /** The import that took it in then. */
  appliedIn: string | null;
}

const columns = `
  q.id, q.kind, q.state, q.row, q.said, q.message AS why, q.import_id AS "importId",
  r.file_name AS "fileName", r.as_of AS "asOf",
  CASE WHEN q.location_id IS NOT NULL
       THEN jsonb_build_object('locationId', q.location_id, 'name', s.name) END AS site,
  q.decided_by AS "decidedBy", q.decided_at AS "decidedAt", q.applied_in AS "appliedIn"`;
const from = `
  quarantined_row q JOIN import_run r ON r.id = q.import_id
  LEFT JOIN site s ON s.location_id = q.location_id`;

/** @throws NotFound */
export async function readRow(sql: Sql, id: string, lock = false): Promise<QuarantinedRow> {
  const [row] = await sql.query<QuarantinedRow>(
    `SELECT ${columns} FROM ${from} WHERE q.id = $1${lock ? ' FOR NO KEY UPDATE OF q' : ''}`,
    [id],
  );
  if (!row)
    throw new NotFound(
      'no-such-row',
      'There is no such row in quarantine; its import may have been undone.',
    );
  return row;
}

/** Which rows a list shows. */
export interface RowSearch {
  state: RowState;
  kind?: ImportKind | undefined;
  limit: number;
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined;
}

const placeForm = /^\d{20}$/;

/**
 * A page of rows, of the newest file first, in the order of its rows.
 * @throws BadInput the cursor is not of such a list
 */
export async function readRows(
  sql: Sql,
  { state, kind, limit, cursor }: RowSearch,
): Promise<Page<QuarantinedRow>> {
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after && !(placeForm.test(after[0] ?? '') && isUuid(after[1] ?? ''))) throw badCursor();
  const rows = await sql.query<QuarantinedRow & { place: string }>(
    `SELECT * FROM (
       SELECT ${columns},
              lpad((1000000000 - r.position)::text, 10, '0') || lpad(q.row::text, 10, '0') AS place
         FROM ${from} WHERE q.state = $1 AND ($2::text IS NULL OR q.kind = $2)) found
      WHERE $3::text IS NULL OR (place COLLATE "C", id) > ($3, $4::uuid)
      ORDER BY place COLLATE "C", id LIMIT $5`,
    [state, kind ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const page = pageOf(rows, limit, (row) => [row.place, row.id]);
  return { ...page, items: page.items.map(({ place: _place, ...row }) => row) };
}

/** How many rows of one kind of file stand how. */
export interface RowCount {
  kind: ImportKind;
  state: RowState;
  rows: number;
}

export function countRows(sql: Sql): Promise<RowCount[]> {
  return sql.query<RowCount>(
    `SELECT kind, state, count(*)::int AS rows FROM quarantined_row GROUP BY kind, state
      ORDER BY kind, state`,
  );
}

/** What a row says, in the terms in which sites are compared with it. */
export function describedBy(said: Readonly<Record<string, string>>): Described {
  return {
    locationId: said['Location ID'] ?? null,
    name: said['Location name'] ?? null,
    postcode: said['Postcode'] ?? null,
    town: said['Town'] ?? null,
    phone: said['Telephone'] ?? null,
    odsCode: said['ODS code'] ?? null,
    providerId: said['Parent CQC ID'] ?? null,
  };
}
