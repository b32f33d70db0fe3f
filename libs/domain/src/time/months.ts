import { Temporal } from 'temporal-polyfill';

/** The months by name, January first. */
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** "Jan". @param month from 1 */
export const shortMonthName = (month: number): string => months[month - 1]?.slice(0, 3) ?? '';

/**
 * The month somebody wrote in letters, by its first three: `Sep`, `Sept`, `september`.
 * @returns from 1, or null when there is none
 */
export function monthNumber(word: string): number | null {
  const start = word.slice(0, 3).toLowerCase();
  const found = months.findIndex((month) => month.slice(0, 3).toLowerCase() === start);
  return found < 0 ? null : found + 1;
}

/**
 * The last day of a month, `YYYY-MM-DD`.
 * @param month `YYYY-MM`
 * @throws RangeError for a month that is none
 */
export function lastDayOfMonth(month: string): string {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${daysInMonth}`;
}
