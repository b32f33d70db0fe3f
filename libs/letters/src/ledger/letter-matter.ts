import type { LetterKind, LetterPart } from '../rendering/letter-part';

/** All that writing one matter of a letter needs, whenever the letter is written again. */
export interface MatterWords {
  part: LetterPart;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
  /** Name of whoever it is for; null when it is not known. */
  recipientName: string | null;
  /** What the link to its answer page ends in; null when it has none. */
  token: string | null;
  /** Of one sent by hand: the person it is about, by ref; null when it is about nobody. */
  person?: string | null;
}

/** One matter of a letter: a rung that fell due, or what somebody asked to be written. */
export interface Matter {
  caseId: string;
  /** `provider`, or `person:<ref>`. */
  recipient: string;
  kind: LetterKind;
  /** The rung it is for; null when a person asked for it. */
  followUpId: string | null;
  words: MatterWords;
}

/** Where the words of a matter lie: one copied to another letter or place does not open. */
export const matterPlace = (letterId: string, seq: number): string =>
  `letter-part:${letterId}:${seq}`;
