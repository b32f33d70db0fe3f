import type { Sql } from '@app/platform';
import { FileRefused, type ImportResult } from './import-result';

/**
 * Raised when the reader or its rules change what they make of a file, so that a file known by its
 * hash is read again.
 */
const readerVersion = 1;

/** What later imports compare themselves with. */
interface Yardstick {
  reader: number;
  /** Sites by local authority; those without one stand under ''. */
  areas: Record<string, number>;
}

export interface ImportRun {
  id: string;
  fileName: string;
  sha256: string;
  /** ISO 8601 instant. */
  at: string;
  actor: string;
}

/** Waits until no other import is at work; the end of the transaction lets the next one in. */
export async function takeTurn(tx: Sql): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [importLock]);
}

/** Any number will do; it only has to be the same for every Caseload process. */
const importLock = 7_262_402;

/** The last import, when it was of these very bytes: then nothing can have changed since. */
export async function findLastOfSameFile(tx: Sql, sha256: string) {
  const [last] = await tx.query<{ sha: string; result: ImportResult; compare: Yardstick }>(
    `SELECT file_sha256 AS sha, result, compare FROM import_run ORDER BY position DESC LIMIT 1`,
  );
  return last?.sha === sha256 && last.compare.reader === readerVersion ? last : null;
}

/** Remembers an import, so that every value of the register can be traced to it. */
export async function rememberImport(
  tx: Sql,
  run: ImportRun,
  result: ImportResult,
  areas: ReadonlyMap<string, number>,
): Promise<void> {
  const compare: Yardstick = { reader: readerVersion, areas: Object.fromEntries(areas) };
  await tx.query(
    `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result, compare)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [run.id, result.kind, run.fileName, run.sha256, run.at, run.actor, result, compare],
  );
}

/** A file with fewer sites than this share of the last one was probably cut short. */
const leastShare = 0.8;

/**
 * Compares the number of sites with the last import of the same local authorities. Another area's
 * file is not compared with this one's, so a first import of an area always passes.
 * @throws FileRefused below 80% (domain rulebook, edge case 28)
 */
export async function expectNoShrinking(
  tx: Sql,
  areas: ReadonlyMap<string, number>,
): Promise<void> {
  const [last] = await tx.query<{ sites: number; file: string; day: string }>(
    `SELECT coalesce(sum(sites), 0)::int AS sites,
            (array_agg(file_name ORDER BY position DESC))[1] AS file
       FROM (SELECT DISTINCT ON (a.key) a.value::int AS sites, r.file_name, r.position
               FROM import_run r, jsonb_each_text(r.compare -> 'areas') a
              WHERE r.kind = 'cqc' AND a.key = ANY ($1)
              ORDER BY a.key, r.position DESC) latest`,
    [[...areas.keys()]],
  );
  const sites = [...areas.values()].reduce((sum, n) => sum + n, 0);
  if (!last || sites >= last.sites * leastShare) return;
  throw new FileRefused(
    'too-few-sites',
    `The file holds ${sites} sites of ${inWords([...areas.keys()])}, where the last one ` +
      `(${last.file}) held ${last.sites}; fewer than 80% looks cut short, so download it again.`,
  );
}

function inWords(areas: readonly string[]): string {
  if (areas.length > 3) return `${areas.length} local authorities`;
  return areas.map((area) => area || 'no local authority').join(', ');
}
