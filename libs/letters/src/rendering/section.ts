/** A run of words, some of them in bold. */
export type Words = readonly (string | { bold: string })[];

/**
 * Why somebody is written to: their home is signing up, or has NHSmail, or an account was made in
 * their own name.
 */
export type Cause = 'signing-up' | 'has-nhsmail' | 'own-account';

/** What one part of a letter says, before it is laid out as text or HTML. */
export interface Section {
  /** Subject of a letter with this part alone. It is kept in the clear, so it names nobody. */
  subject: string;
  heading: string;
  /** What the reader has to know first. */
  news: readonly Words[];
  /** The one thing to do. */
  action: Words;
  /** What else may help, after the thing to do. */
  more: readonly Words[];
  cause: Cause;
}

export const bold = (text: string): { bold: string } => ({ bold: text });
