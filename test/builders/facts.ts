import { type CallMatter, type CallOutcome, type Fact, readFact } from '@app/domain';

/** A fact as people and programs send it. */
export type GivenFact = Record<string, unknown>;

export const caseOpened = (on: string): GivenFact => ({ type: 'case-opened', on });
export const agreed = (on: string): GivenFact => ({ type: 'agreed', on });
export const contactId = (on: string): GivenFact => ({ type: 'contact-id-confirmed', on });
export const requested = (on: string, channel: 'post' | 'email' = 'post'): GivenFact => ({
  type: 'otp-requested',
  on,
  channel,
});
export const issued = (on: string): GivenFact => ({ type: 'otp-issued', on });
export const received = (on: string): GivenFact => ({ type: 'otp-received', on });
export const used = (at: string): GivenFact => ({ type: 'otp-used', at });
export const submitted = (at: string): GivenFact => ({ type: 'submitted', at });
export const replied = (at: string, outcome = 'accepted'): GivenFact => ({
  type: 'nhsmail-replied',
  at,
  outcome,
});
export const declined = (on: string): GivenFact => ({ type: 'declined', on });
export const odsCode = (on: string, code = 'VLX1A'): GivenFact => ({
  type: 'ods-code-confirmed',
  on,
  code,
});
export const nhsmailChecked = (on: string, found: 'none' | 'accounts' = 'none'): GivenFact => ({
  type: 'nhsmail-checked',
  on,
  found,
});
export const published = (
  on: string,
  level = 'met',
  edition = '25/26',
  coverage: 'own' | 'inherited' = 'own',
): GivenFact => ({ type: 'dspt-published', on, level, edition, coverage });
export const named = (on: string, person: string, more: GivenFact = {}): GivenFact => ({
  type: 'person-added',
  on,
  person,
  ...more,
});
export const prepared = (on: string): GivenFact => ({ type: 'preparation-complete', on });

/** Something that happened on a day to one person. */
const toPerson = (type: string) => (on: string, person: string) => ({ type, on, person });

export const removed = toPerson('person-removed');
export const created = toPerson('account-created');
export const activated = toPerson('account-activated');
export const openedMailbox = toPerson('mailbox-opened');
export const leaving = toPerson('leaver-marked');
export const joined = toPerson('joiner-confirmed');
export const disabled = toPerson('account-disabled');
export const enabledAgain = toPerson('account-re-enabled');

export const ticketRaised = (at: string, reference: string): GivenFact => ({
  type: 'ticket-raised',
  at,
  reference,
});
export const ticketAnswered = (at: string, reference: string): GivenFact => ({
  type: 'ticket-answered',
  at,
  reference,
});
export const asked = (at: string, about = 'the staff list'): GivenFact => ({
  type: 'provider-asked',
  at,
  about,
});
export const called = (
  at: string,
  outcome: CallOutcome,
  about: CallMatter,
  again?: string,
): GivenFact => ({ type: 'call-made', at, outcome, about, ...(again && { again }) });
export const answered = (at: string): GivenFact => ({ type: 'provider-replied', at });
export const paused = (at: string, reason = 'the manager is away'): GivenFact => ({
  type: 'paused',
  at,
  reason,
});
export const resumed = (at: string): GivenFact => ({ type: 'resumed', at });
export const parked = (at: string, until: string, reason = 'moving house'): GivenFact => ({
  type: 'parked',
  at,
  until,
  reason,
});
export const stallNoted = (at: string, stall: string): GivenFact => ({
  type: 'stall-noted',
  at,
  stall,
});
export const stallCleared = (at: string, stall: string): GivenFact => ({
  type: 'stall-cleared',
  at,
  stall,
});
export const deregistered = (on: string): GivenFact => ({ type: 'site-deregistered', on });
export const dormant = (on: string): GivenFact => ({ type: 'site-dormant', on });
export const siteReopened = (on: string): GivenFact => ({ type: 'site-reopened', on });
export const optedOut = (at: string): GivenFact => ({ type: 'opted-out', at });
export const optedIn = (at: string): GivenFact => ({ type: 'opted-in', at });
export const personOptedOut = (at: string, person: string): GivenFact => ({
  type: 'person-opted-out',
  at,
  person,
});
export const personOptedIn = (at: string, person: string): GivenFact => ({
  type: 'person-opted-in',
  at,
  person,
});
export const note = (at: string, text = 'Rang them.'): GivenFact => ({
  type: 'note-added',
  at,
  text,
});
export const handedOver = (at: string, officer: string): GivenFact => ({
  type: 'handed-over',
  at,
  officer,
});
export const closed = (at: string, reason = 'declined'): GivenFact => ({
  type: 'closed',
  at,
  reason,
});
export const reopened = (at: string): GivenFact => ({ type: 'reopened', at });
/** Names the fact by its id, or in a simulation by its place in the list, from 0. */
export const retracted = (at: string, fact: string | number): GivenFact => ({
  type: 'retracted',
  at,
  fact,
});

/** The facts as a case holds them, in this order, with the ids `fact-0`, `fact-1` and so on. */
export const factsOf = (...given: GivenFact[]): Fact[] =>
  given.map((fact, n) => readFact(fact, `fact-${n}`));
