import { startOfLondonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** The stretch of time a set of measures speaks of. */
export interface CountedMonth {
  /** First day, `YYYY-MM-DD`, Europe/London. */
  from: string;
  /** Last day, included. */
  day: string;
  /** First instant of the month, ISO 8601 UTC. */
  begins: string;
  /** The first instant that does not count any more: the end of the day, or now within it. */
  ends: string;
  /** The last day has ended. */
  isOver: boolean;
  /** What is kept of the present can no longer tell how it stood then. */
  isPast: boolean;
}

/** What is kept of the present still tells how the day before ended, until so many hours after. */
const hoursOfGrace = 24;

/**
 * The month of a day, up to the end of that day; up to now when that has not come.
 * @throws RangeError for a day that is none
 */
export function countedMonth(day: string, now: Temporal.Instant): CountedMonth {
  const last = Temporal.PlainDate.from(day);
  const first = last.with({ day: 1 });
  const end = startOfLondonDay(last.add({ days: 1 }));
  const isOver = Temporal.Instant.compare(end, now) <= 0;
  return {
    from: first.toString(),
    day: last.toString(),
    begins: startOfLondonDay(first).toString(),
    ends: (isOver ? end : now).toString(),
    isOver,
    isPast: Temporal.Instant.compare(end.add({ hours: hoursOfGrace }), now) < 0,
  };
}
