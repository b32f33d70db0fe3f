/** A run of words, some of them in bold. */
export type Words = readonly (string | { bold: string })[];

/**
 * Why somebody is written to: their home is on the register, is or was signing up, or has NHSmail, or
 * an account was made in their own name.
 */
export type Cause = 'invited' | 'signing-up' | 'was-signing-up' | 'has-nhsmail' | 'own-account';

/** A link whose text says what following it does. */
export interface LetterLink {
  text: string;
  url: string;
}

/** What one part of a letter says, before it is laid out as text or HTML. */
export interface Section {
  /** Subject of a letter with this part alone. It is kept in the clear, so it names nobody. */
  subject: string;
  heading: string;
  /** What the reader has to know first. */
  news: readonly Words[];
  /** The one thing to do. */
  action: Words;
  /** Where it can be done, or answered; null: only by reply. */
  button: LetterLink | null;
  /** The page is another way to answer, beside the reply that the action asks for. */
  buttonIsAnotherWay: boolean;
  /** What else may help, after the thing to do. */
  more: readonly Words[];
  cause: Cause;
}

/** Words as plain text. */
export const plain = (words: Words): string =>
  words.map((w) => (typeof w === 'string' ? w : w.bold)).join('');
