import { setTimeout as pause } from 'node:timers/promises';
import type { Settlement } from './settlement';

/** A server's 250 is saved within this time, or sooner when so many have come together. */
const longestMs = 50;
const most = 50;

/** Pauses between tries to save, while the database is away; then the leases run out. */
const retryPausesMs = [100, 300, 1000, 2000, 4000, 6000] as const;

/** Gathers what has become of letters and saves it together, never keeping it for long. */
export class SettlementBuffer {
  private waiting: Settlement[] = [];
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private failure: { error: unknown } | null = null;

  constructor(private readonly save: (settlements: readonly Settlement[]) => Promise<void>) {}

  add(settlement: Settlement): void {
    this.waiting.push(settlement);
    if (this.waiting.length >= most) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), longestMs);
  }

  /**
   * Saves what is left.
   * @throws when something could not be saved: those letters stay claimed until their lease ends
   */
  async close(): Promise<void> {
    this.flush();
    await this.saving;
    if (this.failure) throw this.failure.error;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const batch = this.waiting;
    this.waiting = [];
    this.saving = this.saving.then(() => this.saveStubbornly(batch));
  }

  private async saveStubbornly(batch: readonly Settlement[]): Promise<void> {
    for (const ms of [...retryPausesMs, null]) {
      try {
        return await this.save(batch);
      } catch (error) {
        if (ms === null) this.failure = { error };
        else await pause(ms);
      }
    }
  }
}
