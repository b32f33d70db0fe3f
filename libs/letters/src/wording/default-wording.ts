import type { LetterKind } from '../rendering/letter-part';
import type { Wording, WordingInForce } from './wording';

const shipped: Partial<Record<LetterKind, Wording>> = {};

/** The wordings shipped with the program. */
export const defaultWording: WordingInForce = (kind) => {
  const wording = shipped[kind];
  if (!wording) throw new Error(`No wording is shipped for "${kind}"`);
  return wording;
};
