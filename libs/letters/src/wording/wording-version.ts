import type { LetterKind } from '../rendering/letter-part';
import type { Wording } from './wording';

export type WordingStatus = 'draft' | 'published' | 'superseded' | 'discarded';

/** One version of the wording of a kind of letter. */
export interface WordingVersion {
  kind: LetterKind;
  /** 1 for the first of its kind that anybody wrote. */
  number: number;
  status: WordingStatus;
  /** Null: as shipped with the program. */
  wording: Wording | null;
  /** `officer:<id>` who wrote it last. */
  author: string;
  /** Instant, ISO 8601. */
  changedAt: string;
  publishedAt: string | null;
  publishedBy: string | null;
}

export interface WordingRow {
  kind: LetterKind;
  number: number;
  status: WordingStatus;
  revision: number;
  content: Wording | null;
  author: string;
  changed_at: string;
  published_at: string | null;
  published_by: string | null;
}

export const wordingColumns =
  'kind, number, status, revision, content, author, changed_at, published_at, published_by';

export const toWordingVersion = (row: WordingRow): WordingVersion => ({
  kind: row.kind,
  number: row.number,
  status: row.status,
  wording: row.content,
  author: row.author,
  changedAt: row.changed_at,
  publishedAt: row.published_at,
  publishedBy: row.published_by,
});

/**
 * Grows with every change to the wordings of a kind: who saves names the one they have read.
 * @param rows every version of one kind
 */
export const stateNumber = (rows: readonly Pick<WordingRow, 'revision' | 'status'>[]): number =>
  rows.reduce((sum, { revision, status }) => sum + revision + (status === 'draft' ? 0 : 1), 0);
