import {
  type ArrivingSite,
  type SiteRow,
  type SteadyValues,
  steadyColumns,
  takeIn,
} from './arriving-site';
import { checkRating, ratingColumns } from './check-rating';
import { checkSite } from './check-site';
import type { Column, Header } from './columns';
import { csvRecords, QuoteNotClosed, RecordTooLong } from './csv-records';
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
  private readonly search = new HeaderSearch();
  private header: Header | null = null;
  /** What was found in the last row: most rows repeat the one before them but for the rating. */
  private before: { record: string[]; notes: RowNotes; site: SteadyValues | null } | null = null;
  /** Whether the last row is shorter than the header, or contradicts those above it. */
  private lastIsOdd = false;

  constructor(
    private readonly facts: FileFacts,
    private readonly tally: ImportTally,
  ) {}

  /**
   * @param file the bytes of the file, in pieces of any size
   * @throws FileRefused when the file as a whole cannot be used
   */
  async *sites(file: AsyncIterable<Buffer>): AsyncGenerator<ArrivingSite[]> {
    let row = 0;
    try {
      for await (const record of csvRecords(file, this.facts.delimiter, longestRow)) {
        row++;
        this.look(record, row);
        if (this.batch.length >= batchSize) yield this.batch.splice(0);
      }
    } catch (error) {
      if (error instanceof QuoteNotClosed) throw brokenOff(error.row);
      if (error instanceof RecordTooLong) throw tooLong(error.row);
      throw error;
    }
    if (!this.header) throw this.search.failed();
    if (this.lastIsOdd && !this.facts.endsWithNewline) throw brokenOff(row);
    if (this.tally.rows === 0)
      throw new FileRefused('no-rows', 'The file has a header but no rows; download it again.');
    this.finishCurrent();
    yield this.batch;
  }

  private look(record: string[], row: number): void {
    if (record.every((field) => field.trim() === '')) return;
    if (this.header) this.take(record, row, this.header);
    else this.header = this.search.look(record);
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
    if (!site) return;
    const setAside = ratingNotes.quarantined
      ? [...notes.setAside, 'rating' as const]
      : notes.setAside;
    this.add({ values: site, headline: rating, setAside }, row);
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

  private add(said: SiteRow, row: number): void {
    const { location_id } = said.values;
    const isSame = this.current?.location_id === location_id;
    if (this.current && isSame && takeIn(this.current, said)) return;
    this.lastIsOdd ||= isSame;
    this.finishCurrent();
    // Spreading the values into a new object costs ten times as much.
    this.current = Object.assign(
      {
        rating: said.headline?.rating ?? null,
        rated_on: said.headline?.rated_on ?? null,
        row,
        rows: 1,
        repeat: this.seen.has(location_id),
        set_aside: [...said.setAside],
        in_scope: true,
        scope_reason: null,
      },
      said.values,
    );
    this.seen.add(alone(location_id));
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

/** A copy that does not keep the text it was cut from in memory. */
function alone(text: string): string {
  return Buffer.from(text).toString();
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

function tooLong(row: number): FileRefused {
  return new FileRefused(
    'row-too-long',
    `Row ${row} is longer than ${longestRow} characters; a quote may be missing there.`,
  );
}
