import { Temporal } from 'temporal-polyfill';

const names = [
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
];

/** "October 2026", from `YYYY-MM`. */
export function monthWords(month: string): string {
  const { month: n, year } = Temporal.PlainYearMonth.from(month);
  return `${names[n - 1]} ${year}`;
}

/** "Oct 26", for axes. */
export function shortMonth(month: string): string {
  const { month: n, year } = Temporal.PlainYearMonth.from(month);
  return `${names[n - 1]?.slice(0, 3)} ${String(year).slice(2)}`;
}
