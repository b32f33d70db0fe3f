import type { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import type { Policy } from '../policy';

/** What a reader of a letter may tell us by a press. */
export const answerKeys = [
  'agree',
  'decline',
  'code-came',
  'code-not-come',
  'code-lost',
  'form-sent',
  'nhsmail-replied',
  'accounts-here',
  'logged-in',
  'mailbox-opened',
  'takes-over',
  'moves-on',
  'not-leaving',
  'is-back',
  'will-be-back',
  'has-left',
  'dspt-published',
  'reply',
  'help',
  'wrong-person',
] as const;

export type AnswerKey = (typeof answerKeys)[number];

export const isAnswerKey = (text: string): text is AnswerKey =>
  (answerKeys as readonly string[]).includes(text);

/** What somebody has to look at or ring about because of an answer. */
export const answerTasks = [
  'help',
  'lost',
  'not-come',
  'wrong-person',
  'reply',
  'takes-over',
  'long-leave',
  'dspt',
  'nhsmail',
  'check',
] as const;

export type AnswerTask = (typeof answerTasks)[number];

/** One thing the page asks for besides the answer itself. */
export type Ask =
  /** The day it happened, Europe/London, today or before. */
  | { field: 'on' }
  /** The time of that day, when they know it. */
  | { field: 'time' }
  /** The date printed on the letter with the passcode, when they find one. */
  | { field: 'printedOn' }
  /** What NHSmail said. */
  | { field: 'outcome' }
  /** Whether it is so for everybody who was named. */
  | { field: 'whole' }
  /** Which of these people it is about, by ref; asked only of more than one. */
  | { field: 'who'; among: readonly string[] }
  /** In their own words. */
  | { field: 'text'; required: boolean };

/** What NHSmail may say to an application. */
export const replyOutcomes = ['accepted', 'rejected', 'already-exists', 'question'] as const;

/** What came with a press; fields that were not asked for are absent. */
export interface GivenAnswer {
  /** `YYYY-MM-DD`. */
  on?: string;
  /** `HH:MM`. */
  time?: string;
  printedOn?: string;
  outcome?: (typeof replyOutcomes)[number];
  whole?: 'all' | 'some';
  who?: readonly string[];
  /** Personal, perhaps: never part of a fact. */
  text?: string;
}

/** Who answers, and what is known at that moment. */
export interface Answering {
  state: CaseState;
  policy: Policy;
  now: Temporal.Instant;
  /** Ref of the person the letter went to; null: the provider's contact. */
  person: string | null;
}

/** A fact as `cases.record` takes it. */
export type FactInput = { type: string } & Record<string, unknown>;

/** One answer: when it is offered, what it asks, and what becomes of it. */
export interface AnswerSpec {
  /** Whether it can be true of the case as it stands. */
  fits: (answering: Answering) => boolean;
  asks: (answering: Answering) => readonly Ask[];
  /** In the order in which they are to be recorded. */
  facts: (given: GivenAnswer, answering: Answering) => FactInput[];
  /** Whether a person has to look at it; the rest needs nobody. */
  task: (given: GivenAnswer, answering: Answering) => AnswerTask | null;
  /** Nothing is left to ask by the same letter. */
  settles: boolean;
}
