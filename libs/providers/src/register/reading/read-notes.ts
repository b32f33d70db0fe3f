import type { ImportProblem } from '../import-result';

/** Collects, while a file is read, what its result will say. */
export interface ReadNotes {
  /** Counts a row below the header that is not blank. */
  countRow(): void;
  /** Something a person should look at; the row is used as far as it can be. */
  note(problem: ImportProblem): void;
  /** Counts rows of which something, or everything, was set aside; a note says what. */
  countSetAside(rows?: number): void;
  /** The newest day the data themselves speak of, `YYYY-MM-DD`: counts when nothing better dates the file. */
  sawDay(day: string): void;
  /** The day the file says it was produced on. */
  producedOn(day: string): void;
}
