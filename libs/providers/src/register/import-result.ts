import { Refused } from '@app/domain';

/** What `caseload import KIND` knows. */
export const importKinds = ['cqc', 'dspt', 'ods', 'line-by-line', 'bank-holidays'] as const;
export type ImportKind = (typeof importKinds)[number];

/**
 * How many records an import made, changed, or found as they were: providers and sites, and
 * whatever else the kind of file tells of, by the name its subject is counted under.
 */
export interface RegisterCounts {
  providers: number;
  sites: number;
  [counted: string]: number;
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

/** A record that the last file of the same sort told of and this one does not. */
export interface GoneRecord {
  subject: string;
  key: string;
  name: string | null;
}

/** What an import did, in the shape that programs rely on. */
export interface ImportResult {
  /** `any` when the kind was to be found out, and was not. */
  kind: ImportKind | 'any';
  file: string;
  /** Which of the kind's files it was: `cqc-latest-ratings`; absent when it was not recognised. */
  variant?: string;
  /** The day its data speak of, `YYYY-MM-DD`. */
  asOf?: string;
  /** The import it is listed as; null for a dry run or a refused file. */
  importId?: string | null;
  /** Rows below the header that are not blank. */
  rows: number;
  /** Rows taken in full: `rows` less those of which something was set aside. */
  read: number;
  created: RegisterCounts;
  updated: RegisterCounts;
  unchanged: RegisterCounts;
  /** Rows of which something, or everything, was set aside; `problems` says what. */
  quarantined: number;
  /** Values left as they are because a file of a later day said so; absent when there are none. */
  older?: number;
  /** Corrections by a person that this file contradicts anew; absent when there are none. */
  asked?: number;
  /** Set when the file holds fewer than 80% of what the last one held. */
  fewer?: { now: number; before: number; file: string };
  /** Of a dry run: SHA-256 of every change it would make; an import may be held to it. */
  digest?: string;
  /** What the last file of this sort told of and this one does not: up to 200 by name. */
  gone?: { count: number; first: GoneRecord[] };
  /** Why the whole file was refused and nothing was changed, or null. */
  refused: { code: string; message: string } | null;
  problems: ImportProblem[];
}

/** The whole file cannot be taken; nothing was changed. */
export class FileRefused extends Refused {}

export const nothing = (): RegisterCounts => ({ providers: 0, sites: 0 });
