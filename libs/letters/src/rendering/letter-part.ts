/** Day 5: the passcode is in the post. */
export interface OtpOnItsWay {
  kind: 'otp-on-its-way';
  /** Day the passcode was asked for, `YYYY-MM-DD`. */
  requestedOn: string;
  /** Last day the post is expected to take, `YYYY-MM-DD`. */
  arriveBy: string;
}

/** Until when a passcode can be used, as a letter says it. */
interface UseBy {
  /** Last day the passcode works, to its end, `YYYY-MM-DD`. */
  useBy: string;
  /** The date of issue is not known, so the days were counted from the request. */
  provisional: boolean;
}

/** Day 7: has the passcode come? */
export interface OtpArrived extends UseBy {
  kind: 'otp-arrived';
  requestedOn: string;
  /** Days from the request to the day of the letter. */
  dayCount: number;
}

/** Days 14, 21 and 26: the passcode will end. */
export interface OtpExpiring extends UseBy {
  kind: 'otp-expiring';
  channel: 'post' | 'email';
  /** Days from the day of the letter to the last day; 0 on the last day itself. */
  daysLeft: number;
  /** No other letter comes before the passcode ends. */
  last: boolean;
  /** They are known to have it. */
  received: boolean;
}

/** The application has gone to NHSmail. */
export interface Submitted {
  kind: 'submitted';
  /** Instant, ISO 8601. */
  submittedAt: string;
  /** Instant by which NHSmail should have replied, ISO 8601. */
  replyBy: string;
}

/** To the account holder, days 3, 10, 20 and 27: log in for the first time. */
export interface Activate {
  kind: 'activate';
  /** Day the account was made, `YYYY-MM-DD`. */
  createdOn: string;
  /** The day it goes inactive when nobody has logged in, `YYYY-MM-DD`. */
  inactiveOn: string;
  /** No other letter comes before that day. */
  last: boolean;
}

/** Somebody with an account, as a letter to the home speaks of them. */
export interface AccountHolder {
  /** Null when the name is not held any more. */
  name: string | null;
  /** Day the matter began for them, `YYYY-MM-DD`. */
  since: string;
  /** Day it ends for them, `YYYY-MM-DD`. */
  until: string;
}

/** Nobody has reported these people opening the mailbox; `until` is the day they go inactive. */
export interface KeepAlive {
  kind: 'keep-alive';
  /** Days without use after which an account goes inactive. */
  days: number;
  people: readonly AccountHolder[];
}

/** Somebody is marked as a leaver; `until` is the day the account is deleted. */
export interface Leaver extends AccountHolder {
  kind: 'leaver';
}

/** Accounts switched off for long leave; `until` is the last day they can stay off. */
export interface LongLeave {
  kind: 'long-leave';
  /** The longest an account may stay off. */
  months: number;
  people: readonly AccountHolder[];
}

/** The DSPT standing of the home ends. */
export interface DsptExpiring {
  kind: 'dspt-expiring';
  /** `25/26`. */
  edition: string;
  /** Last day it counts, to its end, `YYYY-MM-DD`. */
  validTo: string;
  daysLeft: number;
  last: boolean;
  /** Published at Approaching Standards: the next must reach Standards Met. */
  approaching: boolean;
  /** The head office publishes for this home. */
  inherited: boolean;
  /** The form has gone to NHSmail, so the standing does not hold it up any more. */
  applied: boolean;
}

/** The provider has not answered a question. */
export interface Reminder {
  kind: 'reminder';
  /** What was asked about, in the officer's words. */
  about: string;
  /** Day it was asked, `YYYY-MM-DD`. */
  askedOn: string;
  /** No other letter comes before the officer rings. */
  last: boolean;
  /** The home has NHSmail already. */
  hasNhsmail: boolean;
}

/** The first letter to a home. */
export interface Invitation {
  kind: 'invitation';
}

