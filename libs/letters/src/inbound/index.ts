export {
  type AnsweredLetter,
  casesWrittenTo,
  countOfDay,
  lastLetterTo,
  lettersById,
  markBounced,
} from './answered-letters';
export { type Fetched, FetchMail } from './fetching/fetch-mail';
export type { InboundHalt } from './fetching/mailbox-place';
export {
  type AttachmentView,
  Inbox,
  type InboundMessage,
  type InboundSummary,
  noSuchMessage,
  type RankedGuess,
} from './inbox';
export type {
  Classification,
  DeliveryCause,
  Keyword,
  MailKind,
  Reader,
} from './reading/classification';
export { classify } from './reading/classify';
export { namesHome } from './reading/home-names';
export type { Known, KnownCase, KnownLetter, Thread } from './reading/known';
export { type Mailbox, type ReadMessage, usualLimits } from './reading/mail-message';
export { readMessage } from './reading/read-message';
export { threadOf } from './reading/thread-of';
export { type Traces, tracesOf } from './reading/traces';
export { readReplyAddress, signedReplyAddress } from './reply-address';
export {
  fileMessage,
  type MessageStatus,
  messageStatuses,
  settleMessage,
} from './storing/settle-message';
export { storeArrivals } from './storing/store-arrivals';
export {
  openArrival,
  putOffArrival,
  type StoredArrival,
  takeArrival,
} from './storing/take-arrival';
