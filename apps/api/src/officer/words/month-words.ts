import { months, shortMonthName } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** "October 2026", from `YYYY-MM`. */
export function monthWords(month: string): string {
  const { month: n, year } = Temporal.PlainYearMonth.from(month);
  return `${months[n - 1]} ${year}`;
}

/** "Oct 26", for axes. */
export function shortMonth(month: string): string {
  const { month: n, year } = Temporal.PlainYearMonth.from(month);
  return `${shortMonthName(n)} ${String(year).slice(2)}`;
}