/** Whether the home can apply. */
export interface Eligibility {
  kind: 'eligibility';
  result: 'can-apply' | 'not-yet' | 'has-it-already' | 'cannot';
  /** Sentences that say what is in the way; none when it can apply. */
  reasons: readonly string[];
}

/** The DSPT of the home does not let it apply. */
export interface DsptNeeded {
  kind: 'dspt-needed';
  standing: 'none' | 'too-low' | 'ended';
  /** `24/25`; null when none was ever published. */
  edition: string | null;
  /** Last day it counted, `YYYY-MM-DD`; null unless it ended. */
  endedOn: string | null;
  /** The last one was at Approaching Standards, so the next must be Standards Met. */
  wasApproaching: boolean;
  /** The head office publishes for this home. */
  inherited: boolean;
}

/** What to gather for the application; its page is the form for the people. */
export interface Gather {
  kind: 'gather';
}

/** Some of the details given will not do. */
export interface FixDetails {
  kind: 'fix-details';
  /** A sentence for each thing to put right; at least one. */
  details: readonly string[];
}

/** The privacy notice to somebody whose details a home has given. */
export interface YourDetails {
  kind: 'your-details';
  /** `owner`, `administrator`, `member` or the home's own word; null when none was given. */
  role: string | null;
  /** Days after which address and mobile number are erased: after going live, after another end. */
  contactDaysAfterLive: number;
  contactDaysAfterClose: number;
  /** Months after which name and role are erased. */
  nameMonths: number;
}

/** Nothing is missing: the form can be sent. */
export interface Ready {
  kind: 'ready';
  /** Last day their passcode works, `YYYY-MM-DD`; null when they prove it otherwise. */
  passcodeUseBy: string | null;
  /** Last day the DSPT counts, `YYYY-MM-DD`; null while it is not known. */
  dsptUntil: string | null;
}

/** The home is on NHSmail. */
export interface Live {
  kind: 'live';
  /** Address of the shared mailbox; null while it is not known. */
  mailbox: string | null;
}

/** Somebody new needs an account. */
export interface Joiner {
  kind: 'joiner';
  name: string | null;
  /** They have an NHSmail account from another job. */
  hasAccount: boolean;
}

/** The shared mailbox needs a new owner. */
export interface OwnerChange {
  kind: 'owner-change';
  /** The owner who goes; null when the name is not held. */
  name: string | null;
  /** It is the home that has a new owner. */
  homeChangesHands: boolean;
}

/** The case is put aside. */
export interface Parked {
  kind: 'parked';
  /** Day it is looked at again, `YYYY-MM-DD`. */
  until: string;
  /** Because nobody answered. */
  noAnswer: boolean;
  hasNhsmail: boolean;
}

/** The case is closed. */
export interface Closed {
  kind: 'closed';
  hasNhsmail: boolean;
}

/** A question of the officer. */
export interface Ask {
  kind: 'ask';
  /** What is asked about, in the officer's words. */
  about: string;
  hasNhsmail: boolean;
}

/** A letter in the officer's own words. */
export interface Free {
  kind: 'free';
  title: string;
  /** Each line becomes a paragraph. */
  text: string;
  hasNhsmail: boolean;
}

/** A new link to a page, asked for by the reader. */
export interface Link {
  kind: 'link';
  /** Last day it works, `YYYY-MM-DD`. */
  worksUntil: string;
  /** It goes to an account holder, not to the home. */
  ownAccount: boolean;
  hasNhsmail: boolean;
}

/** One matter of a letter: plain values, put into words in Europe/London time here. */
export type LetterPart =
  | Invitation
  | Eligibility
  | DsptNeeded
  | Gather
  | FixDetails
  | YourDetails
  | OtpOnItsWay
  | OtpArrived
  | OtpExpiring
  | Ready
  | Submitted
  | Activate
  | Live
  | KeepAlive
  | Joiner
  | Leaver
  | OwnerChange
  | LongLeave
  | DsptExpiring
  | Reminder
  | Parked
  | Closed
  | Ask
  | Free
  | Link;

export type LetterKind = LetterPart['kind'];
