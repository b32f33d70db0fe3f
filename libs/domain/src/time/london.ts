import type { Temporal } from 'temporal-polyfill';
import { months } from './months';
import { Remembered } from './remembered';

/** Day rules are computed in this zone; instants are stored in UTC. */
export const london = 'Europe/London';

const hourMs = 3_600_000;
const daysByHour = new Remembered<number, Temporal.PlainDate>();

/** The Europe/London day an instant falls on. */
export function londonDay(moment: Temporal.Instant): Temporal.PlainDate {
  const ask = () => moment.toZonedDateTimeISO(london).toPlainDate();
  const ms = moment.epochMilliseconds;
  // Whole hours from UTC, and changed on the hour: all of an hour is one day. It was not ever so.
  return ms < 0 ? ask() : daysByHour.of(Math.floor(ms / hourMs), ask);
}

/** What calendar and clock on a wall in London show at an instant. */
export function londonWallClock(moment: Temporal.Instant): Temporal.PlainDateTime {
  return moment.toZonedDateTimeISO(london).toPlainDateTime();
}

const momentsByWallClock = new Remembered<number, Temporal.Instant>();

/** The instant of a wall-clock time on a Europe/London day. */
export function londonMoment(day: Temporal.PlainDate, hour: number, minute = 0): Temporal.Instant {
  const key = (((day.year * 16 + day.month) * 32 + day.day) * 32 + hour) * 64 + minute;
  return momentsByWallClock.of(key, () =>
    day.toZonedDateTime({ timeZone: london, plainTime: { hour, minute } }).toInstant(),
  );
}

/** The first instant of a Europe/London day. */
export function startOfLondonDay(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(london).toInstant();
}

const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export function weekdayName(day: Temporal.PlainDate): string {
  return weekdays[day.dayOfWeek - 1] ?? '';
}

/** "Thursday 31 December 2026". */
export function dayInWords(day: Temporal.PlainDate): string {
  return `${weekdayName(day)} ${day.day} ${months[day.month - 1]} ${day.year}`;
}

/** "December 2026". */
export function monthInWords(month: Temporal.PlainYearMonth): string {
  return `${months[month.month - 1]} ${month.year}`;
}

/** "9:00am", "5:30pm", "midnight", "midday". */
export function timeInWords(time: Temporal.PlainTime): string {
  if (time.minute === 0 && time.hour === 0) return 'midnight';
  if (time.minute === 0 && time.hour === 12) return 'midday';
  const hour = time.hour % 12 === 0 ? 12 : time.hour % 12;
  const minute = String(time.minute).padStart(2, '0');
  return `${hour}:${minute}${time.hour < 12 ? 'am' : 'pm'}`;
}

/** "Thursday 31 December 2026 at 9:00am", Europe/London. */
export function momentInWords(moment: Temporal.Instant): string {
  const shown = londonWallClock(moment);
  return `${dayInWords(shown.toPlainDate())} at ${timeInWords(shown.toPlainTime())}`;
}
