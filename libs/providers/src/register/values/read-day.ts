import { londonDay, monthNumber } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { alone } from './alone';
import type { ValueRead } from './value-read';

/** Which of the two comes first when a day is written in figures with strokes. */
export type DayOrder = 'day-first' | 'month-first';

/** Times that files put behind a day: ` 12:00:00 AM`, ` - 00:00`, `T00:00:00.000`. */
const time = String.raw`(?:(?: - | |T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?)?`;
const yearFirst = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${time}$`, 'i');
const figures = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${time}$`, 'i');
const monthInLetters = new RegExp(`^(\\d{1,2})[ /-]([a-z]{3,9})[ /,-]+(\\d{4})${time}$`, 'i');
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** CQC was set up in 2009; registrations it took over are older. */
const firstYear = 1900;
const lastYear = 2100;

/**
 * Reads a day in the forms that registers write it: `2026-05-29`, `29/05/2026` or `05/29/2026` as
 * `order` says, `09/Jan/2018 - 00:00`, `1/2/2025 12:00:00 AM`, `19 August 2026`. An instant
 * (`2024-05-24T23:00:00Z`) is the day it falls on in London.
 * @returns the day as `YYYY-MM-DD`
 */
export function readDay(text: string, order: DayOrder): ValueRead<string> {
  const known = readBefore[order].get(text);
  if (known) return known;
  const value = instant.test(text) ? dayOfInstant(text) : dayOfParts(partsOf(text, order));
  const read = value === null ? wrongDay(text, order) : { value };
  if (readBefore[order].size >= mostRemembered) readBefore[order].clear();
  readBefore[order].set(alone(text), read);
  return read;
}

/** A national file has 57,000 days, but few that differ; finding one out anew costs far more. */
const mostRemembered = 10_000;
const readBefore: Readonly<Record<DayOrder, Map<string, ValueRead<string>>>> = {
  'day-first': new Map(),
  'month-first': new Map(),
};

function wrongDay(text: string, order: DayOrder): ValueRead<string> {
  const form =
    order === 'day-first' ? 'day/month/year, as in 29/05/2026' : 'month/day/year, as in 05/29/2026';
  return {
    wrong: { code: 'invalid-date', message: `“${text}” is not a date; write ${form}.` },
  };
}

type Parts = { year: number; month: number; day: number };

function partsOf(text: string, order: DayOrder): Parts | null {
  const iso = yearFirst.exec(text);
  if (iso) return parts(iso[1], iso[2], iso[3]);
  const plain = figures.exec(text);
  if (plain)
    return order === 'day-first'
      ? parts(plain[3], plain[2], plain[1])
      : parts(plain[3], plain[1], plain[2]);
  const named = monthInLetters.exec(text);
  const month = monthNumber(named?.[2] ?? '');
  return named && month !== null ? parts(named[3], String(month), named[1]) : null;
}

const parts = (year = '', month = '', day = ''): Parts => ({
  year: Number(year),
  month: Number(month),
  day: Number(day),
});

function dayOfParts(given: Parts | null): string | null {
  if (!given || given.year < firstYear || given.year > lastYear) return null;
  try {
    return Temporal.PlainDate.from(given, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function dayOfInstant(text: string): string | null {
  try {
    const day = londonDay(Temporal.Instant.from(text));
    return dayOfParts({ year: day.year, month: day.month, day: day.day });
  } catch {
    return null;
  }
}
