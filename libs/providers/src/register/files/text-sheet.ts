import { FileRefused } from '../import-result';
import { CsvText, type Delimiter, QuoteNotClosed, RecordTooLong } from './csv-text';
import type { Sheet, SheetRow } from './sheet';

/** The longest row seen, with a whole record of the CQC API flattened into it, has 7,400. */
const longestRow = 65_536;

/**
 * The rows of a text in one of the forms of CSV.
 * @param text gives it from its beginning, in pieces of any size, each time it is called
 */
export function textSheet(
  text: () => AsyncIterable<string>,
  delimiter: Delimiter,
  endsWhole: boolean,
): Sheet {
  return { name: null, keepsWidth: true, endsWhole, rows: () => rowsOf(text(), delimiter) };
}

async function* rowsOf(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<SheetRow[]> {
  const csv = new CsvText(delimiter, longestRow);
  let row = 0;
  const numbered = (records: string[][]) => records.map((values) => ({ row: ++row, values }));
  try {
    for await (const piece of pieces) yield numbered(csv.add(piece));
    yield numbered(csv.end());
  } catch (error) {
    if (error instanceof QuoteNotClosed) throw brokenOff(error.row);
    if (error instanceof RecordTooLong) throw tooLong(error.row);
    throw error;
  }
}

/** Says that a text ends where it should not. */
export const brokenOff = (row: number): FileRefused =>
  new FileRefused(
    'truncated',
    `The file breaks off in row ${row}, so the download was cut short; download it again.`,
  );

const tooLong = (row: number): FileRefused =>
  new FileRefused(
    'row-too-long',
    `Row ${row} is longer than ${longestRow} characters; a quote may be missing there.`,
  );
