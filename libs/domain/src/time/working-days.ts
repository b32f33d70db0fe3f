import { Temporal } from 'temporal-polyfill';
import { londonMoment } from './london';
import { Remembered } from './remembered';
import type { WorkingCalendar } from './working-calendar';

/** The `count`-th working day after a day, which does not count itself; for 0 the day itself. */
export function workingDaysAfter(
  day: Temporal.PlainDate,
  count: number,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  let at = day;
  for (let left = count; left > 0; left--) at = calendar.nextAfter(at);
  return at;
}

/** A span of time in which working days are not counted: from (included) to (excluded). */
export interface Uncounted {
  from: string;
  /** Null while it lasts. */
  to: string | null;
  /** What it is called in the account of a date: "paused", "the site was dormant". */
  name: string;
}

export interface CountedDays {
  /** `hour` o'clock of the N-th working day after the first. */
  at: Temporal.Instant;
  /** The days passed over on the way, each with the reason by name. */
  skipped: { day: Temporal.PlainDate; why: string }[];
}

/**
 * The `count`-th working day after `day` (which does not count), at `hour` o'clock Europe/London. A
 * working day inside an uncounted span at that hour does not count. Null when a span without end
 * comes first: then nobody knows yet.
 */
export function countWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  hour: number,
  calendar: WorkingCalendar,
  uncounted: readonly Uncounted[] = [],
): CountedDays | null {
  if (uncounted.length > 0) return walkWorkingDays(day, count, hour, calendar, uncounted);
  const known = countedBefore.get(calendar) ?? new Remembered<string, CountedDays | null>();
  countedBefore.set(calendar, known);
  return known.of(`${day}|${count}|${hour}`, () => walkWorkingDays(day, count, hour, calendar, []));
}

/** The clocks are asked again after every fact, and ask for the same days each time. */
const countedBefore = new WeakMap<WorkingCalendar, Remembered<string, CountedDays | null>>();

function walkWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  hour: number,
  calendar: WorkingCalendar,
  uncounted: readonly Uncounted[],
): CountedDays | null {
  const skipped: CountedDays['skipped'] = [];
  for (let left = count, at = day.add({ days: 1 }); ; at = at.add({ days: 1 })) {
    const holiday = calendar.whyNot(at);
    const mayBeWithin = holiday === null && uncounted.length > 0;
    const within = mayBeWithin ? spanAt(londonMoment(at, hour), uncounted) : null;
    if (holiday !== null) skipped.push({ day: at, why: holiday });
    else if (within && within.to === null) return null;
    else if (within) skipped.push({ day: at, why: within.name });
    else if (--left === 0) return { at: londonMoment(at, hour), skipped };
  }
}

function spanAt(moment: Temporal.Instant, spans: readonly Uncounted[]): Uncounted | null {
  const isBefore = (at: string): boolean => Temporal.Instant.compare(moment, at) < 0;
  return spans.find(({ from, to }) => !isBefore(from) && (to === null || isBefore(to))) ?? null;
}
