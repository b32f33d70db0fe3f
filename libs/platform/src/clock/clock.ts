import { Temporal } from 'temporal-polyfill';

/**
 * The only place the time of day is read. Everything else is handed a `Clock`, or better, an
 * instant, so that tests, simulations and the practice caseload can run at any moment they like.
 */
export abstract class Clock {
  /** The present moment. */
  abstract now(): Temporal.Instant;
}

/** The computer's own clock. */
export class SystemClock extends Clock {
  /** To the millisecond, so that a moment survives the database and the queue unchanged. */
  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now());
  }
}

/** A clock that stands still until it is set: for tests, simulations and the practice caseload. */
export class SettableClock extends Clock {
  private current: Temporal.Instant;

  constructor(start: Temporal.Instant | string) {
    super();
    this.current = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.current;
  }

  set(moment: Temporal.Instant | string): void {
    this.current = Temporal.Instant.from(moment);
  }
}

/** Runs like the computer's clock, but begins at another moment: a Wednesday morning, say. */
export class ShiftedClock extends Clock {
  private readonly system = new SystemClock();
  private readonly began = this.system.now();
  private readonly start: Temporal.Instant;

  constructor(start: Temporal.Instant | string) {
    super();
    this.start = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.start.add(this.began.until(this.system.now()));
  }
}

const shifted = new Map<string, Clock>();

/**
 * The clock of a process: the computer's own, unless it was told to begin at another moment; then
 * one for all its parts, so that they agree to the millisecond.
 */
export function clockOf({ startAt }: { startAt: string | undefined }): Clock {
  if (startAt === undefined) return new SystemClock();
  const clock = shifted.get(startAt) ?? new ShiftedClock(startAt);
  shifted.set(startAt, clock);
  return clock;
}
