import { randomUUID } from 'node:crypto';
import { Conflict, londonDay, Refused } from '@app/domain';
import { Clock, Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { checkAsOf, plainFileName } from '../given-with-file';
import type { ImportKind, ImportResult } from '../import-result';
import { Imports } from '../imports.service';
import { type ImportJob, type ImportJobState, listJobs, lockJob, readJob } from './import-job';
import { dropOldFiles, hasFile, storeFile, withFile } from './job-files';
import { JobCancelled, JobLease, LeaseLost, leaseSeconds } from './job-lease';
import { failed, wrongState } from './job-words';

/** What is known of a file when it is handed in. */
export interface HandedIn {
  kind: ImportKind | 'any';
  fileName: string;
  actor: string;
  asOf?: string | undefined;
  confirmed?: boolean | undefined;
}

/** So long the bytes of a file are kept after its job has ended, and its job is listed. */
const keepFilesHours = 24;
const listedHours = 7 * 24;

/**
 * Files on their way in. Each is read and shown, and imported exactly as shown once it is accepted,
 * by whichever process takes it up; one that was killed leaves its job to the next.
 */
@Injectable()
export class ImportJobs {
  /** This process, as leases name it. */
  private readonly holder = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly imports: Imports,
  ) {}

  /**
   * Takes a file in, to be read soon.
   * @param source where it lies on this machine, or its bytes
   * @returns the job's id
   * @throws BadInput for a day that cannot be
   */
  async receive(
    source: string | AsyncIterable<Uint8Array>,
    { kind, fileName, actor, asOf, confirmed = false }: HandedIn,
  ): Promise<string> {
    const now = this.clock.now();
    if (asOf !== undefined) checkAsOf(asOf, londonDay(now));
    const id = randomUUID();
    return this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO import_job (id, kind, file_name, file_sha256, file_bytes, given_as_of, confirmed,
                                 asked_by, asked_at, state)
         VALUES ($1, $2, $3, '', 0, $4, $5, $6, $7, 'waiting')`,
        [id, kind, plainFileName(fileName), asOf ?? null, confirmed, actor, now.toString()],
      );
      const { sha256, bytes } = await storeFile(tx, id, source);
      await tx.query('UPDATE import_job SET file_sha256 = $2, file_bytes = $3 WHERE id = $1', [
        id,
        sha256,
        bytes,
      ]);
      return id;
    });
  }

  /** @throws NotFound */
  get(id: string): Promise<ImportJob> {
    return readJob(this.db, id);
  }

  /** Those on their way, and what became of those of the last week; newest first. */
  list(): Promise<ImportJob[]> {
    return listJobs(this.db, this.hoursAgo(listedHours));
  }

  /**
   * Leases the next job to this process, if one waits or was left by a process that is gone; tidies
   * up besides.
   * @returns its id: `preview` it when it is waiting or reading, else `carryOut`
   */
  async sweep(): Promise<string | null> {
    // A file that was in before its process was killed is in, whoever asked for what since.
    await this.db.query(
      `UPDATE import_job j SET state = 'cancelled', ended_at = $1, leased_until = NULL, leased_by = NULL
        WHERE cancel_asked AND ended_at IS NULL AND coalesce(leased_until <= $1, true)
          AND NOT EXISTS (SELECT FROM import_run r WHERE r.id = j.id)`,
      [this.clock.now().toString()],
    );
    await dropOldFiles(this.db, this.hoursAgo(keepFilesHours));
    return this.lease(`ended_at IS NULL AND state <> 'previewed'`);
  }

  /** Reads the file and keeps, as the job's preview, all that it would change. */
  preview(id: string): Promise<void> {
    return this.workOn(id, ['waiting', 'reading'], 'reading', async (job, path, lease) => {
      const result = await this.imports.run({
        kind: job.kind,
        path,
        fileName: job.fileName,
        actor: job.askedBy,
        asOf: job.givenAsOf ?? undefined,
        confirmed: job.confirmed,
        dryRun: true,
        previewFor: id,
        signal: lease.signal,
        onProgress: (progress) => lease.tell(progress),
      });
      return { state: result.refused ? 'refused' : 'previewed', result };
    });
  }

  /**
   * A person has looked at what the file would change and wants it.
   * @throws Conflict when there is no preview to accept; Refused when too few rows need a word
   */
  accept(id: string, actor: string, { confirmed = false } = {}): Promise<void> {
    return this.db.transaction(async (tx) => {
      const job = await lockJob(tx, id);
      if (job.state !== 'previewed') throw wrongState(job.state);
      const fewer = job.result?.fewer;
      if (fewer && !confirmed && !job.confirmed)
        throw new Refused(
          'too-few-rows',
          `The file holds ${fewer.now} records where the last one (${fewer.file}) held ` +
            `${fewer.before}; confirm that this is right, or send the whole file.`,
        );
      await tx.query(
        `UPDATE import_job SET state = 'accepted', accepted_by = $2, confirmed = confirmed OR $3,
                progress = '{}' WHERE id = $1`,
        [id, actor, confirmed],
      );
    });
  }

  /** Imports the file exactly as its preview showed it, or refuses it. */
  carryOut(id: string): Promise<void> {
    return this.workOn(id, ['accepted', 'importing'], 'importing', async (job, path, lease) => {
      const done = await this.doneBefore(id);
      if (done) return { state: 'done', result: done };
      const [digest] = await this.db.query<{ digest: string | null }>(
        'SELECT digest FROM import_job WHERE id = $1',
        [id],
      );
      const result = await this.imports.run({
        id,
        kind: job.result?.kind ?? job.kind,
        path,
        fileName: job.fileName,
        actor: job.acceptedBy ?? job.askedBy,
        asOf: job.result?.asOf,
        confirmed: true,
        expectDigest: digest?.digest ?? undefined,
        signal: lease.signal,
        onProgress: (progress) => lease.tell(progress),
      });
      return { state: result.refused ? 'refused' : 'done', result };
    });
  }

  /** Stops it: at once when nobody works on it, else at its next step. @throws Conflict when done */
  cancel(id: string, _actor?: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const job = await lockJob(tx, id);
      if (job.state === 'cancelled' || job.state === 'refused') return;
      // Killed after the import and before it could say so, a process leaves it to be told as done.
      if (job.state === 'done' || (await this.doneBefore(id, tx))) throw wrongState('done');
      if (this.isLeased(job.leasedUntil))
        await tx.query('UPDATE import_job SET cancel_asked = true WHERE id = $1', [id]);
      else
        await tx.query(
          `UPDATE import_job SET state = 'cancelled', ended_at = $2, leased_until = NULL,
                  leased_by = NULL
            WHERE id = $1`,
          [id, this.clock.now().toString()],
        );
    });
  }

  /** Begins a stopped or refused file anew. @throws Conflict when there is nothing to begin again */
  restart(id: string, _actor?: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const { state } = await lockJob(tx, id);
      if (state !== 'cancelled' && state !== 'refused') throw wrongState(state);
      if (!(await hasFile(tx, id)))
        throw new Conflict('file-gone', 'The file is not kept any longer; send it again.');
      await tx.query(
        `UPDATE import_job SET state = 'waiting', cancel_asked = false, progress = '{}', result = NULL,
                digest = NULL, accepted_by = NULL, ended_at = NULL, leased_until = NULL,
                leased_by = NULL
          WHERE id = $1`,
        [id],
      );
      await tx.query('DELETE FROM import_preview WHERE job_id = $1', [id]);
    });
  }

  /** Throws file and preview away. @throws Conflict while it is worked on */
  discard(id: string, _actor?: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const job = await lockJob(tx, id);
      if (this.isLeased(job.leasedUntil))
        throw new Conflict('at-work', 'The file is being worked on; cancel it first.');
      await tx.query('DELETE FROM import_job WHERE id = $1', [id]);
    });
  }

  /** @param which SQL for the jobs meant */
  private async lease(which: string, values: readonly unknown[] = []): Promise<string | null> {
    const now = this.clock.now();
    const [found] = await this.db.query<{ id: string }>(
      `UPDATE import_job SET leased_until = $2, leased_by = $3
        WHERE id = (SELECT id FROM import_job
                     WHERE ${which} AND coalesce(leased_until <= $1, true)
                     ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [now.toString(), now.add({ seconds: leaseSeconds }).toString(), this.holder, ...values],
    );
    return found?.id ?? null;
  }

  private async workOn(
    id: string,
    from: readonly ImportJobState[],
    to: ImportJobState,
    work: (
      job: ImportJob,
      path: string,
      lease: JobLease,
    ) => Promise<{ state: ImportJobState; result: ImportResult }>,
  ): Promise<void> {
    const [mine] = await this.db.query<{ mine: boolean }>(
      'SELECT leased_by = $2 AND leased_until > $3 AS mine FROM import_job WHERE id = $1',
      [id, this.holder, this.clock.now().toString()],
    );
    if (!mine?.mine && (await this.lease('id = $4', [id])) === null)
      throw new Conflict('at-work', 'Another process works on this file.');
    const job = await this.get(id);
    if (!from.includes(job.state)) throw wrongState(job.state);
    await this.db.query('UPDATE import_job SET state = $2 WHERE id = $1', [id, to]);
    const lease = new JobLease(this.db, this.clock, id, this.holder);
    try {
      const { state, result } = await withFile(this.db, id, (path) => work(job, path, lease));
      await lease.end();
      await this.finish(this.db, id, state, result);
    } catch (error) {
      await lease.end();
      if (error instanceof LeaseLost) return;
      if (error instanceof JobCancelled) return this.finish(this.db, id, 'cancelled', job.result);
      await this.finish(this.db, id, 'refused', failed(job));
      throw error;
    }
  }

  /** Lets go of a job of this process; one that another has taken up since is left to it. */
  private async finish(
    sql: Sql,
    id: string,
    state: ImportJobState,
    result: ImportResult | null,
  ): Promise<void> {
    const kind = result && result.kind !== 'any' ? result.kind : null;
    await sql.query(
      `UPDATE import_job
          SET state = $2, result = $3, digest = coalesce($4, digest), kind = coalesce($5, kind),
              ended_at = CASE WHEN $2 IN ('done', 'refused', 'cancelled') THEN $6::timestamptz END,
              leased_until = NULL, leased_by = NULL
        WHERE id = $1 AND coalesce(leased_by = $7, true)`,
      [id, state, result, result?.digest ?? null, kind, this.clock.now().toString(), this.holder],
    );
  }

  /** What it did, when a process was killed after the import and before it could say so. */
  private async doneBefore(id: string, sql: Sql = this.db): Promise<ImportResult | null> {
    const [run] = await sql.query<{ result: ImportResult }>(
      'SELECT result FROM import_run WHERE id = $1',
      [id],
    );
    return run?.result ?? null;
  }

  private isLeased(until: string | null): boolean {
    return until !== null && Temporal.Instant.compare(until, this.clock.now()) > 0;
  }

  private hoursAgo(hours: number): string {
    return this.clock.now().subtract({ hours }).toString();
  }
}
