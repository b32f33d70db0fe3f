import type { WordingInForce } from '../wording/wording';
import type { LetterPart } from './letter-part';

/** One matter of a letter, with whose home it is about and who looks after that home. */
export interface LetterSection {
  part: LetterPart;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
  /** Page where the reader can answer this matter; null: only by reply. */
  answerUrl: string | null;
}

export interface LetterInput {
  /** One or more, in the order they are to be read; those of one home stand together. */
  sections: readonly LetterSection[];
  /** Null when nobody is named: the letter greets the manager, or an account holder as such. */
  recipientName: string | null;
  /** The Europe/London day the letter is written, `YYYY-MM-DD`; days left are counted from it. */
  day: string;
  /** Page where the reader can stop these letters; null: only by reply. */
  stopUrl: string | null;
  /** Who writes, within a sentence: the name of the association, or "the care association". */
  association: string;
  wording: WordingInForce;
}
