import { Temporal } from 'temporal-polyfill';
import { londonDay, londonMoment } from '../time/london';
import type { Counting } from './due';

/** A fact that gives only its day is taken at this hour of it, Europe/London. */
const dayFactHour = 8;

/** What counts from a day. */
export function fromDay(on: string): Counting {
  const day = Temporal.PlainDate.from(on);
  return { day, start: londonMoment(day, dayFactHour) };
}

/** What counts from an instant, or from its Europe/London day. */
export function fromInstant(at: string): Counting {
  const start = Temporal.Instant.from(at);
  return { day: londonDay(start), start };
}
