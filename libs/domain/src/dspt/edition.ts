import { Temporal } from 'temporal-polyfill';

/**
 * The last day a publication of an edition is valid: 30 June of the year after the edition closes.
 * `25/26` closes on 30 June 2026 and is valid to the end of 30 June 2027 (domain rules, C8).
 */
export function validTo(edition: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(lastDayOf(edition));
}

/** The same as `YYYY-MM-DD`, for counting many sites: a calendar is slow. */
export function lastDayOf(edition: string): string {
  return `${2001 + Number(edition.slice(-2))}-06-30`;
}

/** The edition that is open for publishing on a Europe/London day: `25/26` to the end of 30 June 2026. */
export function editionOpenOn(day: string): string {
  const { year, month } = Temporal.PlainDate.from(day);
  const closes = month > 6 ? year + 1 : year;
  const inShort = (y: number): string => String(y % 100).padStart(2, '0');
  return `${inShort(closes - 1)}/${inShort(closes)}`;
}

const form = /^(?:20)?(\d{2})[-/](?:20)?(\d{2})$/;

/** `25/26` from `25/26`, `2025-26` or `2025/2026`; null when it is not two years in a row. */
export function readEdition(text: string): string | null {
  const [, from, to] = form.exec(text.trim()) ?? [];
  const isRow = from !== undefined && (Number(from) + 1) % 100 === Number(to);
  return isRow ? `${from}/${to}` : null;
}
