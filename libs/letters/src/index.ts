export * from './inbound';
export { addressKey } from './correspondents/address-key';
export { addressStandings } from './correspondents/address-standings';
export {
  allSilences,
  countSilences,
  type LastingSilence,
  lastingSilences,
} from './correspondents/read-silences';
export {
  type HeardAgain,
  hearAgain,
  noteAway,
  type Silence,
  silenceAddress,
  type ToldHow,
} from './correspondents/silence-address';
export {
  eraseLetters,
  type OpenLetter,
  openLettersOfCases,
  replaceLetter,
} from './erasing/erase-letters';
export {
  eraseMessages,
  type OpenMessage,
  openMessagesOfCases,
  replaceMessage,
} from './erasing/erase-messages';
export type { CircuitState } from './lane/circuit';
export { tryCircuitNow } from './lane/circuit';
export { type LaneSettings, MailLane, type Tally } from './lane/mail-lane';
export { lettersOfAddresses, lockAddresses } from './ledger/address-letters';
export { type AddressLetters, type Draft, Drafts } from './ledger/drafts';
export { type LetterMaking, letterMaking } from './ledger/letter-making';
export type { Matter, MatterWords } from './ledger/letter-matter';
export type { NewLetter, SealedLetter } from './ledger/new-letter';
export { type LetterStatus, letterStatuses } from './ledger/letter-status';
export { planLetters } from './ledger/plan-letters';
export { type LetterTrouble, letterTroubles } from './ledger/letter-trouble';
export { type Resolution, resolveUnknown } from './ledger/resolve-unknown';
export {
  markDealtWith,
  takeUntoldTroubles,
  tryNow,
  type UntoldTrouble,
} from './ledger/untold-troubles';
export { askedForKinds } from './ledger/withdraw-from-address';
export {
  type LetterToAsk,
  lettersToAskAgain,
  mattersToAsk,
  type MatterToAsk,
  takeOut,
} from './ledger/letters-to-ask-again';
export { markStale, markStaleByRegister } from './ledger/mark-stale';
export { renderDraft, type WrittenDraft } from './ledger/render-draft';
export { type Unwanted, withdrawEmptied, withdrawMatters } from './ledger/withdraw-matters';
export { waitingLetters } from './ledger/waiting-letters';
export { sentByHand } from './ledger/sent-by-hand';
export { withdrawByHand } from './ledger/withdraw-by-hand';
export { withdrawLetters } from './ledger/withdraw-letters';
export { type WithdrawnMatter, withdrawnMatters } from './ledger/withdrawn-matters';
export { writeDrafts } from './ledger/write-drafts';
export { LettersModule } from './letters.module';
export { type LinkPurpose, linkExpiry } from './links/link-purpose';
export {
  type AnswerLink,
  findLink,
  lockLink,
  type NewLink,
  storeLinks,
} from './links/link-store';
export { type LinksToRevoke, revokeLinks } from './links/revoke-links';
export { answerUrl, newToken } from './links/token';
export { LetterBook } from './reading/letter-book';
export {
  lettersNeedingSomebody,
  lettersPutOff,
  type MailHealth,
  readMailHealth,
  type TroubledLetter,
} from './reading/mail-desk';
export type {
  LetterOfCase,
  LetterPage,
  LetterSummary,
  MailHalt,
  OpenedLetter,
} from './reading/letter-view';
export type { AccountHolder, LetterKind, LetterPart } from './rendering/letter-part';
export type { LetterInput, LetterSection } from './rendering/letter-input';
export { type RenderedLetter, renderLetter } from './rendering/render-letter';
export type { AnyLetterKind } from './kinds/letter-kind';
export { isLetterKind, letterKind, letterKindNames } from './kinds/letter-kinds';
export { commonConditions, commonFields } from './kinds/common-fields';
export { defaultWording } from './wording/default-wording';
export { matterOfCase } from './wording/matter-of-case';
export { highestReadingAge, readingAge, readingGrade } from './wording/reading-age';
export { readWording, wordingSchema } from './wording/read-wording';
export { sampleLetter, samplesOf } from './wording/sample-letter';
export type { WordingVersion } from './wording/wording-version';
export { Wordings, type WordingState } from './wording/wordings.service';
export type { Wording, WordingInForce } from './wording/wording';
