import { FileRefused } from '../import-result';
import type { TableRow } from '../reading/variant';
import type { HeaderFound } from './find-header';
import type { ReadingNotes } from './reading-notes';
import { isBlankRow, type SheetRow } from './sheet';
import { brokenOff } from './text-sheet';

/** Rows handed on at a time: enough for the batch to cost nothing, few enough to be dropped soon. */
const batchSize = 100;
/** The ratings of all of England's locations are half of it. */
const mostRows = 1_000_000;
/** A spreadsheet has no more rows. */
const mostBlankRows = 1_048_576;

/**
 * The rows below a header, each as wide as it. One that is not, in a text, is counted, set aside and
 * told; blank ones are left out.
 * @throws FileRefused when there are none, or the text breaks off
 */
export async function* tableRows(
  found: HeaderFound,
  notes: ReadingNotes,
): AsyncGenerator<TableRow[]> {
  const { sheet, header } = found;
  let batch: TableRow[] = [];
  let given = 0;
  let oddRow = 0;
  let last = 0;
  let blank = 0;
  for await (const rows of sheet.rows()) {
    for (const { row, values } of rows) {
      if (row <= found.row) continue;
      if (isBlankRow(values)) {
        if (++blank > mostBlankRows) throw tooManyBlankRows();
        continue;
      }
      last = row;
      const fitting = fitted(values, header.length, sheet.keepsWidth);
      if (!fitting) {
        oddRow = row;
        setAside({ row, values }, header.length, notes);
        continue;
      }
      if (++given > mostRows) throw tooManyRows();
      batch.push({ row, values: fitting });
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (oddRow === last && last > 0 && !sheet.endsWhole) throw brokenOff(last);
  if (batch.length > 0) yield batch;
  if (last === 0)
    throw new FileRefused('no-rows', 'The file has a header but no rows; download it again.');
}

/** Null when it cannot be known which value belongs to which column. */
function fitted(
  values: readonly string[],
  width: number,
  keepsWidth: boolean,
): readonly string[] | null {
  if (values.length === width) return values;
  if (values.length < width)
    return keepsWidth ? null : [...values, ...Array<string>(width - values.length).fill('')];
  return isBlankRow(values.slice(width)) || !keepsWidth ? values.slice(0, width) : null;
}

function setAside({ row, values }: SheetRow, width: number, notes: ReadingNotes): void {
  notes.countRow();
  notes.countSetAside();
  const lineBreaks = values.join('').split('\n').length - 1;
  if (lineBreaks > 0)
    notes.note({
      row,
      column: null,
      code: 'unclosed-quote',
      message: `A quote opened here is not closed; the ${lineBreaks} lines below it were not read.`,
    });
  else
    notes.note({
      row,
      column: null,
      code: 'wrong-number-of-columns',
      message: `The row has ${values.length} values where the header has ${width} columns.`,
    });
}

const tooManyBlankRows = (): FileRefused =>
  new FileRefused(
    'too-many-blank-rows',
    `The file has more than ${mostBlankRows} blank rows; save the sheet again without them.`,
  );

const tooManyRows = (): FileRefused =>
  new FileRefused(
    'too-many-rows',
    `The file has more than ${mostRows} rows, which no register has; check that it is the right one.`,
  );
