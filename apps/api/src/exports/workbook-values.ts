import { londonWallClock } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/**
 * What one cell says. A day is `YYYY-MM-DD`; an instant is ISO 8601 UTC and is shown as a clock on a
 * wall in London shows it. A share is a number from 0 to 1.
 */
export type WorkbookValue =
  | string
  | number
  | null
  | { day: string }
  | { instant: string }
  | { share: number };

/** No spreadsheet takes more in one cell. */
const longestText = 32_767;

/** Spreadsheets count days from here, with the time of day as their fraction. */
const firstDay = Temporal.PlainDateTime.from('1899-12-30T00:00');

const serialOf = (moment: Temporal.PlainDateTime): number =>
  firstDay.until(moment, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: firstDay });

/** A day as spreadsheets count it. */
export const serialDay = (day: string): number =>
  serialOf(Temporal.PlainDate.from(day).toPlainDateTime());

/** A moment as spreadsheets count it, by a clock in London. */
export const serialMoment = (instant: string): number =>
  serialOf(londonWallClock(Temporal.Instant.from(instant)));

const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff\ud800-\udfff]/gu;

/** Spreadsheets read `_x0041_` as the sign of that number (ECMA-376 22.9.2.19). */
const looksEscaped = /_(?=x[0-9a-fA-F]{4}_)/g;

/**
 * A text as a cell can hold it: lines end in LF as in cells that people type, what XML cannot hold is
 * left out, and what is too long is cut.
 */
export const cellText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .slice(0, longestText)
    .replace(notXml, '')
    .replace(looksEscaped, '_x005F_');
