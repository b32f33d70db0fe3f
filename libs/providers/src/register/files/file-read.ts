import type { ImportKind, ImportProblem } from '../import-result';
import type { Speaks } from '../reading/arrival';
import type { ColumnNames } from '../reading/variant';
import type { SubjectName } from '../subjects';

/** A file to be read. */
export interface ReadRequest {
  /** What a person says it is; `any` takes it for whatever it is recognised as. */
  kind: ImportKind | 'any';
  /** Where the file, or the folder of JSON files, lies on this machine. */
  path: string;
  /** The name people know it by. */
  fileName: string;
  /** Ends the reading; `readInThread` then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** What a file was recognised as, before its rows are read. */
export interface RecognisedFile {
  /** Name of the variant: `cqc-latest-ratings`. */
  variant: string;
  kind: ImportKind;
  /** For people: “CQC ‘Latest ratings’ file”. */
  title: string;
  /** What the columns of the COPY text are made from: see `copyColumns`. */
  speaks: Speaks;
  /** Under which of its names a value stands in the file. */
  names?: ColumnNames;
  /** It may hold any part of the register: fewer rows than last time mean nothing. */
  partial?: true;
  /** Of the bytes, in hex; of a folder, over the names and contents of its files. */
  sha256: string;
  bytes: number;
}

/**
 * Takes what the thread reads. Nothing is handed over while an earlier call is unanswered, and what
 * one throws ends the reading: `readInThread` rejects with it.
 */
export interface ReadSink {
  /** Called once, before the first chunk. */
  begin(file: RecognisedFile): Promise<void>;
  /** Whole lines of PostgreSQL's text format of COPY, with the columns of `copyColumns`. */
  copy(subject: SubjectName, text: Buffer): Promise<void>;
  /** How many bytes have been read of how many: of what is packed when the file is packed. */
  progress?(doneBytes: number, allBytes: number): void;
}

/** What is known of a file when it has been read to its end. */
export interface FileRead extends RecognisedFile {
  /** Rows below the header that are not blank; of JSON, records. */
  rows: number;
  /** Rows of which something, or everything, was set aside. */
  setAside: number;
  /** What a person should look at, in the order of rows; the first thousand. */
  problems: ImportProblem[];
  /** How many more problems there are than are listed. */
  unlisted: number;
  /** The day the file says it was produced on, `YYYY-MM-DD`, or null. */
  producedOn: string | null;
  /** The newest day that the data themselves speak of, `YYYY-MM-DD`, or null. */
  newestDay: string | null;
}
