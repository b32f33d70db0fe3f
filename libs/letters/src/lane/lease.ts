import type { Clock, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { extendLeases } from './claimed-letter';

/** A worker that says nothing for this long is taken for dead, and its letters become unknown. */
const leaseSeconds = 15;
const extendEveryMs = 4_000;

export const leaseFrom = (now: Temporal.Instant): Temporal.Instant =>
  now.add({ seconds: leaseSeconds });

/** Keeps the claims of one batch alive while its letters are being sent. */
export class Lease {
  private readonly timer: NodeJS.Timeout;
  private readonly held: Set<string>;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly worker: string,
    ids: readonly string[],
    private until: Temporal.Instant,
  ) {
    this.held = new Set(ids);
    this.timer = setInterval(() => void this.extend(), extendEveryMs);
    this.timer.unref();
  }

  /**
   * Whether the claims are still ours beyond doubt. A process that was stopped for a while must not
   * send what somebody else may have dealt with since.
   */
  holds(): boolean {
    return Temporal.Instant.compare(this.clock.now(), this.until) < 0;
  }

  letGo(id: string): void {
    this.held.delete(id);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async extend(): Promise<void> {
    if (!this.holds()) return;
    const until = leaseFrom(this.clock.now());
    try {
      await extendLeases(this.sql, this.worker, [...this.held], until);
      this.until = until;
    } catch {
      // The database is away: the lease runs out, and nothing more is sent under it.
    }
  }
}
