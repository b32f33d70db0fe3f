import { dayAfter, type SendingTimes, strike } from '../time/walked-time';
import type { Rest } from '../second-reading/questions';
import { readDay, weekdayName } from './written-moments';

/** Names of bank holidays by day, `YYYY-MM-DD`. */
export type HolidayNames = ReadonlyMap<string, string>;

const restWords = { paused: 'paused', dormant: 'the site was dormant' };

/** Why a day does not count; the reason a sentence gives must be one of these. */
export function reasonsOff(
  day: string,
  holidays: HolidayNames,
  rests: readonly Rest[] = [],
): string[] {
  const weekday = weekdayName(day);
  const holiday = holidays.get(day);
  const nine = strike(day, 9);
  return [
    ...(weekday === 'Saturday' || weekday === 'Sunday' ? [`a ${weekday}`] : []),
    ...(holiday === undefined ? [] : [holiday]),
    ...rests.filter((r) => r.from <= nine && nine < r.to).map((r) => restWords[r.why]),
  ];
}

/** The days after `from` and before `to` on which nothing counts, in their order. */
export function daysOff(
  from: string,
  to: string,
  times: SendingTimes,
  rests: readonly Rest[],
): string[] {
  const off: string[] = [];
  for (let day = dayAfter(from); day < to; day = dayAfter(day)) {
    const nine = strike(day, 9);
    if (!times.isWorkingDay(day) || rests.some((r) => r.from <= nine && nine < r.to)) off.push(day);
  }
  return off;
}

/** A day a sentence says is passed over, and the reason it gives. */
export interface NamedDay {
  day: string;
  reason: string;
}

/** Takes days and reasons out of a list; null when a part of it cannot be read. */
export function readNamedDays(parts: readonly string[], shape: RegExp): NamedDay[] | null {
  const named: NamedDay[] = [];
  for (const part of parts) {
    const [, written = '', reason = ''] = shape.exec(part) ?? [];
    const day = readDay(written);
    if (!day) return null;
    named.push({ day, reason });
  }
  return named;
}

/** What is wrong with a list of days passed over, in plain words; empty when nothing is. */
export function wrongDays(
  named: readonly NamedDay[],
  trulyOff: readonly string[],
  reasonsOf: (day: string) => string[],
): string[] {
  const problems: string[] = [];
  const days = named.map((n) => n.day);
  for (const day of trulyOff) if (!days.includes(day)) problems.push(`leaves out ${day}`);
  for (const { day, reason } of named) {
    if (!trulyOff.includes(day)) problems.push(`passes over ${day} for no reason`);
    else if (!reasonsOf(day).includes(reason)) problems.push(`${day} is not "${reason}"`);
  }
  if (problems.length === 0 && days.join() !== trulyOff.join())
    problems.push('names the days out of order, or one twice');
  return problems;
}
