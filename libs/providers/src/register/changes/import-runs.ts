import { NotFound } from '@app/domain';
import type { Sql } from '@app/platform';
import {
  badCursor,
  type Page,
  type PageRequest,
  pageOf,
  readCursor,
  readLimit,
} from '../../sites/page';
import { type ImportKind, importKinds, type ImportResult } from '../import-result';

type Numbers = Pick<
  ImportResult,
  'rows' | 'read' | 'created' | 'updated' | 'unchanged' | 'quarantined'
>;

/** One import as the list shows it. */
export interface ListedImport extends Numbers {
  id: string;
  kind: ImportKind;
  /** Which of the kind's files it was: `cqc-latest-ratings`. */
  variant: string | null;
  fileName: string;
  /** The day its data speak of, `YYYY-MM-DD`. */
  asOf: string | null;
  /** ISO 8601 UTC. */
  importedAt: string;
  /** `officer:<id>`, `system`… */
  importedBy: string;
  /** When somebody took it back, ISO 8601 UTC; null while it counts. */
  undoneAt: string | null;
  undoneBy: string | null;
  /** How many problems it noted; one import tells them all. */
  problems: number;
}

/** What an import did, and whether it was taken back since. */
export interface FullImport {
  run: Omit<ListedImport, 'problems' | keyof Numbers>;
  result: ImportResult;
}

const columns = `id, kind, variant, file_name AS "fileName", as_of AS "asOf",
  imported_at AS "importedAt", imported_by AS "importedBy", undone_at AS "undoneAt",
  undone_by AS "undoneBy"`;

interface Row {
  position: string;
  result: ImportResult & { problems: number };
}

/** A practice caseload is noted as a run too, but no file was imported. */
const kinds = [...importKinds];

/** Imports, newest first. @throws BadInput for a cursor of another list */
export async function listImports(
  sql: Sql,
  request: PageRequest = {},
): Promise<Page<ListedImport>> {
  const limit = readLimit(request.limit);
  const before = request.cursor ? readPlace(request.cursor) : null;
  const rows = await sql.query<Row & ListedImport>(
    `SELECT ${columns}, position,
            (result - 'problems' - 'gone')
              || jsonb_build_object('problems', jsonb_array_length(result -> 'problems')) AS result
       FROM import_run WHERE kind = ANY ($3) AND ($1::bigint IS NULL OR position < $1)
      ORDER BY position DESC LIMIT $2`,
    [before, limit + 1, kinds],
  );
  const page = pageOf(rows, limit, (row) => [row.position]);
  return { items: page.items.map(toRun), nextCursor: page.nextCursor };
}

/** What one import did. @throws NotFound */
export async function readImport(sql: Sql, id: string): Promise<FullImport> {
  const [row] = await sql.query<FullImport['run'] & { result: ImportResult }>(
    `SELECT ${columns}, result FROM import_run WHERE id = $1 AND kind = ANY ($2)`,
    [id, kinds],
  );
  if (!row) throw new NotFound('no-such-import', 'There is no such import.');
  const { result, ...run } = row;
  return { run, result };
}

function toRun({ position: _, result, ...run }: Row & ListedImport): ListedImport {
  const { rows, read, created, updated, unchanged, quarantined, problems } = result;
  return {
    ...run,
    rows,
    read,
    created,
    updated,
    unchanged,
    quarantined,
    problems: problems as unknown as number,
  };
}

/** The number an import was given; a page holds those before it. */
function readPlace(cursor: string): string {
  const [position = ''] = readCursor(cursor, 1);
  if (!/^\d{1,18}$/.test(position)) throw badCursor();
  return position;
}
