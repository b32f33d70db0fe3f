import type { CaseOutcome } from './what-changes';

/** How far a bulk action is. */
export const bulkStates = [
  'choosing',
  'previewing',
  'previewed',
  'working',
  'done',
  'undoing',
  'undone',
] as const;

export type BulkState = (typeof bulkStates)[number];

/** What a worker has to do with each row, by the state of the action; null when nothing is under way. */
export const todoIn: Readonly<Record<BulkState, BulkTodo | null>> = {
  choosing: null,
  previewing: 'preview',
  previewed: null,
  working: 'carry-out',
  done: null,
  undoing: 'undo',
  undone: null,
};

/** Where each of these ends when no row waits any more. */
export const stateAfter: Readonly<Record<BulkTodo, BulkState>> = {
  preview: 'previewed',
  'carry-out': 'done',
  undo: 'undone',
};

export type BulkTodo = 'preview' | 'carry-out' | 'undo';

/** `allowed` it would be done; `already` it is so; `refused` a rule says no; `failed` trouble of ours. */
export const verdicts = ['allowed', 'already', 'refused', 'failed'] as const;
export type Verdict = (typeof verdicts)[number];

/** `skipped`: the case changed since the preview, or it would come to something else. */
export const results = ['done', 'already', 'refused', 'skipped', 'failed'] as const;
export type Result = (typeof results)[number];

/** `left`: it stays as it is, since it was changed, or has left the building. */
export const undoings = ['undone', 'left', 'failed'] as const;
export type Undoing = (typeof undoings)[number];

/** One case, or one site without a case, of a bulk action, as it is worked on. */
export interface BulkRow {
  bulkId: string;
  /** From 1, in the order they were chosen. */
  n: number;
  locationId: string;
  /** Null for a site without a case, until one is opened. */
  caseId: string | null;
  todo: BulkTodo | null;
  /** Of the case as the preview saw it. */
  version: number | null;
  verdict: Verdict | null;
  /** Why it is not allowed. */
  why: string | null;
  outcome: CaseOutcome | null;
  result: Result | null;
  resultWhy: string | null;
  /** Ids of what was recorded, and of the letters that were written. */
  facts: string[];
  letters: string[];
  versionAfter: number | null;
  undo: Undoing | null;
  undoWhy: string | null;
}

/** The row as it is read: prefix of the table `r`. */
export const rowColumns = `r.bulk_id AS "bulkId", r.n, r.location_id AS "locationId",
  r.case_id AS "caseId", r.todo, r.version, r.verdict, r.why, r.outcome, r.result,
  r.result_why AS "resultWhy", r.facts, r.letters, r.version_after AS "versionAfter", r.undo,
  r.undo_why AS "undoWhy"`;
