import { Temporal } from 'temporal-polyfill';

/** So many months before a month, `YYYY-MM`. */
export const monthsBack = (month: string, months: number): string =>
  Temporal.PlainYearMonth.from(month).subtract({ months }).toString();
