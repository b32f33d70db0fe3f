import { Clock, SystemClock } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Runs like the computer's clock, but began at another moment: a Wednesday morning, say. */
export class ShiftedClock extends Clock {
  private readonly system = new SystemClock();
  private readonly started = this.system.now();

  constructor(private readonly start: Temporal.Instant) {
    super();
  }

  now(): Temporal.Instant {
    return this.start.add(this.started.until(this.system.now()));
  }
}
