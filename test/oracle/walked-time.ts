import { DateTime } from 'luxon';

const zone = 'Europe/London';
const minute = 60_000;
const hour = 60 * minute;

/** Remembers answers: the walks are slow, and the same days are asked for again and again. */
function remembered<A extends unknown[], T>(find: (...asked: A) => T): (...asked: A) => T {
  const found = new Map<string, T>();
  return (...asked) => {
    const key = asked.join();
    let answer = found.get(key);
    if (answer === undefined) found.set(key, (answer = find(...asked)));
    return answer;
  };
}

/** Milliseconds since 1970 of an ISO instant. */
export const instant = remembered((iso: string): number => DateTime.fromISO(iso).toMillis());

export const isoOf = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';

const page = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

const dayAfter = remembered((day: string) => page(day).plus({ days: 1 }).toISODate() ?? '');
const dayBefore = remembered((day: string) => page(day).minus({ days: 1 }).toISODate() ?? '');
const weekdayOf = remembered((day: string) => page(day).weekday);

/** Leafs through the calendar, a page a day. */
export function leafed(day: string, pages: number): string {
  let at = day;
  for (let i = 0; i < pages; i++) at = dayAfter(at);
  return at;
}

/** Lets this many minutes tick by. */
export function ticked(at: number, minutes: number): number {
  let moment = at;
  for (let i = 0; i < minutes; i++) moment += minute;
  return moment;
}

/** The moment the wall clock in London strikes this hour on this day. */
export const strike = remembered((day: string, hourOfDay: number): number =>
  DateTime.fromISO(day, { zone }).set({ hour: hourOfDay }).toMillis(),
);

// The wall clock in London has stood full hours from Greenwich all these years, so its day and hour
// never change within an hour of Greenwich.
const wall = (hours: number): DateTime => DateTime.fromMillis(hours * hour, { zone });
const dayInHour = remembered((hours: number) => wall(hours).toISODate() ?? '');
const hourInHour = remembered((hours: number) => wall(hours).hour);

/** The day the wall clock in London shows at this moment. */
export const dayAt = (at: number): string => dayInHour(Math.floor(at / hour));

/** When letters may go out, found by looking at the wall clock again and again. */
export class SendingTimes {
  constructor(private readonly bankHolidays: ReadonlySet<string>) {}

  isWorkingDay(day: string): boolean {
    return weekdayOf(day) <= 5 && !this.bankHolidays.has(day);
  }

  /** Working days, 09:00 included to 17:00 excluded, by the wall clock in London. */
  isOpen(at: number): boolean {
    const shown = hourInHour(Math.floor(at / hour));
    return shown >= 9 && shown < 17 && this.isWorkingDay(dayAt(at));
  }

  /**
   * The first moment from here on, this one included, at which a letter may go out: looks again
   * every minute, from full hour on every hour.
   */
  next(from: number): number {
    let at = from;
    while (!this.isOpen(at)) {
      if (at % minute !== 0) at += minute - (at % minute);
      else at += at % hour === 0 ? hour : minute;
    }
    return at;
  }

  /** 09:00 on this day if it is a working day, else on the working day before it. */
  backFrom(day: string): number {
    let at = day;
    while (!this.isWorkingDay(at)) at = dayBefore(at);
    return strike(at, 9);
  }
}
