import { callMade } from '../calls/standing-calls';
import { dayOf, type Fact } from '../facts/fact';
import type { FactType, followUpFired } from '../facts/fact-types';
import { accountChanged } from './accounts';
import { personWishes } from './wishes';
import {
  awaitsReply,
  type CaseState,
  type DsptPublication,
  type Interval,
  newCase,
  passcodeAsOf,
  type Question,
} from './case-state';
import { contactIdConfirmed, issued, received, requested, retire, withCode } from './passcodes';
import { personAdded, personRemoved } from './people';
import { siteIs } from './site';
import { isBefore } from '../time/is-before';

type Evolve = (state: CaseState, fact: Fact) => CaseState;

/** A publication learned late takes its place among the others; the newest counts. */
function published(state: CaseState, fact: Fact): CaseState {
  const { level = 'not-published', edition = '', coverage = 'own' } = fact.details;
  const on = dayOf(fact);
  const one: DsptPublication = { fact: fact.id, on, level, edition, coverage, expiredAt: null };
  const older = state.dspt.filter((p) => p.on <= on);
  return { ...state, dspt: [...older, one, ...state.dspt.slice(older.length)] };
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

/** Of several replies the newest stands, whatever the order they were learned in. */
function replied(state: CaseState, fact: Fact): CaseState {
  const { submission } = state;
  const at = fact.at ?? '';
  if (!submission || (submission.reply && isBefore(at, submission.reply.at))) return state;
  return {
    ...state,
    submission: { ...submission, reply: { at, outcome: fact.details.outcome ?? '' } },
  };
}

function ticketRaised(state: CaseState, fact: Fact): CaseState {
  const { reference = '' } = fact.details;
  const at = fact.at ?? '';
  const known = state.tickets.find((t) => t.reference === reference);
  if (known && isBefore(at, known.at)) return state;
  const answeredAt = known?.answeredAt && isBefore(at, known.answeredAt) ? known.answeredAt : null;
  const rest = state.tickets.filter((t) => t !== known);
  return { ...state, tickets: [...rest, { reference, fact: fact.id, at, answeredAt }] };
}

function ticketAnswered(state: CaseState, fact: Fact): CaseState {
  const tickets = state.tickets.map((t) =>
    t.reference === fact.details.reference ? { ...t, answeredAt: fact.at } : t,
  );
  return { ...state, tickets };
}

/** The newest question counts; one learned late may have been answered since. */
function asked(state: CaseState, fact: Fact): CaseState {
  const at = fact.at ?? '';
  if (state.question && isBefore(at, state.question.at)) return state;
  const since = [state.lastRepliedAt, state.lastOptedOutAt].find((t) => t && isBefore(at, t));
  const question: Question = {
    fact: fact.id,
    at,
    about: fact.details.about ?? '',
    endedAt: since ?? null,
  };
  return { ...state, question, parked: notUnresponsive(state) };
}

/** Parked by the rule because nobody answered: over when they answer or are asked again. */
const notUnresponsive = ({ parked }: CaseState): CaseState['parked'] =>
  parked?.until === null ? null : parked;

/** A reply or an opt-out ends the wait for an answer asked before it. */
function answered(state: CaseState, at: string): CaseState {
  const { question } = state;
  if (!question || question.endedAt !== null || isBefore(at, question.at)) return state;
  return { ...state, question: { ...question, endedAt: at } };
}

const latest = (a: string | null, b: string): string => (a !== null && isBefore(b, a) ? a : b);

function providerReplied(state: CaseState, fact: Fact): CaseState {
  const at = fact.at ?? '';
  return {
    ...answered(state, at),
    lastRepliedAt: latest(state.lastRepliedAt, at),
    parked: notUnresponsive(state),
  };
}

/** Of what the provider said about letters the newest stands. */
const wishes =
  (optedOut: boolean): Evolve =>
  (state, fact) => {
    const at = fact.at ?? '';
    const ended = optedOut
      ? { ...answered(state, at), lastOptedOutAt: latest(state.lastOptedOutAt, at) }
      : state;
    const isOld = state.optedAt !== null && isBefore(at, state.optedAt);
    return isOld ? ended : { ...ended, optedOut, optedAt: at };
  };

const endInterval = (intervals: readonly Interval[], to: string): Interval[] =>
  intervals.map((i) => (i.to === null ? { ...i, to } : i));

/** Everything a closing ends; nothing of it comes back by reopening. */
function closed(state: CaseState, fact: Fact): CaseState {
  const at = fact.at ?? '';
  const { submission, accounts } = state;
  const perPerson = accounts.flatMap((a) => [a.created, a.activity, a.leaver, a.disabled]);
  const starts = [...perPerson, ...state.dspt, ...state.tickets, state.question].flatMap((s) =>
    s ? [s.fact] : [],
  );
  return {
    ...retire(state, 'closed'),
    submission: submission && {
      ...submission,
      abandoned: awaitsReply(state) || submission.abandoned,
    },
    pauses: endInterval(state.pauses, at),
    parked: null,
    calls: [],
    closed: { at, reason: fact.details.reason ?? '' },
    endedStarts: [...new Set([...state.endedStarts, ...starts])],
  };
}

/** What the recording of a passed moment changes; letters and tasks change nothing. */
const passedMoments: Record<string, (state: CaseState, start: string, at: string) => CaseState> = {
  'otp-validity/expired': (state, start, at) =>
    withCode(state, state.passcodes.find((c) => c.requestFact === start) ?? null, {
      expiredAt: at,
    }),
  'nhsmail-reply/breach': (state, start, at) =>
    state.submission?.fact === start
      ? { ...state, submission: { ...state.submission, breachedAt: at } }
      : state,
  'dspt-currency/expired': lapsed,
  'approaching-to-met/expired': lapsed,
  'provider-silence/parked': (state, start, at) =>
    state.question?.fact === start && state.question.endedAt === null
      ? { ...state, parked: { at, until: null, reason: 'unresponsive' } }
      : state,
};

function lapsed(state: CaseState, start: string, at: string): CaseState {
  return {
    ...state,
    dspt: state.dspt.map((p) => (p.fact === start ? { ...p, expiredAt: at } : p)),
  };
}

/** Of two looks the newer counts. */
function checkedForNhsmail(state: CaseState, fact: Fact): CaseState {
  const on = dayOf(fact);
  if ((state.nhsmailCheck?.on ?? '') > on) return state;
  return { ...state, nhsmailCheck: { found: fact.details.found ?? 'none', on } };
}

function stallNoted(state: CaseState, fact: Fact): CaseState {
  const { stall } = fact.details;
  if (!stall) return state;
  const others = state.notedStalls.filter((n) => n.stall !== stall);
  return { ...state, notedStalls: [...others, { stall, at: fact.at ?? '' }] };
}

function fired(state: CaseState, fact: Fact): CaseState {
  const { clock, rung, anchorFact = '' } = fact.details;
  return passedMoments[`${clock}/${rung}`]?.(state, anchorFact, fact.at ?? '') ?? state;
}

const unchanged: Evolve = (state) => state;

/** What each fact changes. */
const evolutions: Record<FactType | typeof followUpFired, Evolve> = {
  'case-opened': (s, f) => ({ ...s, openedOn: dayOf(f) }),
  agreed: (s, f) => ({ ...s, agreedOn: dayOf(f), declinedOn: null }),
  declined: (s, f) => ({ ...s, declinedOn: dayOf(f) }),
  'ods-code-confirmed': (s, f) => ({
    ...s,
    odsCode: {
      code: f.details.code ?? '',
      on: dayOf(f),
      postcode: f.details.postcode ?? null,
    },
  }),
  'nhsmail-checked': checkedForNhsmail,
  'dspt-published': published,
  'contact-id-confirmed': contactIdConfirmed,
  'otp-requested': requested,
  'otp-issued': issued,
  'otp-received': received,
  'otp-used': (s, f) => withCode(s, passcodeAsOf(s, dayOf(f)), { usedAt: f.at }),
  'person-added': personAdded,
  'person-removed': personRemoved,
  'preparation-complete': (s, f) => ({ ...s, preparedOn: dayOf(f) }),
  submitted,
  'nhsmail-replied': replied,
  'account-created': accountChanged,
  'account-activated': accountChanged,
  'mailbox-opened': accountChanged,
  'leaver-marked': accountChanged,
  'joiner-confirmed': accountChanged,
  'account-disabled': accountChanged,
  'account-re-enabled': accountChanged,
  'ticket-raised': ticketRaised,
  'ticket-answered': ticketAnswered,
  'provider-asked': asked,
  'provider-replied': providerReplied,
  'call-made': callMade,
  'opted-out': wishes(true),
  'opted-in': wishes(false),
  'person-opted-out': personWishes(true),
  'person-opted-in': personWishes(false),
  paused: (s, f) => ({
    ...s,
    pauses: [...s.pauses, { from: f.at ?? '', to: null, reason: f.details.reason ?? '' }],
  }),
  resumed: (s, f) => ({ ...s, pauses: endInterval(s.pauses, f.at ?? ''), parked: null }),
  parked: (s, f) => ({
    ...s,
    parked: { at: f.at ?? '', until: f.details.until ?? '', reason: f.details.reason ?? '' },
  }),
  'note-added': unchanged,
  'stall-noted': stallNoted,
  'stall-cleared': (s, f) => ({
    ...s,
    notedStalls: s.notedStalls.filter((n) => n.stall !== f.details.stall),
  }),
  'site-deregistered': siteIs('deregistered'),
  'site-dormant': siteIs('dormant'),
  'site-reopened': siteIs('registered'),
  'handed-over': (s, f) => ({ ...s, officer: f.details.officer ?? null }),
  closed,
  reopened: (s) => ({ ...s, closed: null }),
  retracted: unchanged,
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
export function standing<F extends Fact>(facts: readonly F[]): F[] {
  const retracted = new Set<string>();
  const kept: F[] = [];
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
