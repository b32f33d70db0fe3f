import { Clock } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

/** A passcode requested on this day by post: its day-5 letter is due on the morning below. */
export const requestedOn = '2026-11-20';

/** Wednesday 25 November 2026, while nothing is due yet, and when letters go out. */
export const early = Temporal.Instant.from('2026-11-25T08:00:00Z');
export const later = Temporal.Instant.from('2026-11-25T09:30:00Z');

/** Runs like the computer's clock, and can be put to another moment. */
export class MovableClock extends Clock {
  /** Milliseconds by which it is ahead of the computer's. */
  ahead = 0;

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() + this.ahead);
  }

  move(moment: Temporal.Instant): void {
    this.ahead = moment.epochMilliseconds - Date.now();
  }
}
