export { AnswerDesk, type OpenedLink, type Taken } from './answers/answer-desk.service';
export { CaseLinks, type LinkOut } from './answers/case-links.service';
export { LinkAgain } from './answers/link-again.service';
export { type HomeOfLetter, StopDesk, type StopView } from './answers/stop-desk.service';
export type { ReadAnswer } from './answers/stored-answer';
export { type CaseAsKnown, CasesAsKnown } from './as-known/cases-as-known.service';
export * from './address-book/address-book.service';
export { CallsService, type GivenCall } from './calls/calls.service';
export { ChangeContact } from './address-book/change-contact.service';
export { readNotWrittenTo, type NotWrittenTo } from './address-book/not-written-to';
export { CorrespondenceDesk } from './correspondence/correspondence-desk.service';
export { TakeInMail } from './correspondence/take-in-mail.service';
export { type BulkActionInput, bulkLetterKinds } from './bulk/bulk-action';
export type { BulkHead } from './bulk/bulk-action.repository';
export * from './bulk/bulk-actions.service';
export { bulkQueue } from './bulk/bulk-bell';
export * from './bulk/bulk-reader.service';
export { bulkStates, results, undoings, verdicts } from './bulk/bulk-rows';
export { BulkWork } from './bulk/bulk-work.service';
export { whatUndoDoes } from './bulk/undo-on-case';
export type { CaseOutcome, DatedThing } from './bulk/what-changes';
export { Caseloads, type HandedOver } from './caseload/caseloads.service';
export type { CaseRow } from './case.repository';
export { AskAgainService } from './ask-again.service';
export * from './case-settings';
export * from './cases.module';
export * from './cases.service';
export * from './clock-settings';
export type { Confidential } from './letter-context';
export { FillWaits } from './fill-waits.service';
export * from './fire-due.service';
export { type Decider, MailTroubles } from './mail/mail-troubles.service';
export * from './open-case.service';
export type { OwnedKind } from './ownership/owned-kinds';
export * from './ownership/ownership.service';
export type { FormRow, FormStanding, FormView } from './people-form/form-view';
export * from './people-form/form-progress.service';
export type { FormTimes } from './people-form/people-draft';
export * from './people-form/people-form.service';
export { type OpenedForm, opensPeopleForm, PeopleFormDoor } from './people-form/people-form-door';
export * from './people-form/portal-details.service';
export type { Difference, RungCount } from './policy/backtest';
export * from './policy/backtest.service';
export * from './policy/draft-input';
export * from './policy/policies.service';
export * from './policy/policy-in-force';
export type { PolicyPreview, PreviewedCase } from './policy/policy-preview';
export type { PolicyVersion } from './policy/policy-version';
export type * from './policy/rung-change';
export { BankHolidays } from './registers/bank-holidays/bank-holidays.service';
export { CalendarPublication } from './registers/bank-holidays/calendar-publication';
export type { HolidayResult } from './registers/bank-holidays/holiday-result';
export { UndoBankHolidays } from './registers/bank-holidays/undo-bank-holidays.service';
export type { DueItem } from './privacy/due-item';
export * from './privacy/erase-person.service';
export * from './privacy/export-person.service';
export type { FoundPerson, WholePerson } from './privacy/find-person';
export * from './privacy/holds.service';
export * from './privacy/retention.service';
export * from './privacy/rights-requests.service';
export * from './record-fact.service';
export { ImportBell, importQueue } from './registers/import-bell';
export { DsptNews } from './registers/dspt-news.service';
export type { Home, HomeChange, HomeRecordInTime } from './registers/home';
export {
  type CaseOfRecord,
  type HomeLink,
  type LinkSearch,
  type LinkState,
  linkStates,
  type RecordOfHome,
} from './registers/home-link';
export * from './registers/home-links.service';
export type { EarlierCase, NeighbourCases } from './registers/neighbour-cases';
export { NewsReader } from './registers/news-reader.service';
export { RegisterNews } from './registers/register-news.service';
export { UndoImport } from './registers/undo-import.service';
export { TellDspt } from './registers/tell-dspt.service';
export { type AddressLedger, readAddressLedger } from './addressees';
export {
  type AheadMoment,
  type FiredAhead,
  lettersAhead,
  placeholderToken,
  readStoredCases,
  runAhead,
  type StoredCase,
} from './run-ahead';
export {
  type HandKind,
  handKinds,
  type LetterWish,
  longest as longestTexts,
  type PreparedKind,
  preparedKinds,
} from './send-letter/letter-wish';
export { keptBackBy } from './send-letter/kept-back';
export type { PreparedFrom } from './send-letter/prepared-from';
export { fittingKind } from './send-letter/prepared-part';
export { type ReminderNow, reminderName } from './send-letter/reminders-now';
export * from './send-letter/send-letter.service';
export * from './tasks.service';
export { DeliverWebhooks } from './webhooks/deliver-webhooks.service';
export { signatureHeaders } from './webhooks/signature';
export type { DeliveryRow, PausedWhy, Webhook } from './webhooks/webhook';
export { TellOfWebhooks } from './webhooks/tell-of-webhooks.service';
export { type KeptDeliveries, Webhooks } from './webhooks/webhooks.service';
