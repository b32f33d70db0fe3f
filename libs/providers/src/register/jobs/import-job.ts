import { NotFound } from '@app/domain';
import type { Sql } from '@app/platform';
import type { ImportProgress } from '../import-request';
import type { ImportKind, ImportResult } from '../import-result';

export type ImportJobState =
  | 'waiting'
  | 'reading'
  | 'previewed'
  | 'accepted'
  | 'importing'
  | 'done'
  | 'refused'
  | 'cancelled';

/** A file on its way in: read, shown, accepted, imported under the same id. */
export interface ImportJob {
  id: string;
  /** `any` until the file has been recognised. */
  kind: ImportKind | 'any';
  fileName: string;
  fileBytes: number;
  /** The day its data speak of as the person gave it, `YYYY-MM-DD`; null for what the file says. */
  givenAsOf: string | null;
  /** A person said that far fewer rows than last time are right. */
  confirmed: boolean;
  askedBy: string;
  /** ISO 8601 UTC, like `endedAt`. */
  askedAt: string;
  state: ImportJobState;
  /** It was told to stop and will at the next step. */
  cancelAsked: boolean;
  /** Empty until it is first worked on. */
  progress: Partial<ImportProgress>;
  /** What it would do, once read; what it did, once imported; why it was refused. */
  result: ImportResult | null;
  acceptedBy: string | null;
  /** When it was done, refused or cancelled. */
  endedAt: string | null;
}

const columns = `id, kind, file_name AS "fileName", file_bytes::float8 AS "fileBytes",
  given_as_of AS "givenAsOf", confirmed, asked_by AS "askedBy", asked_at AS "askedAt", state,
  cancel_asked AS "cancelAsked", progress, result, accepted_by AS "acceptedBy",
  ended_at AS "endedAt"`;

/** @throws NotFound */
export async function readJob(sql: Sql, id: string): Promise<ImportJob> {
  const [job] = await sql.query<ImportJob>(`SELECT ${columns} FROM import_job WHERE id = $1`, [id]);
  if (!job) throw new NotFound('no-such-import-job', 'There is no such file on its way in.');
  return job;
}

/** As `readJob`, keeping others from changing it until the transaction ends. */
export async function lockJob(
  tx: Sql,
  id: string,
): Promise<ImportJob & { leasedUntil: string | null }> {
  await tx.query('SELECT FROM import_job WHERE id = $1 FOR UPDATE', [id]);
  const [lease] = await tx.query<{ leasedUntil: string | null }>(
    `SELECT leased_until AS "leasedUntil" FROM import_job WHERE id = $1`,
    [id],
  );
  return { ...(await readJob(tx, id)), leasedUntil: lease?.leasedUntil ?? null };
}

const mostListed = 100;

/** Those not ended, and those that ended at or after `since`; newest first. */
export const listJobs = (sql: Sql, since: string): Promise<ImportJob[]> =>
  sql.query<ImportJob>(
    `SELECT ${columns} FROM import_job WHERE ended_at IS NULL OR ended_at >= $1
      ORDER BY asked_at DESC, id LIMIT ${mostListed}`,
    [since],
  );
