export { letterPlace, type NewLetter, type SealedLetter } from './ledger/new-letter';
export { type LetterStatus, letterStatuses } from './ledger/letter-status';
export { planLetters } from './ledger/plan-letters';
export { withdrawLetters } from './ledger/withdraw-letters';
export type { LetterKind, LetterPart } from './rendering/letter-part';
export { type LetterInput, type RenderedLetter, renderLetter } from './rendering/render-letter';
