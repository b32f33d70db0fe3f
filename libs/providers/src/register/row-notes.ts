import type { SiteColumn } from './arriving-site';
import { type Column, columns } from './columns';
import type { ImportProblem } from './import-result';

/** A problem of which only the row number is still missing. */
export type RowProblem = Omit<ImportProblem, 'row'>;

/** What is found wrong while one row is checked. */
export class RowNotes {
  readonly problems: RowProblem[] = [];
  /** Values that cannot be right: the register keeps what it holds. */
  readonly setAside: SiteColumn[] = [];
  /** False when it cannot be known which site the row is about. */
  usable = true;
  /** Whether something was kept out of the register. */
  quarantined = false;

  /** To be looked at, but taken as it is. */
  warn(column: Column, code: string, message: string): void {
    this.problems.push({ column: columns[column], code, message });
  }

  /** Cannot be right; the rest of the row is used. */
  putAside(column: SiteColumn, code: string, message: string): void {
    this.warn(column, code, message);
    this.setAside.push(column);
    this.quarantined = true;
  }

  /** Cannot be right, and without it the row is of no use. */
  leaveOut(column: Column | null, code: string, message: string): void {
    this.problems.push({ column: column && columns[column], code, message });
    this.usable = false;
    this.quarantined = true;
  }
}

/** No name or address in CQC's register comes near it. */
const longestValue = 500;
/** Anything but single blanks inside the value; most values have none of it. */
const unusualBlanks = /^ | {2}| $|[^\S ]/;
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** Puts a value's blanks in order. Line breaks inside a quoted value count as blanks. */
export function clean(text: string): string {
  return unusualBlanks.test(text) ? text.trim().replace(/\s+/g, ' ') : text;
}

/** Leaves the row out when a value, its blanks in order, is not plain text of a sensible length. */
export function checkPlainText(column: Column, text: string, notes: RowNotes): void {
  if (text.length > longestValue)
    notes.leaveOut(column, 'too-long', `This is longer than ${longestValue} characters.`);
  else if (controlCharacters.test(text))
    notes.leaveOut(column, 'control-character', 'This holds an invisible character; retype it.');
}

/** Leaves the row out when a value is blank. */
export function expectValue(column: Column, text: string, notes: RowNotes): void {
  if (text === '')
    notes.leaveOut(column, 'missing-value', `The row has no “${columns[column]}”; fill it in.`);
}
