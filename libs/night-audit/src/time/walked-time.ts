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
    if (answer === undefined) {
      // The audit runs for months in one process: start afresh rather than grow for ever.
      if (found.size > 100_000) found.clear();
      found.set(key, (answer = find(...asked)));
    }
    return answer;
  };
}

/** Milliseconds since 1970 of an ISO 8601 instant. */
export const instant = remembered((iso: string): number => DateTime.fromISO(iso).toMillis());

/** A moment as an ISO 8601 instant in UTC, without milliseconds when there are none. */
export const isoOf = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';

const page = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc' });

export const dayAfter = remembered((day: string) => page(day).plus({ days: 1 }).toISODate() ?? '');
export const dayBefore = remembered(
  (day: string) => page(day).minus({ days: 1 }).toISODate() ?? '',
);
const weekdayOf = remembered((day: string) => page(day).weekday);

/** Leafs through the calendar, a page a day, back for a negative number. */
export function leafed(day: string, pages: number): string {
  let at = day;
  for (let i = 0; i < pages; i++) at = dayAfter(at);
  for (let i = 0; i > pages; i--) at = dayBefore(at);
  return at;
}

/** The same day of the month so many months on, or the last day of a month too short for it. */
export function turned(day: string, months: number): { day: string; clamped: boolean } {
  const [year = 0, month = 1, wanted = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
  let at = first;
  while (Number(at.slice(8)) < wanted && dayAfter(at).slice(0, 7) === first.slice(0, 7))
    at = dayAfter(at);
  return { day: at, clamped: Number(at.slice(8)) < wanted };
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

/** The full hour the wall clock in London shows at this moment, and the minutes past it. */
export const timeAt = (at: number): { hour: number; minute: number } => ({
  hour: hourInHour(Math.floor(at / hour)),
  minute: Math.floor((at % hour) / minute),
});

/** How many hours the wall clock in London is ahead of Greenwich at this moment. */
export const aheadAt = (at: number): number =>
  (hourInHour(Math.floor(at / hour)) - (Math.floor(at / hour) % 24) + 24) % 24;

/** When letters and calls may go out, found by looking at the wall clock again and again. */
export class SendingTimes {
  /**
   * @param bankHolidays days, `YYYY-MM-DD`
   * @param from first hour of the working day, `to` the hour at which it is over; Europe/London
   */
  constructor(
    private readonly bankHolidays: { has(day: string): boolean },
    readonly from = 9,
    readonly to = 17,
  ) {}

  isWorkingDay(day: string): boolean {
    return weekdayOf(day) <= 5 && !this.bankHolidays.has(day);
  }

  /** Working days, the first hour included to the last excluded, by the wall clock in London. */
  isOpen(at: number): boolean {
    const shown = hourInHour(Math.floor(at / hour));
    return shown >= this.from && shown < this.to && this.isWorkingDay(dayAt(at));
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

  /** The last opening of a working day that is not after this moment. */
  backFrom(moment: number): number {
    let at = dayAt(moment);
    while (!this.isWorkingDay(at) || strike(at, this.from) > moment) at = dayBefore(at);
    return strike(at, this.from);
  }
}
