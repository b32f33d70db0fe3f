import { Temporal } from 'temporal-polyfill';

const firstPauseSeconds = 60;
const longestPauseSeconds = 15 * 60;

/** Whether mail goes out, and if not, why and until when. */
export type CircuitState =
  | { open: false }
  | { open: true; reason: string; since: string; retryAt: string };

/**
 * Stops all mail when something is wrong between us and the mail server (sign-in, certificate,
 * sender address), so that no letter burns an attempt on it. After a pause one letter is tried; the
 * pause doubles from one minute up to fifteen.
 */
export class Circuit {
  private trouble: { reason: string; since: Temporal.Instant } | null = null;
  private retryAt: Temporal.Instant | null = null;
  private pauseSeconds = 0;

  /** `probe`: the pause is over, one letter may try. */
  ask(now: Temporal.Instant): 'go' | 'probe' | 'wait' {
    if (!this.retryAt) return 'go';
    return Temporal.Instant.compare(now, this.retryAt) >= 0 ? 'probe' : 'wait';
  }

  /** A letter could not go for a reason that holds for all. Several at once count as one. */
  halted(reason: string, now: Temporal.Instant): void {
    if (this.ask(now) === 'wait') return;
    this.pauseSeconds = Math.min(
      this.pauseSeconds === 0 ? firstPauseSeconds : this.pauseSeconds * 2,
      longestPauseSeconds,
    );
    this.trouble = { reason, since: this.trouble?.since ?? now };
    this.retryAt = now.add({ seconds: this.pauseSeconds });
  }

  /** A letter met no such trouble. One that was under way as the trouble began proves nothing. */
  passed(now: Temporal.Instant): void {
    if (this.ask(now) === 'wait') return;
    this.trouble = null;
    this.retryAt = null;
    this.pauseSeconds = 0;
  }

  state(): CircuitState {
    if (!this.trouble || !this.retryAt) return { open: false };
    return {
      open: true,
      reason: this.trouble.reason,
      since: this.trouble.since.toString(),
      retryAt: this.retryAt.toString(),
    };
  }
}
