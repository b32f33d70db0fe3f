import type { Sql } from '@app/platform';
import type { Speaks } from './reading/arrival';
import type { ImportKind, ImportResult } from './import-result';

/**
 * Raised when the reader or its rules change what they make of a file, so that a file known by its
 * hash is read again.
 */
const readerVersion = 3;

/** What later imports compare themselves with. */
interface Yardstick {
  reader: number;
  bytes: number;
  speaks: Speaks;
  /**
   * Records by local authority, where the file tells of one (those without stand under ''); else
   * all of them under ''. Empty when the file told of changes only.
   */
  areas: Record<string, number>;
}

export interface ImportRun {
  id: string;
  kind: ImportKind;
  variant: string;
  /** `YYYY-MM-DD`. */
  asOf: string;
  fileName: string;
  sha256: string;
  bytes: number;
  speaks: Speaks;
  /** ISO 8601 instant. */
  at: string;
  actor: string;
}

/** Waits until no other import is at work; the end of the transaction lets the next one in. */
export async function takeTurn(tx: Sql): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [importLock]);
}

/**
 * Keeps people's corrections out from where the register is compared until it is written, so that
 * none is overwritten by what was planned before it. Held only that long: reading goes on beside.
 */
export async function keepCorrectionsOut(tx: Sql): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [correctionLock]);
}

/** Waits until what an import or its undoing has planned is written. */
export async function waitForWriting(tx: Sql): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [correctionLock]);
}

/** Any numbers will do; they only have to be the same for every Caseload process. */
const importLock = 7_262_403;
const correctionLock = 7_262_404;

export interface LastImport {
  id: string;
  kind: ImportKind;
  sha256: string;
  variant: string | null;
  asOf: string | null;
  result: ImportResult;
  compare: Yardstick;
}

/** The last import, when nothing was taken back since and the reader is still the same. */
export async function lastImport(tx: Sql): Promise<LastImport | null> {
  const [last] = await tx.query<LastImport & { disturbed: boolean }>(
    `SELECT id, kind, file_sha256 AS sha256, variant, as_of AS "asOf", result, compare,
            undone_at IS NOT NULL
              OR EXISTS (SELECT FROM import_run u WHERE u.undone_at >= r.imported_at) AS disturbed
       FROM import_run r ORDER BY position DESC LIMIT 1`,
  );
  return last && !last.disturbed && last.compare.reader === readerVersion ? last : null;
}

/** Remembers an import, so that every value of the register can be traced to it. */
export async function rememberImport(
  tx: Sql,
  run: ImportRun,
  result: ImportResult,
  areas: ReadonlyMap<string, number>,
): Promise<void> {
  const compare: Yardstick = {
    reader: readerVersion,
    bytes: run.bytes,
    speaks: run.speaks,
    areas: Object.fromEntries(areas),
  };
  await tx.query(
    `INSERT INTO import_run (id, kind, variant, as_of, file_name, file_sha256, imported_at,
                             imported_by, result, compare)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      run.id,
      run.kind,
      run.variant,
      run.asOf,
      run.fileName,
      run.sha256,
      run.at,
      run.actor,
      result,
      compare,
    ],
  );
}
