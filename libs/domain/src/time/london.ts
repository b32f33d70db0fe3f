import type { Temporal } from 'temporal-polyfill';
import { months } from './months';
import { Remembered } from './remembered';

/** Day rules are computed in this zone; instants are stored in UTC. */
export const london = 'Europe/London';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * What is the same all through an hour or minute is worked out once for each. London keeps whole hours
 * from UTC and changes its clocks on the hour; for moments before 1970, when that was not always so,
 * it is worked out each time.
 */
function throughout<Value extends NonNullable<unknown>>(
  spanMs: number,
  ask: (moment: Temporal.Instant) => Value,
): (moment: Temporal.Instant) => Value {
  const answers = new Remembered<number, Value>();
  return (moment) => {
    const ms = moment.epochMilliseconds;
    return ms < 0 ? ask(moment) : answers.of(Math.floor(ms / spanMs), () => ask(moment));
  };
}

/** The Europe/London day an instant falls on. */
export const londonDay = throughout(hourMs, (moment: Temporal.Instant) =>
  moment.toZonedDateTimeISO(london).toPlainDate(),
);

/** The hour that a clock on a wall in London shows at an instant, 0 to 23. */
export const londonHour = throughout(
  hourMs,
  (moment: Temporal.Instant) => moment.toZonedDateTimeISO(london).hour,
);

/** What calendar and clock on a wall in London show at an instant. */
export function londonWallClock(moment: Temporal.Instant): Temporal.PlainDateTime {
  return moment.toZonedDateTimeISO(london).toPlainDateTime();
}

/** Tells days apart, as a number: quicker than their text. */
export const dayKey = ({ year, month, day }: Temporal.PlainDate): number =>
  (year * 16 + month) * 32 + day;

const momentsByWallClock = new Remembered<number, Temporal.Instant>();

/** The instant of a wall-clock time on a Europe/London day. */
export function londonMoment(day: Temporal.PlainDate, hour: number, minute = 0): Temporal.Instant {
  return momentsByWallClock.of((dayKey(day) * 32 + hour) * 64 + minute, () =>
    day.toZonedDateTime({ timeZone: london, plainTime: { hour, minute } }).toInstant(),
  );
}

const startsByDay = new Remembered<number, Temporal.Instant>();

/** The first instant of a Europe/London day. */
export function startOfLondonDay(day: Temporal.PlainDate): Temporal.Instant {
  return startsByDay.of(dayKey(day), () => day.toZonedDateTime(london).toInstant());
}

const texts = new Remembered<bigint, string>();

/**
 * An instant as it is stored and sent, ISO 8601 UTC: for moments that many share, such as those at
 * which follow-ups fall due.
 */
export const instantText = (moment: Temporal.Instant): string =>
  texts.of(moment.epochNanoseconds, () => moment.toString());

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
export const momentInWords = throughout(minuteMs, (moment: Temporal.Instant) => {
  const shown = londonWallClock(moment);
  return `${dayInWords(shown.toPlainDate())} at ${timeInWords(shown.toPlainTime())}`;
});
