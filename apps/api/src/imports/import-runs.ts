import { NotFound } from '@app/domain';
import { foreignCursor, type Page, pageOf, readCursor } from '@app/measures';
import type { Sql } from '@app/platform';
import type { ImportResult } from '@app/providers';

/** One import as the list shows it. */
export interface ImportRun extends Omit<ImportResult, 'file' | 'refused' | 'problems' | 'kind'> {
  id: string;
  kind: string;
  fileName: string;
  /** ISO 8601 UTC. */
  importedAt: string;
  /** `officer:<id>`, `system`… */
  importedBy: string;
  /** How many problems it noted; one import tells them all. */
  problems: number;
}

const columns = `id, kind, file_name AS "fileName", imported_at AS "importedAt",
  imported_by AS "importedBy"`;

type Row = Pick<ImportRun, 'id' | 'kind' | 'fileName' | 'importedAt' | 'importedBy'> & {
  position: string;
  result: ImportResult;
};

/** A practice caseload is noted as a run too, but no file was imported. */
const ofFiles = "kind = 'cqc'";

/** Imports, newest first. @throws BadInput for a cursor of another list */
export async function listImports(
  sql: Sql,
  limit: number,
  cursor?: string,
): Promise<Page<ImportRun>> {
  const before = cursor ? readPlace(cursor) : null;
  const rows = await sql.query<Row>(
    `SELECT ${columns}, position,
            (result - 'problems')
              || jsonb_build_object('problems', jsonb_array_length(result -> 'problems')) AS result
       FROM import_run WHERE ${ofFiles} AND ($1::bigint IS NULL OR position < $1)
      ORDER BY position DESC LIMIT $2`,
    [before, limit + 1],
  );
  const page = pageOf(rows, limit, (row) => [row.position]);
  return { items: page.items.map(toRun), nextCursor: page.nextCursor };
}

/** What one import did. @throws NotFound */
export async function readImport(sql: Sql, id: string): Promise<ImportResult> {
  const [row] = await sql.query<{ result: ImportResult }>(
    `SELECT result FROM import_run WHERE id = $1 AND ${ofFiles}`,
    [id],
  );
  if (!row) throw new NotFound('no-such-import', 'There is no such import.');
  return row.result;
}

function toRun({ position: _, result, ...run }: Row): ImportRun {
  const { file: _file, refused: _refused, kind: _kind, ...counts } = result;
  return { ...run, ...(counts as unknown as Omit<ImportRun, keyof typeof run>) };
}

/** The number an import was given; a page holds those before it. */
function readPlace(cursor: string): string {
  const [position = ''] = readCursor(cursor, 1);
  if (!/^\d{1,18}$/.test(position)) throw foreignCursor();
  return position;
}
