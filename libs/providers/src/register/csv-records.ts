import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** Where the reading of a file broke off. */
class BrokenCsv extends Error {
  /** @param row of the record that could not be read; 1 for the first */
  constructor(readonly row: number) {
    super();
  }
}

/** A record that no file of this kind has: a quote is missing, or it is not CSV. */
export class RecordTooLong extends BrokenCsv {}
/** The text ended inside quotes. */
export class QuoteNotClosed extends BrokenCsv {}

/**
 * The records of a CSV file as its bytes come; an empty line is one of one empty value. Lines may
 * end in LF, CRLF or CR. A quote inside a value that is not quoted stands for itself.
 * @param longest the most characters a record may have
 * @throws RecordTooLong, QuoteNotClosed
 */
export async function* csvRecords(
  file: AsyncIterable<Buffer>,
  delimiter: string,
  longest: number,
): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: longest,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  });
  try {
    // Only passes errors on and cleans up; they are thrown where the records are read.
    yield* pipeline(Readable.from(file), parser, () => undefined) as AsyncIterable<string[]>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = parser.info.records + 1;
    throw error.code === 'CSV_QUOTE_NOT_CLOSED' ? new QuoteNotClosed(row) : new RecordTooLong(row);
  }
}
