import type { ImportKind } from '../register/import-result';
import type { Answer, Question } from './asking/ask';
import type { ReadingStore } from './reading-store';

/** What a reading brought: a file or folder of one of the import kinds. */
export interface Download {
  kind: ImportKind;
  /** What people will see it called. */
  fileName: string;
  /** The London day its data speak of, `YYYY-MM-DD`; null when the file itself tells. */
  asOf: string | null;
  /** Writes it into a folder of its own. @returns the path of the file or folder to import */
  write(folder: string): Promise<string>;
}

/** One reading of a service at work. */
export interface Reading {
  /** What is kept between readings, and while one is under way. */
  store: ReadingStore;
  /** @throws ServiceFailed when it is given up for this time */
  ask(question: Omit<Question, 'signal'>): Promise<Answer>;
  /** ISO 8601 instant: when this reading began. */
  startedAt: string;
}

/** A register that can be read over the network. */
export interface LiveService {
  /** Never changes: it names the rows that are kept of it. */
  name: 'cqc' | 'ods' | 'dspt' | 'bank-holidays';
  /** For people, within a sentence: “the CQC register”. */
  title: string;
  /**
   * Reads what is new since the last reading, going on where one broke off.
   * @returns what is to be imported, and what is to be remembered once it is; null when nothing is new
   * @throws ServiceFailed the message says why, in words for the officer
   */
  read(reading: Reading): Promise<{ download: Download | null; cursor: unknown }>;
}
