import { londonWallClock } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { CellKind, Exported } from './export-list';
import type { WorkbookValue } from './workbook-values';

/** More a file has not: a spreadsheet cannot be worked with beyond it. */
const mostRows = 100_000;

/** The last line of a file that would be longer. */
const moreWords = `Only the first ${mostRows.toLocaleString('en-GB')} rows are in this file. Narrow the list and take the rest away by itself.`;

/** What a cell of a file holds, before it is written down in the way of the kind of file. */
export type Cell = string | number | null;

/**
 * The rows of a list as its file writes them, up to `mostRows`, then one that says there are more; and
 * how many there were.
 */
export class ExportRows<Item, Written> implements AsyncIterable<readonly Written[]> {
  /** Rows of the list that were given out. */
  count = 0;
  /** The list has more than a file. */
  isCut = false;

  /** @param write one cell, in the way of the kind of file */
  constructor(
    private readonly exported: Exported<Item>,
    private readonly write: (cell: Cell, kind: CellKind) => Written,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Written[]> {
    const { columns, pages } = this.exported;
    for await (const page of pages)
      for (const item of page) {
        if (this.count === mostRows) {
          this.isCut = true;
          yield [this.write(moreWords, 'text')];
          return;
        }
        this.count += 1;
        yield columns.map(({ of, kind }) => this.write(of(item), kind));
      }
  }
}

/**
 * A cell as a CSV file says it: days as `2026-11-20`, moments as a clock in London shows them,
 * `2026-11-20 09:30`, both of which spreadsheets take for dates.
 * @param publicUrl where the pages are, before the path of a link
 */
export function textOfCell(cell: Cell, kind: CellKind, publicUrl: string): string {
  if (cell === null) return '';
  if (kind === 'instant') {
    const wall = londonWallClock(Temporal.Instant.from(String(cell)));
    return wall.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  }
  if (kind === 'share') return String(Math.round(Number(cell) * 10_000) / 10_000);
  return kind === 'link' ? `${publicUrl}${cell}` : String(cell);
}

/** A cell as a workbook holds it: dates as dates, numbers as numbers. */
export function workbookCell(cell: Cell, kind: CellKind, publicUrl: string): WorkbookValue {
  if (cell === null) return null;
  switch (kind) {
    case 'day':
      return { day: String(cell) };
    case 'instant':
      return { instant: Temporal.Instant.from(String(cell)).toString() };
    case 'share':
      return { share: Number(cell) };
    case 'number':
      // A count that may not be told is said in words.
      return cell;
    case 'link':
      return `${publicUrl}${cell}`;
    case 'text':
      return String(cell);
  }
}
