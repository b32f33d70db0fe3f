import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@app/platform';

const partBytes = 1024 * 1024;

/** Keeps a file's bytes with its job. @returns what is known of them now */
export async function storeFile(
  tx: Sql,
  jobId: string,
  source: string | AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let part = 0;
  const store = (content: Buffer): Promise<unknown> =>
    tx.query('INSERT INTO import_file (job_id, part, bytes) VALUES ($1, $2, $3)', [
      jobId,
      part++,
      content,
    ]);
  let gathered: Uint8Array[] = [];
  let size = 0;
  const stream =
    typeof source === 'string' ? createReadStream(source, { highWaterMark: partBytes }) : source;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
    gathered.push(chunk);
    size += chunk.length;
    if (size < partBytes) continue;
    await store(Buffer.concat(gathered));
    gathered = [];
    size = 0;
  }
  if (size > 0) await store(Buffer.concat(gathered));
  return { sha256: hash.digest('hex'), bytes };
}

/** Writes a job's file to a folder of its own while `work` needs it. */
export async function withFile<T>(
  sql: Sql,
  jobId: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'caseload-import-'));
  try {
    const path = join(folder, 'file');
    await pipeline(Readable.from(partsOf(sql, jobId)), createWriteStream(path));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* partsOf(sql: Sql, jobId: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const [found] = await sql.query<{ bytes: Buffer }>(
      'SELECT bytes FROM import_file WHERE job_id = $1 AND part = $2',
      [jobId, part],
    );
    if (!found) return;
    yield found.bytes;
  }
}

export async function hasFile(sql: Sql, jobId: string): Promise<boolean> {
  const [found] = await sql.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM import_file WHERE job_id = $1)
         OR (SELECT file_bytes = 0 FROM import_job WHERE id = $1) AS any`,
    [jobId],
  );
  return found?.any === true;
}

/** Drops files and previews of jobs that ended before `before`; what became of them stays known. */
export async function dropOldFiles(sql: Sql, before: string): Promise<void> {
  for (const table of ['import_file', 'import_preview'])
    await sql.query(
      `DELETE FROM ${table} f USING import_job j WHERE j.id = f.job_id AND j.ended_at < $1`,
      [before],
    );
}
