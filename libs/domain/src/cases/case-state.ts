import type { CallMatter, CallOutcome } from '../calls/matters';
import type { DsptLevel } from '../facts/fact-types';
import type { StallCode } from '../stalls/stall-codes';

/** A fact that started something, and the Europe/London day it happened. */
export interface DayStart {
  fact: string;
  on: string;
}

/** Why a passcode no longer counts. */
export type Retirement = 'replaced' | 'not-needed' | 'submitted' | 'closed';

/** A one-time passcode: asked for, on its way, in hand, used or dead. Never its value. */
export interface Passcode {
  /** Id of the `otp-requested` fact: the identity of the code. */
  requestFact: string;
  requestedOn: string;
  channel: 'post' | 'email';
  /** The date printed on the letter; null while unknown, then the request date stands in. */
  issuedOn: string | null;
  receivedOn: string | null;
  /** Another day it is said to have been issued, or to have arrived, that has not been retracted. */
  alsoIssuedOn?: string;
  alsoReceivedOn?: string;
  usedAt: string | null;
  retired: Retirement | null;
  /** The first instant it was dead, once that has been recorded. */
  expiredAt: string | null;
}

export interface Submission {
  /** Id of the `submitted` fact. */
  fact: string;
  at: string;
  reply: { at: string; outcome: string } | null;
  /** The moment the 48 hours passed without a reply, once that has been recorded. */
  breachedAt: string | null;
  /** The case was closed before the reply (and perhaps reopened since): the wait is over. */
  abandoned: boolean;
}

/** Someone named for an account. Values are as given; in the database they are kept sealed. */
export interface NamedPerson {
  person: string;
  mobile: string | null;
  email: string | null;
  /** `owner`, `administrator`, `member`, or the home's own word. */
  role: string | null;
  /** What they do at the home, in its own words: "deputy manager". */
  job: string | null;
  addedOn: string;
  /** When they were named last: a removal before that is undone. */
  lastAddedOn: string;
  removedOn: string | null;
}

/** Facts that tell of somebody's account. */
export type AccountFact =
  | 'person-added'
  | 'account-created'
  | 'account-activated'
  | 'mailbox-opened'
  | 'person-removed'
  | 'leaver-marked'
  | 'joiner-confirmed'
  | 'account-disabled'
  | 'account-re-enabled';

/** Something told of an account, with the Europe/London day it happened. */
export interface AccountEvent extends DayStart {
  type: AccountFact;
}

/** The NHSmail account of one person, as far as it has been reported. */
export interface Account {
  person: string;
  /** All that is known of it, as it happened; of one day in the order it was recorded. */
  happened: readonly AccountEvent[];
  /** The newest creation. */
  created: DayStart | null;
  /** The creation nobody has followed up: neither activated nor taken off since. */
  awaited: DayStart | null;
  /** The newest activation, of the newest account. */
  activated: DayStart | null;
  /** Days the person is known to have opened the shared mailbox: the first, and the newest. */
  firstOpenedOn: string | null;
  lastOpenedOn: string | null;
  /** What inactivity counts from; null when nothing does. */
  activity: DayStart | null;
  removedOn: string | null;
  leaver: DayStart | null;
  joinedElsewhereOn: string | null;
  /** Marked as a leaver, and given no new account since. */
  isLeaving: boolean;
  /** Switched off, and not on again. */
  disabled: DayStart | null;
  /** Switched off while the person is among those of the site. */
  longLeave: DayStart | null;
}

/** One DSPT publication that counts for the site, its own or its headquarters'. */
export interface DsptPublication {
  fact: string;
  on: string;
  level: DsptLevel;
  /** `25/26`. */
  edition: string;
  coverage: 'own' | 'inherited';
  /** The first instant it had lapsed, once that has been recorded. */
  expiredAt: string | null;
}

export interface Ticket {
  reference: string;
  fact: string;
  at: string;
  answeredAt: string | null;
}

/** The newest thing the provider was asked. */
export interface Question {
  fact: string;
  at: string;
  about: string;
  /** When a reply or an opt-out ended the wait. */
  endedAt: string | null;
}

/** Whether a person wants letters, and since when. */
export interface PersonWish {
  person: string;
  optedOut: boolean;
  at: string;
}

/** From (included) to (excluded); `to` is null while it lasts. ISO 8601 UTC. */
export interface Interval {
  from: string;
  to: string | null;
  reason: string;
}

/** What the register says of a site from a day on, Europe/London. */
export interface SiteChange {
  status: 'registered' | 'dormant' | 'deregistered';
  on: string;
}

/** Put aside until a day. `until` is null when the rule that parked it sets the day. */
export interface Parking {
  at: string;
  until: string | null;
  reason: string;
}

