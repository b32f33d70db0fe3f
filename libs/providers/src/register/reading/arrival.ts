import type { FieldOf, SubjectName, subjects } from '../subjects';

/** A value as a file gives it, put in order: days `YYYY-MM-DD`; null when the file leaves it blank. */
export type ArrivingValue = string | number | boolean | readonly string[] | null;

/** What one row of a file, or several that agree, tell of one record. */
export interface Arrival<S extends SubjectName = SubjectName> {
  subject: S;
  /** The first of these rows, as a spreadsheet numbers it, or the place of a JSON record. */
  row: number;
  /** Every key of the subject, by column name. */
  key: Readonly<Record<Extract<keyof (typeof subjects)[S]['key'], string>, string>>;
  /** The fields the file speaks of; one that cannot be right is left out, so what is known stays. */
  values: Readonly<Partial<Record<FieldOf<S>, ArrivingValue>>>;
  /**
   * False when this kind of file may only add to records that are there: a row that finds none goes
   * into quarantine, with `said` to recognise it by.
   */
  mayCreate: boolean;
  /** What a person sees of a row in quarantine; needed when `mayCreate` is false. */
  said?: Readonly<Record<string, string>>;
}

/** Which fields a kind of file tells of. A blank in one of them means that there is none. */
export type Speaks = { readonly [S in SubjectName]?: readonly FieldOf<S>[] };
