import type { ImportKind } from '../import-result';
import type { FieldOf, SubjectName } from '../subjects';
import type { Arrival, Speaks } from './arrival';
import type { ReadNotes } from './read-notes';

/** Names of the columns of a table as its header writes them, blanks put in order. */
export type Header = readonly string[];

/** Under which name of the file's a value stands, to name it to people. */
export type ColumnNames = {
  readonly [S in SubjectName]?: Readonly<Partial<Record<FieldOf<S>, string>>>;
};

/** One row below the header: values by position, never longer than the header. */
export interface TableRow {
  /** As a spreadsheet numbers it: the first line of the file is 1. */
  row: number;
  values: readonly string[];
}

/** What a file that is a table may be: one way of writing one of the registers. */
export interface TableVariant {
  /** Never changes: `cqc-latest-ratings`. */
  name: string;
  kind: ImportKind;
  /** For people: “CQC ‘Latest ratings’ file”. */
  title: string;
  speaks: Speaks;
  /** Header names; used to name a field in which rows contradict one another. */
  names?: ColumnNames;
  /** Names of the columns without which it is no such file, to say which are missing. */
  needs?: readonly string[];
  /**
   * Such a file may hold any part of the register, the last changes for one: fewer rows than last
   * time mean nothing, and what it does not hold has not gone.
   */
  partial?: true;
  /** Whether a row is the header of such a file, whatever the order of its columns and what else is there. */
  recognise(header: Header): boolean;
  /**
   * Reads the rows below the header, in order, in constant memory but for ids seen. What is wrong with
   * a row is told to `notes`, and the reading goes on.
   * @throws FileRefused when the file as a whole cannot be used
   */
  read(table: {
    header: Header;
    rows: AsyncIterable<readonly TableRow[]>;
    notes: ReadNotes;
    /** As the person who gave it names it; a file in an archive stands behind the archive's name. */
    fileName: string;
  }): AsyncIterable<readonly Arrival[]>;
}

/** One JSON document of a file, folder or archive. */
export interface Document {
  /** Its name within the folder or archive; the file's own name when it stands alone. */
  name: string;
  /** 1 for the first. */
  place: number;
  content: unknown;
}

/** What a JSON file, or a folder or archive of them, may be. */
export interface DocumentVariant extends Omit<TableVariant, 'recognise' | 'read'> {
  /** Whether one document, given alone, belongs to such a collection. */
  recognise(content: unknown): boolean;
  read(documents: {
    all: AsyncIterable<Document>;
    notes: ReadNotes;
  }): AsyncIterable<readonly Arrival[]>;
}
