import { type AnyQueue, type Clock, type Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type BellJob, lettersBell } from './bell';

/** Where bells are set; see `Bells`, which sets real ones. */
export abstract class BellSetter {
  /** After a fact: bells for what this case has due within the horizon, or is due already. */
  abstract setForCase(caseId: string): Promise<void>;
}

/** Sets none: for runs on a clock that is set by hand, which fire what is due themselves. */
export class SilentBells extends BellSetter {
  override setForCase(): Promise<void> {
    return Promise.resolve();
  }
}

interface BellRow {
  clock: string;
  at: string;
}

/**
 * Sets bells: one delayed job for a clock and a due moment, however many follow-ups wait behind it.
 * Setting one twice is once. The database is the truth: a bell that cannot be set, or is lost, is
 * set again by the sweep.
 */
export class Bells extends BellSetter {
  constructor(
    private readonly queue: AnyQueue,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly horizonHours: number,
    private readonly onTrouble: (error: Error) => void,
  ) {
    super();
  }

  override async setForCase(caseId: string): Promise<void> {
    const rows = await this.db.query<BellRow>(
      `SELECT DISTINCT clock, ring_at AS at FROM follow_up
        WHERE case_id = $1 AND status = 'waiting' AND ring_at < $2`,
      [caseId, this.horizon()],
      'bells-of-case',
    );
    await this.set(rows);
  }

  /** The sweep: bells for everything due within the horizon, and now for what was missed. */
  async setComing(): Promise<number> {
    const rows = await this.db.query<BellRow>(
      `SELECT DISTINCT clock, ring_at AS at FROM follow_up
        WHERE status = 'waiting' AND ring_at < $1`,
      [this.horizon()],
      'bells-coming',
    );
    await this.set(rows);
    return rows.length;
  }

  /** Letters are waiting to be sent now. */
  async setForLetters(): Promise<void> {
    await this.set([{ clock: lettersBell, at: this.clock.now().toString() }]);
  }

  /** A bell that cannot be set is no reason to fail the work that needed it: the sweep sets it. */
  private async set(rows: readonly BellRow[]): Promise<void> {
    if (rows.length === 0) return;
    const now = this.clock.now();
    const jobs = new Map<string, { name: string; data: BellJob; opts: object }>();
    for (const { clock, at } of rows) {
      const moment = Temporal.Instant.from(at);
      const ring = Temporal.Instant.compare(moment, now) > 0 ? moment : now;
      const jobId = `${clock}-${ring.epochMilliseconds}`;
      const delay = Math.max(0, ring.epochMilliseconds - now.epochMilliseconds);
      jobs.set(jobId, { name: clock, data: { clock, at }, opts: { jobId, delay } });
    }
    try {
      await this.queue.addBulk([...jobs.values()]);
    } catch (error) {
      this.onTrouble(error as Error);
    }
  }

  private horizon(): string {
    return this.clock.now().add({ hours: this.horizonHours }).toString();
  }
}
