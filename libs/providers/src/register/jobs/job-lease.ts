import type { Clock, Sql } from '@app/platform';
import type { ImportProgress } from '../import-request';

/** So long a process may be silent before another takes its job up. */
export const leaseSeconds = 30;
const beatMs = 500;

/** The person asked for it to stop. */
export class JobCancelled extends Error {}
/** Another process has the job now: this one was silent for too long. */
export class LeaseLost extends Error {}

/** Holds a job for this process while it works on it, and tells how far it is. */
export class JobLease {
  private readonly ending = new AbortController();
  private progress: ImportProgress | null = null;
  private beat: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  /** @param holder this process, as `import_job.leased_by` names it */
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly jobId: string,
    private readonly holder: string,
  ) {
    this.timer = setInterval(() => {
      this.beat = this.beat.then(() => this.renew());
    }, beatMs);
  }

  /** Aborted with `JobCancelled` or `LeaseLost`. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  tell(progress: ImportProgress): void {
    this.progress = progress;
  }

  /** No more is written of it after this. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.beat;
  }

  private async renew(): Promise<void> {
    try {
      const [found] = await this.sql.query<{ cancelled: boolean }>(
        `UPDATE import_job SET leased_until = $3, progress = coalesce($4::jsonb, progress)
          WHERE id = $1 AND leased_by = $2 RETURNING cancel_asked AS cancelled`,
        [
          this.jobId,
          this.holder,
          this.clock.now().add({ seconds: leaseSeconds }).toString(),
          this.progress && JSON.stringify(this.progress),
        ],
      );
      if (!found) this.ending.abort(new LeaseLost('Another process works on this file now.'));
      else if (found.cancelled) this.ending.abort(new JobCancelled('The import was cancelled.'));
    } catch {
      // The next beat tries again; without one for long enough another process takes over.
    }
  }
}
