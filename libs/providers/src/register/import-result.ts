import { Refused } from '@app/domain';

/** What `caseload import KIND` knows. */
export const importKinds = ['cqc', 'dspt', 'ods', 'line-by-line', 'bank-holidays'] as const;
export type ImportKind = (typeof importKinds)[number];

/** How many providers and sites an import made, changed, or found as they were. */
export interface RegisterCounts {
  providers: number;
  sites: number;
}

/** Something in the file that a person should look at. */
export interface ImportProblem {
  /** The row as a spreadsheet numbers it: the header is row 1. */
  row: number;
  /** The column's name in the file, or null when the whole row is meant. */
  column: string | null;
  code: string;
  message: string;
}

/** What an import did, in the shape that programs rely on. */
export interface ImportResult {
  kind: 'cqc';
  file: string;
  /** Rows below the header that are not blank. */
  rows: number;
  /** Rows taken in full: `rows` less `quarantined`. */
  read: number;
  created: RegisterCounts;
  updated: RegisterCounts;
  unchanged: RegisterCounts;
  /** Rows of which something, or everything, was set aside; `problems` says what. */
  quarantined: number;
  /** Why the whole file was refused and nothing was changed, or null. */
  refused: { code: string; message: string } | null;
  problems: ImportProblem[];
}

/** The whole file cannot be taken; nothing was changed. */
export class FileRefused extends Refused {}

export const nothing = (): RegisterCounts => ({ providers: 0, sites: 0 });
