import type { DeliveryCause, Keyword, MailKind } from '@app/letters';
import type { LetterName } from './invented-town';

/** What a message truly is: written down with it, before any program has read it. */
export interface Label {
  kind: MailKind;
  keyword?: Keyword;
  /** First day back, `YYYY-MM-DD`; null: not stated. */
  returnOn?: string | null;
  /** The address that failed. */
  failed?: string;
  permanent?: boolean;
  cause?: DeliveryCause;
  /** What the sender wrote now, exactly. */
  newest?: string;
  /** The letter it belongs to, a case, or the tray. */
  thread?: LetterName | `case-${string}` | 'tray';
  /** The case that should be the first guess in the tray. */
  firstGuess?: string;
}

export interface Labelled {
  /** Tells what it is: "Outlook for Windows, plain, answers on top". */
  name: string;
  raw: Buffer;
  label: Label;
}

/** The moment every message of the corpus came in: a Saturday. */
export const receivedAt = '2026-11-21T10:00:00Z';
