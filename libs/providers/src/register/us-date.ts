import { Temporal } from 'temporal-polyfill';

const form = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/**
 * Reads a day written month/day/year, as CQC's “Latest ratings” file has it (`05/29/2026`).
 * @returns `YYYY-MM-DD`, or null when there is no such day
 */
export function readUsDate(text: string): string | null {
  const [, month, day, year] = form.exec(text) ?? [];
  if (!month || !day || !year) return null;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return null;
  }
}
