import type { Temporal } from 'temporal-polyfill';
import { londonDay, londonMoment } from '../time/london';
import type { Policy } from '../policy';
import type { WorkingCalendar } from '../time/working-calendar';

/** How often an officer wants the morning letter. */
export const morningWishes = ['daily', 'mondays', 'off'] as const;

export type MorningWish = (typeof morningWishes)[number];

export const isMorningWish = (text: string): text is MorningWish =>
  (morningWishes as readonly string[]).includes(text);

/** The hour in Europe/London from which it would be no morning letter any more. */
const noon = 12;

/** What says when morning letters go out. */
interface MorningSettings {
  policy: Pick<Policy, 'morningLetterAt'>;
  calendar: WorkingCalendar;
}

/**
 * The day whose morning letters may go out at this moment; null when none may. They go on working
 * days alone, from the hour of the policy until noon, which is too late, and never for a day that is
 * past: after an outage there is no backlog of them.
 * @param staysHere nobody is written to: what waits in the mail tray is read whenever it is looked at,
 *   so it is written after noon as well
 */
export function morningOf(
  now: Temporal.Instant,
  { policy, calendar }: MorningSettings,
  staysHere = false,
): Temporal.PlainDate | null {
  const day = londonDay(now);
  if (!calendar.isWorkingDay(day)) return null;
  const { epochMilliseconds } = now;
  if (epochMilliseconds < londonMoment(day, policy.morningLetterAt).epochMilliseconds) return null;
  return staysHere || epochMilliseconds < londonMoment(day, noon).epochMilliseconds ? day : null;
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
