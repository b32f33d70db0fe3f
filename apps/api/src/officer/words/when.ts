import {
  dayInWords,
  londonDay,
  londonWallClock,
  momentInWords,
  Remembered,
  shortMonthName,
  timeInWords,
} from '@app/domain';
import { countsTo } from '@app/measures';
import { Temporal } from 'temporal-polyfill';

/** "today", "tomorrow", "yesterday", "in 5 days", "5 days ago". */
export function relativeDay(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = today.until(day, { largestUnit: 'days' }).days;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** "Thursday 31 December 2026", from `YYYY-MM-DD`. */
export function dayWords(day: string): string {
  return dayInWords(Temporal.PlainDate.from(day));
}

/** "Thursday 31 December 2026", the Europe/London day of a moment, from ISO 8601. */
export function dayInLondon(moment: string | Temporal.Instant): string {
  return dayInWords(londonDay(Temporal.Instant.from(moment)));
}

/** "Thursday 31 December 2026 at 9:00am", Europe/London, from ISO 8601. */
export function momentWords(moment: string | Temporal.Instant): string {
  return moments.of(String(moment), () => momentInWords(Temporal.Instant.from(moment)));
}

/** "Tomorrow, Thursday 31 December 2026 at 9:00am". */
export function momentFromNow(moment: string | Temporal.Instant, now: Temporal.Instant): string {
  const at = Temporal.Instant.from(moment);
  return `${capital(relativeDay(londonDay(at), londonDay(now)))}, ${momentInWords(at)}`;
}

/** "Thursday 31 December 2026 (in 5 days)". */
export function dayFromNow(day: string, now: Temporal.Instant): string {
  const date = Temporal.PlainDate.from(day);
  return `${dayInWords(date)} (${relativeDay(date, londonDay(now))})`;
}

/** What a clock on a London wall shows at a moment. */
interface WallTime {
  day: Temporal.PlainDate;
  /** "9:00am" */
  time: string;
}

const moments = new Remembered<string, string>();
const wallTimes = new Remembered<string, WallTime>();
const shortDays = new Remembered<string, string>();

/** @param moment ISO 8601 */
export function wallTime(moment: string): WallTime {
  return wallTimes.of(moment, () => {
    const shown = londonWallClock(Temporal.Instant.from(moment));
    return { day: shown.toPlainDate(), time: timeInWords(shown.toPlainTime()) };
  });
}

/**
 * For crowded rows: "today at 9:00am", "tomorrow at 9:00am", else "Thursday 31 December at 9:00am",
 * with the year only when it is not this one.
 * @param moment ISO 8601
 * @param today the Europe/London day it is read on
 */
export function shortMoment(moment: string, today: Temporal.PlainDate): string {
  const { day, time } = wallTime(moment);
  return `${shortDay(day, today)} at ${time}`;
}

/** The day alone, as `shortMoment` writes it. */
export function shortDay(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  return shortDays.of(`${day}|${today}`, () => {
    const relative = relativeDay(day, today);
    if (!relative.includes(' ')) return relative;
    const words = dayInWords(day);
    return day.year === today.year ? words.slice(0, -5) : words;
  });
}

/** "Monday 23 November 2026", the Europe/London day of this moment. */
export function todayInWords(now: Temporal.Instant): string {
  return dayInWords(londonDay(now));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 call", "64,201 calls": for numbers that were counted to the end. */
export function exactly(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;
}

/** "1 call", "3 calls"; at `countsTo` and above "1,000 or more calls". */
export function many(count: number, one: string, more = `${one}s`): string {
  if (count >= countsTo) return `${countsTo.toLocaleString('en-GB')} or more ${more}`;
  return `${count} ${count === 1 ? one : more}`;
}

/** Where there is hardly room: "14 Oct", with the year only when it is not this one: "14 Oct 2025". */
export function briefDay(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const brief = `${day.day} ${shortMonthName(day.month)}`;
  return day.year === today.year ? brief : `${brief} ${day.year}`;
}
