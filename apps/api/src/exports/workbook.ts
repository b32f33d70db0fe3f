import { londonWallClock } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import writeExcelFile, { type Cell, type Sheet } from 'write-excel-file/node';

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

export interface WorkbookColumn {
  heading: string;
  /** In characters. */
  width?: number;
  /** Long texts go on in the next line of the cell. */
  isLong?: boolean;
}

export interface WorkbookSheet {
  /** Up to 31 characters, as spreadsheets allow; unlike those of the other sheets. */
  name: string;
  columns: readonly WorkbookColumn[];
  rows: readonly (readonly WorkbookValue[])[];
}

/** No spreadsheet takes more in one cell. */
const longestText = 32_767;

const usualWidth = 16;

/**
 * A workbook (XLSX) of tables: headings in bold that stay in sight, dates as dates, numbers as
 * numbers. Every text is a text cell, which no spreadsheet takes for a formula, whatever it begins
 * with; what XML cannot hold is left out.
 */
export function workbookOf(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  return writeExcelFile(sheets.map(toSheet)).toBuffer();
}

function toSheet({ name, columns, rows }: WorkbookSheet): Sheet<never> {
  const heading = columns.map(
    (column): Cell => ({ value: column.heading, type: String, fontWeight: 'bold', wrap: true }),
  );
  const body = rows.map((row) =>
    row.map((value, n): Cell => {
      const cell = toCell(value);
      return columns[n]?.isLong && cell
        ? { ...(cell as object), wrap: true, alignVertical: 'top' }
        : cell;
    }),
  );
  return {
    sheet: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    columns: columns.map(({ width }) => ({ width: width ?? usualWidth })),
    stickyRowsCount: 1,
    data: [heading, ...body],
  };
}

function toCell(value: WorkbookValue): Cell {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return { value: textOf(value), type: String };
  if (typeof value === 'number') return { value, type: Number };
  if ('share' in value) return { value: value.share, type: Number, format: '0.0%' };
  if ('day' in value)
    return {
      value: serialOf(Temporal.PlainDate.from(value.day).toPlainDateTime()),
      type: Number,
      format: 'dd/mm/yyyy',
    };
  const wall = londonWallClock(Temporal.Instant.from(value.instant));
  return { value: serialOf(wall), type: Number, format: 'dd/mm/yyyy hh:mm' };
}

/** Spreadsheets count days from here, with the time of day as their fraction. */
const firstDay = Temporal.PlainDateTime.from('1899-12-30T00:00');

const serialOf = (moment: Temporal.PlainDateTime): number =>
  firstDay.until(moment, { largestUnit: 'day' }).total({ unit: 'day', relativeTo: firstDay });

const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff\ud800-\udfff]/gu;

const textOf = (text: string): string => text.replace(notXml, '').slice(0, longestText);
