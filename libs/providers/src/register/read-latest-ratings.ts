import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ArrivingSite, type SiteValues, takeIn } from './arriving-site';
import { checkRating, ratingColumns } from './check-rating';
import { checkSite, steadyColumns } from './check-site';
import type { Column, Header } from './columns';
import { HeaderSearch } from './header-search';
import { FileRefused } from './import-result';
import type { ImportTally } from './import-tally';
import type { FileFacts } from './inspect-file';
import { type RowProblem, RowNotes } from './row-notes';
import { outOfScopeReason } from './scope';

/** The longest row of CQC's files has under 500 characters. More means that a quote is missing. */
const longestRow = 16_384;
const batchSize = 1000;

/**
 * Reads the CQC “Latest ratings” file, which has several rows a site, and gives its sites in
 * batches. Rows of a site that follow one another and agree become one, so memory does not grow with
 * the file but for the ids seen. Rows and problems are counted in `tally`.
 */
export class LatestRatingsReader {
  private readonly seen = new Set<string>();
  /** The site whose rows are being read. */
  private current: ArrivingSite | null = null;
  private batch: ArrivingSite[] = [];
  /** What was found in the last row: most rows repeat the one before them but for the rating. */
  private before: { record: string[]; notes: RowNotes; site: SiteValues | null } | null = null;
  /** Whether the last row is shorter than the header, or contradicts those above it. */
  private lastIsOdd = false;

  constructor(
    private readonly facts: FileFacts,
    private readonly tally: ImportTally,
  ) {}

  /** @throws FileRefused when the file as a whole cannot be used */
  async *sites(file: Readable): AsyncGenerator<ArrivingSite[]> {
    const search = new HeaderSearch();
    let header: Header | null = null;
    let row = 0;
    for await (const record of this.records(file)) {
      row++;
      if (record.every((field) => field.trim() === '')) continue;
      if (header) this.take(record, row, header);
      else header = search.look(record);
      if (this.batch.length >= batchSize) yield this.batch.splice(0);
    }
    if (!header) throw search.failed();
    if (this.lastIsOdd && !this.facts.endsWithNewline) throw brokenOff(row);
    if (this.tally.rows === 0)
      throw new FileRefused('no-rows', 'The file has a header but no rows; download it again.');
    this.finishCurrent();
    yield this.batch;
  }

  private async *records(file: Readable): AsyncGenerator<string[]> {
    const parser = parse({
      bom: true,
      delimiter: this.facts.delimiter,
      max_record_size: longestRow,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
    });
    try {
      // Only passes errors on and cleans up; they are thrown where the records are read.
      yield* pipeline(file, parser, () => undefined) as AsyncIterable<string[]>;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const row = parser.info.records + 1;
      if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw brokenOff(row);
      throw new FileRefused(
        'row-too-long',
        `Row ${row} is longer than ${longestRow} characters; a quote may be missing there.`,
      );
    }
  }

  private take(record: string[], row: number, header: Header): void {
    this.tally.rows++;
    this.lastIsOdd = record.length < header.width;
    if (record.length !== header.width) {
      this.tally.quarantined++;
      this.tally.note({ row, ...wrongWidth(record, header) });
      return;
    }
    const { notes, site } = this.checkSite(record, header);
    const ratingNotes = new RowNotes();
    const rating = checkRating(pick(record, header, ratingColumns), ratingNotes);
    for (const problem of notes.problems) this.tally.note({ row, ...problem });
    for (const problem of ratingNotes.problems) this.tally.note({ row, ...problem });
    if (notes.quarantined || ratingNotes.quarantined) this.tally.quarantined++;
    const setAside = [...notes.setAside];
    if (ratingNotes.quarantined) setAside.push('rating');
    if (site) this.add({ ...site, ...rating }, setAside, row);
  }

  private checkSite(record: string[], header: Header) {
    const { before } = this;
    const same = steadyColumns.every((c) => {
      const at = header.positions[c];
      return record[at] === before?.record[at];
    });
    if (before && same) return before;
    const notes = new RowNotes();
    const site = checkSite(pick(record, header, steadyColumns), notes);
    this.before = { record, notes, site };
    return this.before;
  }

  private add(site: SiteValues, set_aside: (keyof SiteValues)[], row: number): void {
    const isSame = this.current?.location_id === site.location_id;
    if (this.current && isSame && takeIn(this.current, { ...site, set_aside })) return;
    this.lastIsOdd ||= isSame;
    this.finishCurrent();
    this.current = {
      ...site,
      row,
      rows: 1,
      repeat: this.seen.has(site.location_id),
      set_aside,
      in_scope: true,
      scope_reason: null,
    };
    this.seen.add(site.location_id);
  }

  private finishCurrent(): void {
    const site = this.current;
    if (!site) return;
    site.scope_reason = outOfScopeReason(site.location_id, site.location_type, site.category);
    site.in_scope = site.scope_reason === null;
    this.batch.push(site);
    this.current = null;
  }
}

function pick<C extends Column>(
  record: readonly string[],
  header: Header,
  wanted: readonly C[],
): Record<C, string> {
  const values = {} as Record<C, string>;
  for (const column of wanted) values[column] = record[header.positions[column]] ?? '';
  return values;
}

function wrongWidth(record: readonly string[], header: Header): RowProblem {
  const lineBreaks = record.join('').split('\n').length - 1;
  if (lineBreaks > 0)
    return {
      column: null,
      code: 'unclosed-quote',
      message: `A quote opened here is not closed; the ${lineBreaks} lines below it were not read.`,
    };
  return {
    column: null,
    code: 'wrong-number-of-columns',
    message: `The row has ${record.length} values where the header has ${header.width} columns.`,
  };
}

function brokenOff(row: number): FileRefused {
  return new FileRefused(
    'truncated',
    `The file breaks off in row ${row}, so the download was cut short; download it again.`,
  );
}
