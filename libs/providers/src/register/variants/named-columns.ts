import { FileRefused, type ImportProblem } from '../import-result';
import type { ReadNotes } from '../reading/read-notes';
import type { Header, TableRow } from '../reading/variant';
import { cellText } from '../values/cell-text';

/** Names under which a column is met, the usual one first. Case, blanks and signs do not count. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly string[]>>;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether each of these columns is in the header, under any of its names. */
export function hasColumns<Column extends string>(
  header: Header,
  names: ColumnNames<Column>,
  needed: readonly Column[],
): boolean {
  const found = new Set(header.map(plain));
  return needed.every((column) => names[column].some((name) => found.has(plain(name))));
}

/** No name or address in the registers comes near it. */
const longestValue = 500;
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** What lists write where they have nothing to say. */
const saysNothing = new Set(['', '-', '–', 'n/a', 'na', 'none', 'null', 'unknown', 'tbc']);

/** Columns of a table, found by name wherever they stand. */
export class NamedColumns<Column extends string> {
  private readonly at: ReadonlyMap<Column, number>;

  /** @throws FileRefused when one that is needed is there twice */
  constructor(
    private readonly header: Header,
    names: ColumnNames<Column>,
    needed: readonly Column[],
  ) {
    const found = header.map(plain);
    const at = new Map<Column, number>();
    for (const [column, spellings] of Object.entries(names) as [Column, readonly string[]][]) {
      const name = spellings.map(plain).find((spelling) => found.includes(spelling));
      if (name === undefined) continue;
      at.set(column, found.indexOf(name));
      if (needed.includes(column) && found.indexOf(name) !== found.lastIndexOf(name))
        throw new FileRefused(
          'repeated-column',
          `The column “${header[found.indexOf(name)]}” is there twice; delete the one that is wrong.`,
        );
    }
    this.at = at;
  }

  has(column: Column): boolean {
    return this.at.has(column);
  }

  /** The column's name as the file writes it; null when the file does not have it. */
  nameOf(column: Column): string | null {
    const at = this.at.get(column);
    return at === undefined ? null : (this.header[at] ?? null);
  }

  /** Begins to read a row, and counts it. */
  read(row: TableRow, notes: ReadNotes): RowReading<Column> {
    notes.countRow();
    return new RowReading(row, this, this.at, notes);
  }
}

/** One row while it is read: its values by column, and what is wrong with them. */
export class RowReading<Column extends string> {
  private counted = false;

  constructor(
    private readonly source: TableRow,
    private readonly columns: NamedColumns<Column>,
    private readonly at: ReadonlyMap<Column, number>,
    private readonly notes: ReadNotes,
  ) {}

  get row(): number {
    return this.source.row;
  }

  /** The value with its blanks in order; '' when the file has no such column or says nothing in it. */
  text(column: Column): string {
    const at = this.at.get(column);
    const raw = at === undefined ? '' : cellText(this.source.values[at]);
    const text = raw.trim().replace(/\s+/g, ' ');
    return saysNothing.has(text.toLowerCase()) ? '' : text;
  }

  /** Whether the value is plain text of a sensible length; else it is set aside, with a note. */
  isPlain(column: Column): boolean {
    const text = this.text(column);
    const isLong = text.length > longestValue;
    if (!isLong && !controlCharacters.test(text)) return true;
    if (isLong)
      this.setAside(column, 'too-long', `This is longer than ${longestValue} characters.`);
    else
      this.setAside(column, 'control-character', 'This holds an invisible character; retype it.');
    return false;
  }

  /** To be looked at, but taken as it is. */
  warn(column: Column | null, code: string, message: string): void {
    const name = column === null ? null : this.columns.nameOf(column);
    const problem: ImportProblem = { row: this.row, column: name, code, message };
    this.notes.note(problem);
  }

  /** Cannot be right: this value, or with null the row, is not used. */
  setAside(column: Column | null, code: string, message: string): void {
    this.warn(column, code, message);
    if (!this.counted) this.notes.countSetAside();
    this.counted = true;
  }
}
