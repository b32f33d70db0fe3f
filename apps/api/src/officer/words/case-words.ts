import type { Act, Addressee, Stage, WaitingOn } from '@app/domain';

/** What the pages call each stage. */
export const stageWords: Readonly<Record<Stage, string>> = {
  prospect: 'Prospect',
  eligibility: 'Checking eligibility',
  preparing: 'Preparing',
  proving: 'Proving who they are',
  ready: 'Ready to submit',
  submitted: 'Submitted',
  activating: 'Activating accounts',
  live: 'Live',
  aftercare: 'Aftercare',
  closed: 'Closed',
};

/** Who has to act next. */
export const waitingWords: Readonly<Record<WaitingOn, string>> = {
  provider: 'Provider',
  'account-holder': 'Account holders',
  nhsmail: 'NHSmail',
  register: 'Register',
  officer: 'Us',
};

/** What each letter is about, as it follows "Letter:". */
const letterWords: Readonly<Record<string, string>> = {
  'otp-on-its-way': 'the passcode is on its way',
  'otp-arrived': 'has the passcode arrived?',
  'otp-expiring': 'the passcode runs out soon',
  submitted: 'what to expect from NHSmail',
};

const letterInWords = (letter: string): string =>
  letterWords[letter] ?? letter.replaceAll('-', ' ');

/** What a person has to do, and how to go about it on the telephone. */
export interface CallScript {
  /** The task in a few words. */
  title: string;
  /** What to say or ask, one sentence or two. */
  guidance: string;
  /** Whom to ring. */
  ring: 'home' | 'helpdesk';
}

/** By `clock/rung`, the kind of a task. */
const callScripts: Readonly<Record<string, CallScript>> = {
  'otp-arrival/day-10': {
    title: 'Call the home: has the passcode come?',
    guidance:
      'Ask whether a letter from NHSmail lies in the manager’s post or at head office. If it has come, record it. If not, ask them to request a new one by post, and record that.',
    ring: 'home',
  },
  'otp-validity/day-26-call': {
    title: 'Call the home: the passcode runs out',
    guidance:
      'Ask them to use the passcode and submit the application now. If they cannot, agree when they will ask for a new one, and add a note.',
    ring: 'home',
  },
  'nhsmail-reply/call': {
    title: 'Call NHSmail: no reply in 48 hours',
    guidance:
      'Ring the helpdesk on 0333 200 1133, day or night. Have the CQC location ID and the time of submission ready. Ask the home to look in their junk mail first.',
    ring: 'helpdesk',
  },
};

export function callScript(kind: string): CallScript {
  return (
    callScripts[kind] ?? {
      title: `Call about ${kind.replace('/', ', ').replaceAll('-', ' ')}`,
      guidance: 'Look at the case for what has happened so far.',
      ring: 'home',
    }
  );
}

/** What a moment that is only recorded means. */
const recordWords: Readonly<Record<string, string>> = {
  'otp-validity/expired': 'The passcode stops working',
  'nhsmail-reply/breach': 'NHSmail’s 48 hours are over',
};

const addresseeWords: Readonly<Record<Addressee, string>> = {
  provider: 'to the provider',
  person: 'to the account holder',
  officer: 'for the officer',
  lead: 'for the lead',
};

/** A rung of any kind, as the pages name it. */
export interface RungLike {
  clock: string;
  rung: string;
  act: Act;
  to: Addressee | null;
  letter: string | null;
}

/** "Letter: has the passcode arrived?", "Call NHSmail: no reply in 48 hours". */
export function rungTitle({ clock, rung, act, letter }: RungLike): string {
  const kind = `${clock}/${rung}`;
  if (act === 'letter') return `Letter: ${letterInWords(letter ?? rung)}`;
  if (act === 'task') return callScript(kind).title;
  return recordWords[kind] ?? `Noted: ${kind.replace('/', ', ').replaceAll('-', ' ')}`;
}

/** "to the provider", "for the officer"; nothing for what is only recorded. */
export const addresseeInWords = (to: Addressee | null): string => (to ? addresseeWords[to] : '');
