import { type ClockSettings, londonDay } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';

/** What one round of firing is done with, the same for every case of a batch. */
export interface FiringSettings extends ClockSettings {
  now: Temporal.Instant;
  /** `now`, ISO 8601 UTC. */
  recordedAt: string;
  /** The Europe/London day of `now`, and the same as it is written. */
  today: Temporal.PlainDate;
  day: string;
}

export function firingAt(now: Temporal.Instant, clocks: ClockSettings): FiringSettings {
  const today = londonDay(now);
  return { ...clocks, now, recordedAt: now.toString(), today, day: today.toString() };
}
