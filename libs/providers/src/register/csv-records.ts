import { StringDecoder } from 'node:string_decoder';

/** A record that no file of this kind has: a quote is missing, or it is not CSV. */
export class RecordTooLong extends Error {}
/** The text ended inside quotes. */
export class QuoteNotClosed extends Error {}

/**
 * Reads CSV (RFC 4180) from UTF-8 bytes as they come. A line without quotes is one split, which makes
 * it several times as fast as csv-parse, with which a national register took most of its time; the
 * spec holds it to reading the same. Lines may end in LF, CRLF or CR, also in one file. A quote
 * inside a value that is not quoted stands for itself, and so do the quotes of a value with something
 * after its closing quote.
 */
export class CsvRecords {
  private readonly decoder = new StringDecoder('utf8');
  /** Text of a record that has not ended yet. */
  private rest = '';
  private started = false;
  /** How many records have been given out. */
  count = 0;

  /** @param longest the most characters a record may have */
  constructor(
    private readonly delimiter: string,
    private readonly longest: number,
  ) {}

  /**
   * The records that end within the bytes given so far; an empty line is one of one empty value.
   * @throws RecordTooLong
   */
  *push(bytes: Buffer): Generator<string[]> {
    this.append(this.decoder.write(bytes));
    yield* this.read(false);
  }

  /**
   * The last record, if the text does not end with a line end.
   * @throws RecordTooLong, QuoteNotClosed
   */
  *end(): Generator<string[]> {
    this.append(this.decoder.end());
    yield* this.read(true);
  }

  private append(text: string): void {
    this.rest += text;
    if (this.started || this.rest === '') return;
    this.started = true;
    if (this.rest.startsWith('\ufeff')) this.rest = this.rest.slice(1);
  }

  private *read(atEnd: boolean): Generator<string[]> {
    const text = this.rest;
    const ends = new LineEnds(text);
    let at = 0;
    while (at < text.length) {
      const lineEnd = ends.after(at);
      const line = text.slice(at, lineEnd);
      const found = line.includes('"')
        ? this.quoted(text, at)
        : { record: line.split(this.delimiter), end: lineEnd };
      if (Math.min(found?.end ?? text.length, text.length) - at > this.longest)
        throw new RecordTooLong();
      // A CR at the very end may be half of a CRLF.
      const open = !found || found.end >= text.length - (text[found.end] === '\r' ? 1 : 0);
      if (open && !atEnd) break;
      if (!found) throw new QuoteNotClosed();
      this.count++;
      yield found.record;
      at = found.end + (text.startsWith('\r\n', found.end) ? 2 : 1);
    }
    this.rest = text.slice(at);
  }

  /** Reads a record with quotes in it; null when the text ends inside quotes. */
  private quoted(text: string, start: number): { record: string[]; end: number } | null {
    const record: string[] = [];
    for (let at = start; ; at++) {
      let value = '';
      if (text[at] === '"') {
        const close = closingQuote(text, at);
        if (close < 0) return null;
        const inside = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
        value = this.endsValue(text, at) ? inside : `"${inside}"`;
      }
      const from = at;
      while (!this.endsValue(text, at)) at++;
      record.push(value + text.slice(from, at));
      if (text[at] !== this.delimiter) return { record, end: at };
    }
  }

  private endsValue(text: string, at: number): boolean {
    const next = text[at];
    return next === undefined || next === this.delimiter || next === '\n' || next === '\r';
  }
}

/** Where the quote opened at `open` closes; a doubled quote stands for one. -1 when it does not. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Finds line ends without looking twice at the same text. */
class LineEnds {
  private lf = -1;
  private cr = -1;

  constructor(private readonly text: string) {}

  /** The first LF or CR from `at` on, or the end of the text. */
  after(at: number): number {
    if (this.lf < at) this.lf = this.next('\n', at);
    if (this.cr < at) this.cr = this.next('\r', at);
    return Math.min(this.lf, this.cr);
  }

  private next(end: string, at: number): number {
    const found = this.text.indexOf(end, at);
    return found < 0 ? this.text.length : found;
  }
}
