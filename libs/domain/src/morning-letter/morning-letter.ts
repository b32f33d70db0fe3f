import type { Temporal } from 'temporal-polyfill';
import { londonDay, londonMoment } from '../time/london';
import type { WorkingCalendar } from '../time/working-calendar';

/** How often an officer wants the morning letter. */
export const morningWishes = ['daily', 'mondays', 'off'] as const;

export type MorningWish = (typeof morningWishes)[number];

export const isMorningWish = (text: string): text is MorningWish =>
  (morningWishes as readonly string[]).includes(text);

/** Hours in Europe/London: it goes out from eight on; what is not out by noon is no morning letter. */
const morningHours = { from: 8, before: 12 } as const;

/**
 * The day whose morning letters may go out at this moment; null when none may. They go on working
 * days alone, and never for a day that is past: after an outage there is no backlog of them.
 */
export function morningOf(
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): Temporal.PlainDate | null {
  const day = londonDay(now);
  if (!calendar.isWorkingDay(day)) return null;
  const { epochMilliseconds } = now;
  const from = londonMoment(day, morningHours.from).epochMilliseconds;
  const before = londonMoment(day, morningHours.before).epochMilliseconds;
  return epochMilliseconds >= from && epochMilliseconds < before ? day : null;
}

/**
 * Whether an officer with this wish has a letter on this working day. "Mondays" is the first working
 * day of the week, so that a bank holiday on a Monday does not take the week's letter.
 */
export function wantsMorningLetter(
  wish: MorningWish,
  day: Temporal.PlainDate,
  calendar: WorkingCalendar,
): boolean {
  if (wish !== 'mondays') return wish === 'daily';
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return calendar.nextAfter(monday.subtract({ days: 1 })).equals(day);
}
