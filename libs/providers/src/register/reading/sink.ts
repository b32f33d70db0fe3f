import type { ImportKind, ImportProblem } from '../import-result';
import type { SubjectName } from '../subjects';
import type { Speaks } from './arrival';
import type { ColumnNames } from './variant';

/** What is known of a file once its columns are. Can be sent from thread to thread. */
export interface RecognisedVariant {
  name: string;
  kind: ImportKind;
  title: string;
  speaks: Speaks;
  columns?: ColumnNames;
}

/** Takes in what a file tells while it is read. */
export interface ArrivalSink {
  /** Called once, before the first `copy`. */
  begin(variant: RecognisedVariant): Promise<void>;
  /**
   * Takes whole lines for COPY, as `copyLine` writes them. The reader waits for the promise before
   * it sends more than a few pieces ahead.
   */
  copy(subject: SubjectName, lines: Uint8Array): Promise<void>;
  progress(doneBytes: number, allBytes: number): void;
}

/** What is known of a file once all of it is read. */
export interface FileRead {
  variant: RecognisedVariant;
  /** SHA-256 of the bytes, in hex; of a folder: of its files' names and bytes in order of name. */
  sha256: string;
  bytes: number;
  /** Rows below the header that are not blank, or records. */
  rows: number;
  /** Rows of which something was set aside. */
  setAside: number;
  problems: ImportProblem[];
  /** The day the file says it was produced on, `YYYY-MM-DD`. */
  producedOn: string | null;
  /** The newest day its data speak of. */
  newestDay: string | null;
}
