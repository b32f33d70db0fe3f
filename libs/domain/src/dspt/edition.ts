import { Temporal } from 'temporal-polyfill';

/**
 * The last day a publication of an edition is valid: 30 June of the year after the edition closes.
 * `25/26` closes on 30 June 2026 and is valid to the end of 30 June 2027 (domain rules, C8).
 */
export function validTo(edition: string): Temporal.PlainDate {
  const closes = 2000 + Number(edition.slice(-2));
  return Temporal.PlainDate.from({ year: closes + 1, month: 6, day: 30 });
}
