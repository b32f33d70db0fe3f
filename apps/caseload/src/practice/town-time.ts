import { londonMoment, londonWallClock, type WorkingCalendar } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';

/**
 * A moment of the town: minutes on a London wall clock since midnight of its first day. People there
 * act between 08:00 and 20:00, so the hours a clock change skips or repeats are never named.
 */
export type Minute = number;

const minutesADay = 1440;

/** The day a moment falls on, counted from 0, the town's first day. */
export const dayOf = (moment: Minute): number => Math.floor(moment / minutesADay);

/** The moment of a time of day, such as `at(3, 9, 30)`. */
export const at = (day: number, hour: number, minute = 0): Minute =>
  day * minutesADay + hour * 60 + minute;

/** Turns the town's days and minutes into real ones. */
export class TownTime {
  private readonly dates = new Map<number, { date: Temporal.PlainDate; working: boolean }>();

  /** @param first the town's day 0, Europe/London */
  constructor(
    private readonly first: Temporal.PlainDate,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Days before the town began are negative. */
  date(day: number): Temporal.PlainDate {
    return this.known(day).date;
  }

  /** The day as it stands in a fact, `YYYY-MM-DD`. */
  on(day: number): string {
    return this.date(day).toString();
  }

  instant(moment: Minute): Temporal.Instant {
    const inDay = moment - dayOf(moment) * minutesADay;
    return londonMoment(this.date(dayOf(moment)), Math.floor(inDay / 60), inDay % 60);
  }

  isWorkingDay(day: number): boolean {
    return this.known(day).working;
  }

  /** The day itself, or the first working day after it. */
  workingDayFrom(day: number): number {
    let found = day;
    while (!this.isWorkingDay(found)) found++;
    return found;
  }

  /** The `count`-th working day after `day`. */
  workingDaysAfter(day: number, count: number): number {
    let found = day;
    for (let i = 0; i < count; i++) found = this.workingDayFrom(found + 1);
    return found;
  }

  /** The minute an instant falls into. */
  minute(instant: Temporal.Instant): Minute {
    const shown = londonWallClock(instant);
    const day = this.first.until(shown.toPlainDate(), { largestUnit: 'days' }).days;
    return at(day, shown.hour, shown.minute);
  }

  private known(day: number): { date: Temporal.PlainDate; working: boolean } {
    const found = this.dates.get(day);
    if (found) return found;
    const date = this.first.add({ days: day });
    const entry = { date, working: this.calendar.isWorkingDay(date) };
    this.dates.set(day, entry);
    return entry;
  }
}
