import type { IdentifierCheck } from '@app/domain';
import { cellText } from '../values/cell-text';
import { type DayOrder, readDay } from '../values/read-day';
import { faultOfText, tidyText } from '../values/tidy-text';
import type { Remark, ValueRead } from '../values/value-read';
import type { FoundColumns } from './find-columns';
import type { ReadNotes } from './read-notes';
import type { TableRow } from './variant';

/** A value taken from a row: null where it is blank, undefined where it was set aside or the file has no such column. */
export type Taken<T> = T | null | undefined;

/** No name or address in CQC's register comes near it. */
const longestValue = 500;

/**
 * One row of a table while it is read: gives its values in order and tells `notes` what is wrong
 * with them. A value that cannot be right is set aside, and the rest of the row is used.
 */
export class RowReading<C extends string> {
  /** False when it cannot be known what the row is about. */
  usable = true;
  /** Whether anything has been said of the row. */
  remarked = false;
  private counted = false;

  /** @param blanks words that stand for a blank in such files: `NA`, `-` */
  constructor(
    private readonly columns: FoundColumns<C>,
    readonly row: TableRow,
    private readonly notes: ReadNotes,
    private readonly blanks: readonly string[] = [],
  ) {}

  has(column: C): boolean {
    return this.columns.at[column] !== undefined;
  }

  /** A value with its blanks in order; '' where it is blank or the file has no such column. */
  said(column: C): string {
    const at = this.columns.at[column];
    const text = at === undefined ? '' : tidyText(cellText(this.row.values[at]));
    return this.blanks.includes(text) ? '' : text;
  }

  /** Without it the row is of no use, and is left out. */
  needed(column: C): string {
    const text = this.said(column);
    const fault = faultOfText(text, longestValue);
    if (fault) this.leaveOut(column, fault);
    else if (text === '')
      this.leaveOut(column, {
        code: 'missing-value',
        message: `The row has no “${this.columns.nameOf(column)}”; fill it in.`,
      });
    return text;
  }

  /** A value that a reader of its kind puts in order. */
  value<T>(column: C, read: (text: string) => ValueRead<T>, longest = longestValue): Taken<T> {
    if (!this.has(column)) return undefined;
    const text = this.said(column);
    if (text === '') return null;
    const fault = faultOfText(text, longest);
    const found: ValueRead<T> = fault ? { wrong: fault } : read(text);
    if ('wrong' in found) {
      this.setAside(column, found.wrong);
      return undefined;
    }
    if (found.remark) this.warn(column, found.remark);
    return found.value;
  }

  /** As `value`, of a text whose line breaks part what it says. */
  whole<T>(column: C, read: (text: string) => ValueRead<T>): Taken<T> {
    const at = this.columns.at[column];
    const lines = at === undefined ? '' : cellText(this.row.values[at]);
    return this.value(column, () => read(lines));
  }

  text(column: C): Taken<string> {
    return this.value(column, (value) => ({ value }));
  }

  identifier(column: C, check: (text: string) => IdentifierCheck): Taken<string> {
    return this.value(column, (text) => {
      const found = check(text);
      if (found.verdict === 'block') return { wrong: found };
      return found.verdict === 'warn'
        ? { value: found.value, remark: found }
        : { value: found.value };
    });
  }

  day(column: C, order: DayOrder): Taken<string> {
    return this.value(column, (text) => readDay(text, order));
  }

  /** As `day`, of a day that says how new the file's data are. */
  dayOfData(column: C, order: DayOrder): Taken<string> {
    const day = this.day(column, order);
    if (day) this.notes.sawDay(day);
    return day;
  }

  yesOrNo(column: C): Taken<boolean> {
    return this.value(column, (text) => {
      if (/^(?:y|yes|true)$/i.test(text)) return { value: true };
      if (/^(?:n|no|false)$/i.test(text)) return { value: false };
      return { wrong: { code: 'invalid-yes-no', message: `“${text}” must be Y or N.` } };
    });
  }

  wholeNumber(column: C): Taken<number> {
    return this.value(column, (text) =>
      /^\d{1,5}(?:\.0+)?$/.test(text)
        ? { value: Number(text) }
        : { wrong: { code: 'invalid-number', message: `“${text}” is not a whole number.` } },
    );
  }

  /** To be looked at, but taken as it is. */
  warn(column: C | null, { code, message }: Remark): void {
    this.remarked = true;
    this.notes.note({
      row: this.row.row,
      column: column && this.columns.nameOf(column),
      code,
      message,
    });
  }

  /** Cannot be right; the rest of the row is used. */
  setAside(column: C | null, remark: Remark): void {
    this.warn(column, remark);
    if (!this.counted) this.notes.countSetAside();
    this.counted = true;
  }

  /** Cannot be right, and without it the row is of no use. */
  leaveOut(column: C | null, remark: Remark): void {
    this.setAside(column, remark);
    this.usable = false;
  }
}
