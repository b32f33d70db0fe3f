import type { Temporal } from 'temporal-polyfill';
import { dayKey, weekdayName } from './london';
import { Remembered } from './remembered';

export interface BankHoliday {
  /** Day, `YYYY-MM-DD`. */
  date: string;
  title: string;
}

/**
 * Which days are working days: Monday to Friday and not a bank holiday of England and Wales
 * (GOV.UK bank holidays).
 */
export interface WorkingCalendar {
  isWorkingDay(day: Temporal.PlainDate): boolean;
  /** Why a day is not a working day ("a Saturday", "Christmas Day"), or null when it is one. */
  whyNot(day: Temporal.PlainDate): string | null;
  /** The first working day after `day`; `day` itself does not count. */
  nextAfter(day: Temporal.PlainDate): Temporal.PlainDate;
  /** The last working day before `day`; `day` itself does not count. */
  lastBefore(day: Temporal.PlainDate): Temporal.PlainDate;
  /** The last bank holiday known: dates after it may miss holidays not yet announced. */
  readonly knownUntil: string | null;
}

export function workingCalendar(holidays: readonly BankHoliday[]): WorkingCalendar {
  const titles = new Map(holidays.map((h) => [h.date, h.title]));
  const knownUntil = [...titles.keys()].sort().at(-1) ?? null;

  const whyNot = (day: Temporal.PlainDate): string | null => {
    const holiday = titles.get(day.toString());
    if (holiday !== undefined) return holiday;
    return day.dayOfWeek > 5 ? `a ${weekdayName(day)}` : null;
  };
  const walking = (days: 1 | -1) => {
    const found = new Remembered<number, Temporal.PlainDate>();
    return (day: Temporal.PlainDate): Temporal.PlainDate =>
      found.of(dayKey(day), () => {
        let at = day.add({ days });
        while (whyNot(at) !== null) at = at.add({ days });
        return at;
      });
  };
  return {
    isWorkingDay: (day) => whyNot(day) === null,
    whyNot,
    nextAfter: walking(1),
    lastBefore: walking(-1),
    knownUntil,
  };
}