/** The newest call about one matter of a case. */
export interface StandingCall {
  about: CallMatter;
  /** When it was made, ISO 8601 UTC. */
  at: string;
  outcome: CallOutcome;
  /** The Europe/London day on which the matter comes up again; null when none was set. */
  again: string | null;
  /** How many voicemails in a row have been left about it, this one among them. */
  voicemails: number;
}

/** What the facts say of a case, taken together. Everything else is computed from this. */
export interface CaseState {
  openedOn: string | null;
  officer: string | null;
  agreedOn: string | null;
  declinedOn: string | null;
  /** `postcode`: whether ODS shows CQC's postcode for it; null while nobody has compared them. */
  odsCode: { code: string; on: string; postcode: 'agrees' | 'differs' | null } | null;
  /** What the newest look for NHSmail accounts the site may have already found. */
  nhsmailCheck: { found: 'none' | 'accounts'; on: string } | null;
  /** In the order they were published; of one day, in the order they were recorded. */
  dspt: readonly DsptPublication[];
  contactIdConfirmedOn: string | null;
  /** In the order they were requested; of one day, in the order they were recorded. */
  passcodes: readonly Passcode[];
  /** In the order they were first named. */
  people: readonly NamedPerson[];
  preparedOn: string | null;
  /** The newest submission. */
  submission: Submission | null;
  accounts: readonly Account[];
  tickets: readonly Ticket[];
  question: Question | null;
  lastRepliedAt: string | null;
  lastOptedOutAt: string | null;
  /** The newest wish of the provider about letters, and since when. */
  optedOut: boolean;
  optedAt: string | null;
  /** The newest wish about letters of each person who has spoken of them. */
  wishes: readonly PersonWish[];
  pauses: readonly Interval[];
  /** While the site gave no service: only the provider's silence is not counted then. */
  dormancies: readonly Interval[];
  site: { status: SiteChange['status']; on: string | null };
  /** As they happened; of one day in the order they were recorded. */
  siteChanges: readonly SiteChange[];
  parked: Parking | null;
  /** Stall reasons an officer chose, with the moment. */
  notedStalls: readonly { stall: StallCode; at: string }[];
  /** The newest call about each matter since the case was opened, or opened again. */
  calls: readonly StandingCall[];
  closed: { at: string; reason: string } | null;
  /** Facts whose clocks a closing ended: reopening does not bring them back. */
  endedStarts: readonly string[];
}

export const newCase: CaseState = {
  openedOn: null,
  officer: null,
  agreedOn: null,
  declinedOn: null,
  odsCode: null,
  nhsmailCheck: null,
  dspt: [],
  contactIdConfirmedOn: null,
  passcodes: [],
  people: [],
  preparedOn: null,
  submission: null,
  accounts: [],
  tickets: [],
  question: null,
  lastRepliedAt: null,
  lastOptedOutAt: null,
  optedOut: false,
  optedAt: null,
  wishes: [],
  pauses: [],
  dormancies: [],
  site: { status: 'registered', on: null },
  siteChanges: [],
  parked: null,
  notedStalls: [],
  calls: [],
  closed: null,
  endedStarts: [],
};

/** The passcode being waited for or to be used; null when there is none, or it is spent or retired. */
export function livePasscode(state: CaseState): Passcode | null {
  const code = state.passcodes.findLast((c) => c.retired === null);
  return code && code.usedAt === null ? code : null;
}

/**
 * The newest code that had been requested by this day: the one a letter or a use on that day is
 * about. A retired code is found too: old letters do arrive late.
 */
export function passcodeAsOf(state: CaseState, day: string): Passcode | null {
  return state.passcodes.findLast((c) => c.requestedOn <= day) ?? null;
}

/** The day the validity of a code counts from, and whether the true one is still unknown. */
export function validityAnchor(code: Passcode): { day: string; provisional: boolean } {
  return { day: code.issuedOn ?? code.requestedOn, provisional: code.issuedOn === null };
}

/** People named and not taken off again. */
export function presentPeople(state: CaseState): NamedPerson[] {
  return state.people.filter((p) => p.removedOn === null);
}

/** What is known of the account of a person, or null when nobody has spoken of them. */
export function accountOf(state: CaseState, person: string | undefined): Account | null {
  return state.accounts.find((a) => a.person === person) ?? null;
}

/** The DSPT publication that counts on a day (the newest published by then); null when none. */
export function standingDspt(state: CaseState, day = '9999-12-31'): DsptPublication | null {
  return state.dspt.findLast((p) => p.on <= day) ?? null;
}

/** The pause that still lasts, or null. */
export function openPause(state: CaseState): Interval | null {
  return state.pauses.find((p) => p.to === null) ?? null;
}

/** Whether NHSmail owes a reply. */
export function awaitsReply({ submission }: CaseState): boolean {
  return submission !== null && submission.reply === null && !submission.abandoned;
}
