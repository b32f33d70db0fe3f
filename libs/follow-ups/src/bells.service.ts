import { type AnyQueue, type Clock, type Database } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type BellJob, lettersBell } from './bell';

/** A follow-up of this clock is to go out then. */
export interface DueMoment {
  clock: string;
  at: Temporal.Instant;
}

/** Where bells are set; see `Bells`, which sets real ones. */
export abstract class BellSetter {
  /** After a fact: bells for those of these moments that lie within the horizon, or have passed. */
  abstract setFor(moments: readonly DueMoment[]): Promise<void>;
}

/** Sets none: for runs on a clock that is set by hand, which fire what is due themselves. */
export class SilentBells extends BellSetter {
  override setFor(): Promise<void> {
    return Promise.resolve();
  }
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

  override setFor(moments: readonly DueMoment[]): Promise<void> {
    const horizon = this.horizon();
    return this.set(moments.filter(({ at }) => Temporal.Instant.compare(at, horizon) < 0));
  }

  /** The sweep: bells for everything due within the horizon, and now for what was missed. */
  async setComing(): Promise<number> {
    const rows = await this.db.query<BellJob>(
      `SELECT DISTINCT clock, ring_at AS at FROM follow_up
        WHERE status = 'waiting' AND ring_at < $1`,
      [this.horizon().toString()],
      'bells-coming',
    );
    await this.set(rows.map(({ clock, at }) => ({ clock, at: Temporal.Instant.from(at) })));
    return rows.length;
  }

  /** Letters are waiting to be sent now. */
  async setForLetters(): Promise<void> {
    await this.set([{ clock: lettersBell, at: this.clock.now() }]);
  }

  /** A bell that cannot be set is no reason to fail the work that needed it: the sweep sets it. */
  private async set(moments: readonly DueMoment[]): Promise<void> {
    if (moments.length === 0) return;
    const now = this.clock.now();
    const jobs = new Map<string, { name: string; data: BellJob; opts: object }>();
    for (const { clock, at } of moments) {
      const ring = Temporal.Instant.compare(at, now) > 0 ? at : now;
      const jobId = `${clock}-${ring.epochMilliseconds}`;
      const delay = Math.max(0, ring.epochMilliseconds - now.epochMilliseconds);
      jobs.set(jobId, { name: clock, data: { clock, at: at.toString() }, opts: { jobId, delay } });
    }
    try {
      await this.queue.addBulk([...jobs.values()]);
    } catch (error) {
      this.onTrouble(error as Error);
    }
  }

  private horizon(): Temporal.Instant {
    return this.clock.now().add({ hours: this.horizonHours });
  }
}
