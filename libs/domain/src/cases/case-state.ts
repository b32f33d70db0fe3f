import { Temporal } from 'temporal-polyfill';
import type { Fact } from '../facts/fact';
import { dayOf } from '../facts/fact';
import type { FactType, followUpFired } from '../facts/fact-types';

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

/** What the facts say of a case, taken together. Everything else is computed from this. */
export interface CaseState {
  openedOn: string | null;
  officer: string | null;
  agreedOn: string | null;
  contactIdConfirmedOn: string | null;
  /** In the order they were requested; of one day, in the order they were recorded. */
  passcodes: readonly Passcode[];
  /** The newest submission. */
  submission: Submission | null;
  optedOut: boolean;
  closed: { at: string; reason: string } | null;
}

export const newCase: CaseState = {
  openedOn: null,
  officer: null,
  agreedOn: null,
  contactIdConfirmedOn: null,
  passcodes: [],
  submission: null,
  optedOut: false,
  closed: null,
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

type Evolve = (state: CaseState, fact: Fact) => CaseState;

function withCode(state: CaseState, code: Passcode | null, change: Partial<Passcode>): CaseState {
  return {
    ...state,
    passcodes: state.passcodes.map((c) => (c === code ? { ...c, ...change } : c)),
  };
}

/** Codes requested after `lastDay` are left alone: what happened then was not about them. */
function retire(state: CaseState, retired: Retirement, lastDay = '9999-12-31'): CaseState {
  return {
    ...state,
    passcodes: state.passcodes.map((c) =>
      c.retired === null && c.requestedOn <= lastDay ? { ...c, retired } : c,
    ),
  };
}

const dayOfInstant = (at: string): string => dayOf({ on: null, at });

const isBefore = (a: string, b: string): boolean => Temporal.Instant.compare(a, b) < 0;

/** What has overtaken a code requested on this day, when the request is learned late. */
function overtakenBy(state: CaseState, requestedOn: string): Retirement | null {
  const { passcodes, submission, contactIdConfirmedOn } = state;
  if (passcodes.some((c) => c.requestedOn > requestedOn)) return 'replaced';
  if (submission && dayOfInstant(submission.at) > requestedOn) return 'submitted';
  return (contactIdConfirmedOn ?? '') > requestedOn ? 'not-needed' : null;
}

/**
 * A request learned late may be history already, and what arrived or was used since may have been
 * the code it brought.
 */
function requested(state: CaseState, fact: Fact): CaseState {
  const requestedOn = dayOf(fact);
  const older = state.passcodes.filter((c) => c.requestedOn <= requestedOn);
  const newer = state.passcodes.slice(older.length);
  const before = older.at(-1);
  const received = before?.receivedOn && before.receivedOn > requestedOn ? before.receivedOn : null;
  const used = before?.usedAt && dayOfInstant(before.usedAt) > requestedOn ? before.usedAt : null;
  const code: Passcode = {
    requestFact: fact.id,
    requestedOn,
    channel: fact.details.channel ?? 'post',
    issuedOn: null,
    receivedOn: received,
    usedAt: used,
    retired: overtakenBy(state, requestedOn),
    expiredAt: null,
  };
  const replaced = older.map((c) => ({
    ...c,
    receivedOn: c === before && received ? null : c.receivedOn,
    usedAt: c === before && used ? null : c.usedAt,
    retired: c.retired ?? 'replaced',
  }));
  return { ...state, passcodes: [...replaced, code, ...newer] };
}

/**
 * A submission learned late is history when it is older than the newest, and answered when NHSmail
 * has replied since.
 */
function submitted(state: CaseState, fact: Fact): CaseState {
  const at = fact.at ?? '';
  const retired = retire(state, 'submitted', dayOf(fact));
  const { submission: last } = state;
  if (last && isBefore(at, last.at)) return retired;
  const reply = last?.reply && isBefore(at, last.reply.at) ? last.reply : null;
  return {
    ...retired,
    submission: { fact: fact.id, at, reply, breachedAt: null, abandoned: false },
  };
}

function closed(state: CaseState, fact: Fact): CaseState {
  const { submission } = state;
  return {
    ...retire(state, 'closed'),
    submission: submission && { ...submission, abandoned: submission.reply === null },
    closed: { at: fact.at ?? '', reason: fact.details.reason ?? '' },
  };
}

function fired(state: CaseState, fact: Fact): CaseState {
  const { clock, rung, anchorFact } = fact.details;
  const { submission } = state;
  if (clock === 'otp-validity' && rung === 'expired') {
    const code = state.passcodes.find((c) => c.requestFact === anchorFact) ?? null;
    return withCode(state, code, { expiredAt: fact.at });
  }
  if (
    clock === 'nhsmail-reply' &&
    rung === 'breach' &&
    submission &&
    submission.fact === anchorFact
  )
    return { ...state, submission: { ...submission, breachedAt: fact.at } };
  return state;
}

/** What each fact changes. */
const evolutions: Record<FactType | typeof followUpFired, Evolve> = {
  'case-opened': (s, f) => ({ ...s, openedOn: dayOf(f) }),
  agreed: (s, f) => ({ ...s, agreedOn: dayOf(f) }),
  'contact-id-confirmed': (s, f) => ({
    ...retire(s, 'not-needed'),
    contactIdConfirmedOn: [s.contactIdConfirmedOn ?? '', dayOf(f)].sort().at(-1) ?? null,
  }),
  'otp-requested': requested,
  'otp-issued': (s, f) => withCode(s, livePasscode(s), { issuedOn: dayOf(f) }),
  'otp-received': (s, f) => withCode(s, passcodeAsOf(s, dayOf(f)), { receivedOn: dayOf(f) }),
  'otp-used': (s, f) => withCode(s, passcodeAsOf(s, dayOf(f)), { usedAt: f.at }),
  submitted,
  'nhsmail-replied': (s, f) => ({
    ...s,
    submission: s.submission && {
      ...s.submission,
      reply: { at: f.at ?? '', outcome: f.details.outcome ?? '' },
    },
  }),
  'opted-out': (s) => ({ ...s, optedOut: true }),
  'opted-in': (s) => ({ ...s, optedOut: false }),
  'note-added': (s) => s,
  'handed-over': (s, f) => ({ ...s, officer: f.details.officer ?? null }),
  closed,
  reopened: (s) => ({ ...s, closed: null }),
  retracted: (s) => s,
  'follow-up-fired': fired,
};

/** One fact further. */
export function evolve(state: CaseState, fact: Fact): CaseState {
  return evolutions[fact.type](state, fact);
}

/**
 * Ids of the facts that no later, still standing, retraction names. A retraction may itself be
 * retracted, which brings the first fact back.
 */
export function standing(facts: readonly Fact[]): Fact[] {
  const retracted = new Set<string>();
  const kept: Fact[] = [];
  for (const fact of [...facts].reverse()) {
    if (retracted.has(fact.id)) continue;
    if (fact.type === 'retracted' && fact.details.fact) retracted.add(fact.details.fact);
    kept.push(fact);
  }
  return kept.reverse();
}

/** The state of a case after these facts, in the order they were recorded. */
export function fold(facts: readonly Fact[]): CaseState {
  return standing(facts).reduce(evolve, newCase);
}
