import type { LetterKind } from '../rendering/letter-part';

/**
 * What one kind of letter says, as officers edit it: plain text with `((field))`,
 * `((condition??text))`, `((not condition??text))` and `**bold**`. Never compiled as code.
 */
export interface Wording {
  subject: string;
  heading: string;
  /** What the reader has to know first; a paragraph each. */
  news: readonly string[];
  /** The one thing to do. */
  action: string;
  /** Text of the link to the answer page; it says what following it does. */
  button: string;
  /** What else may help, after the thing to do; a paragraph each. */
  more: readonly string[];
}

/** The wording to write a kind of letter with: the published one, or the one shipped. */
export type WordingInForce = (kind: LetterKind) => Wording;
