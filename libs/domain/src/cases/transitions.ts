import { Temporal } from 'temporal-polyfill';
import { Refused } from '../errors';
import { dayOf, type Fact } from '../facts/fact';
import type { FactType } from '../facts/fact-types';
import type { Policy } from '../policy';
import { dayInWords, londonDay, startOfLondonDay } from '../time/london';
import { dsptGate } from '../dspt/gate';
import { checkEmailAddress } from '../identifiers/email-address';
import type { IdentifierCheck } from '../identifiers/identifier-check';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { checkUkMobile } from '../identifiers/uk-mobile';
import {
  accountOf,
  awaitsReply,
  type CaseState,
  type NamedPerson,
  newCase,
  openPause,
  passcodeAsOf,
  presentPeople,
  validityAnchor,
} from './case-state';
import { accountAsOf } from './accounts';
import { evolve, fold, standing } from './evolve';
import { issuedCode } from './passcodes';
import { mostPeople } from './people-limits';

/** What a rule may look at: the state before the fact, the fact, and the shipped or set policy. */
interface Situation {
  state: CaseState;
  fact: Fact;
  day: string;
  policy: Policy;
}

/**
 * One reason a fact may not be recorded now. A contradiction cannot be; a block can, with an
 * override that says why. A step that is merely missing is no reason: the world is not refused.
 */
export interface Rule {
  code: string;
  kind: 'contradiction' | 'block';
  /** Whether the rule stands in the way. */
  when: (situation: Situation) => boolean;
  /** One sentence that says what to do. */
  sentence: (situation: Situation) => string;
}

const contradiction = (
  code: string,
  when: Rule['when'],
  sentence: Rule['sentence'] | string,
): Rule => ({
  code,
  kind: 'contradiction',
  when,
  sentence: typeof sentence === 'string' ? () => sentence : sentence,
});

const block = (code: string, when: Rule['when'], sentence: Rule['sentence'] | string): Rule => ({
  ...contradiction(code, when, sentence),
  kind: 'block',
});

const words = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));

const codeOf = ({ state, day }: Situation) => passcodeAsOf(state, day);

const noPasscode = contradiction(
  'no-passcode-requested',
  ({ state }) => state.passcodes.length === 0,
  'No passcode has been requested for this case; record when it was requested first.',
);

const beforeRequest = contradiction(
  'before-passcode-requested',
  (s) => s.state.passcodes.length > 0 && codeOf(s) === null,
  ({ day, state }) =>
    `That is ${words(day)}, before the passcode was requested (${words(state.passcodes[0]?.requestedOn ?? day)}); check both dates.`,
);

const beforeIssue = contradiction(
  'before-passcode-issued',
  (s) => s.day < (codeOf(s)?.issuedOn ?? ''),
  (s) =>
    `That is ${words(s.day)}, before the passcode was issued (${words(codeOf(s)?.issuedOn ?? s.day)}); check both dates.`,
);

/** The last day a code is good, to its end. Source: founding texts, 28 days from issue. */
function lastGoodDay(situation: Situation): Temporal.PlainDate | null {
  const code = codeOf(situation);
  return (
    code &&
    Temporal.PlainDate.from(validityAnchor(code).day).add({
      days: situation.policy.passcodeGoodForDays,
    })
  );
}

function usedTooLate(situation: Situation): boolean {
  const last = lastGoodDay(situation);
  if (!last || !situation.fact.at) return false;
  const dead = startOfLondonDay(last.add({ days: 1 }));
  return Temporal.Instant.compare(Temporal.Instant.from(situation.fact.at), dead) >= 0;
}

/** Other people named for this site. */
const others = ({ state, fact }: Situation): NamedPerson[] =>
  presentPeople(state).filter((p) => p.person !== fact.details.person);

const shares = (field: 'mobile' | 'email') => (s: Situation) => {
  const value = s.fact.details[field];
  return value !== undefined && others(s).some((p) => p[field] === value);
};

/** A value whose form cannot be right (domain rules, section 2). */
const malformed = (
  code: string,
  field: 'mobile' | 'email' | 'code',
  check: (text: string) => IdentifierCheck,
): Rule => {
  const found = ({ fact }: Situation) => {
    const value = fact.details[field];
    return value === undefined ? null : check(value);
  };
  return block(
    code,
    (s) => found(s)?.verdict === 'block',
    (s) => {
      const answer = found(s);
      return answer && answer.verdict !== 'ok' ? answer.message : '';
    },
  );
};

const account = ({ state, fact }: Situation) => accountOf(state, fact.details.person);

/** The account as it was on the day of the fact. */
const accountThen = (s: Situation) => {
  const known = account(s);
  return known && accountAsOf(known, s.day);
};

const ticket = ({ state, fact }: Situation) =>
  state.tickets.find((t) => t.reference === fact.details.reference);

const isEarlier = (a: string | null, b: string | undefined): boolean =>
  a !== null && b !== undefined && Temporal.Instant.compare(a, b) < 0;

/**
 * When each fact may be recorded: page, API, simulation and tests read this one table. Rules are
 * asked in order; the first that stands in the way is the answer.
 */
export const transitions: Record<FactType, readonly Rule[]> = {
  'case-opened': [
    contradiction(
      'case-already-open',
      ({ state }) => state.openedOn !== null,
      'This case is open already; record what happened to it instead.',
    ),
  ],
  agreed: [],
  declined: [],
  'ods-code-confirmed': [malformed('invalid-ods-code', 'code', checkSiteOdsCode)],
  'nhsmail-checked': [],
  'dspt-published': [],
  'contact-id-confirmed': [],
  'otp-requested': [],
  'otp-issued': [
    noPasscode,
    contradiction(
      'issued-before-requested',
      ({ state, day }) => day < (issuedCode(state, day)?.requestedOn ?? '9999'),
      ({ state, day }) =>
        `A passcode cannot be issued on ${words(day)}, before it was requested (${words((issuedCode(state, day) ?? state.passcodes[0])?.requestedOn ?? day)}); check both dates.`,
    ),
    contradiction(
      'issued-after-received',
      ({ state, day }) => day > (issuedCode(state, day)?.receivedOn ?? day),
      ({ state, day }) =>
        `A passcode that arrived on ${words(issuedCode(state, day)?.receivedOn ?? day)} cannot have been issued on ${words(day)}; check both dates.`,
    ),
  ],
  'otp-received': [noPasscode, beforeRequest, beforeIssue],
  'otp-used': [
    noPasscode,
    beforeRequest,
    beforeIssue,
    contradiction(
      'passcode-already-used',
      (s) => codeOf(s)?.usedAt != null,
      'This passcode has been used already and works only once; record a new request first.',
    ),
    block('passcode-expired', usedTooLate, (s) => {
      const code = codeOf(s);
      const provisional = code !== null && validityAnchor(code).provisional;
      return `The passcode was good until the end of ${dayInWords(lastGoodDay(s) ?? londonDay(Temporal.Instant.from(s.fact.at ?? '')))}${provisional ? ', counted from the day it was requested; if the letter shows a later issue date, record that first' : '; check the date, or say why it still worked'}.`;
    }),
  ],
  'person-added': [
    malformed('not-a-uk-mobile', 'mobile', checkUkMobile),
    malformed('invalid-email', 'email', checkEmailAddress),
    block(
      'duplicate-mobile',
      shares('mobile'),
      'Somebody else named for this site has that mobile number; each person needs their own.',
    ),
    block(
      'duplicate-email',
      shares('email'),
      'Somebody else named for this site has that email address; each person needs their own.',
    ),
    block(
      'too-many-people',
      (s) => others(s).length >= mostPeople,
      `An application takes ${mostPeople} people; more can be asked for through the helpdesk once the site is live.`,
    ),
  ],
  'person-removed': [
    contradiction(
      'no-such-person',
      (s) => account(s) === null && !s.state.people.some((p) => p.person === s.fact.details.person),
      'Nobody of that name has been named for this site; choose one of the people on the case.',
    ),
  ],
  'preparation-complete': [],
  submitted: [
    block(
      'dspt-gate-shut',
      ({ state, day }) => dsptGate(state, day).open === false,
      ({ state, day }) => {
        const gate = dsptGate(state, day);
        return `The site may not apply: ${gate.open === false ? gate.why : ''}; it needs Approaching Standards or better, or a reason why it applied all the same.`;
      },
    ),
    block(
      'submission-already-open',
      ({ state }) => awaitsReply(state),
      'An application is with NHSmail already; record their reply first, or say why it was submitted again.',
    ),
  ],
  'nhsmail-replied': [
    contradiction(
      'no-submission',
      ({ state }) => state.submission === null,
      'No application has been submitted; record the submission first.',
    ),
    contradiction(
      'reply-before-submission',
      ({ state, fact }) =>
        state.submission !== null &&
        Temporal.Instant.compare(fact.at ?? '', state.submission.at) < 0,
      'NHSmail cannot reply before the application was submitted; check both times.',
    ),
  ],
  'account-created': [],
  'account-activated': [
    contradiction(
      'account-not-created',
      (s) => !account(s)?.created,
      'No account has been created for that person; record when it was created first.',
    ),
    contradiction(
      'before-account-created',
      (s) => accountThen(s)?.created === null,
      (s) =>
        `That is ${words(s.day)}, before the account was created (${words(account(s)?.created?.on ?? s.day)}); check both dates.`,
    ),
  ],
  'mailbox-opened': [],
  'leaver-marked': [],
  'joiner-confirmed': [],
  'account-disabled': [],
  'account-re-enabled': [
    contradiction(
      'account-not-disabled',
      (s) => !accountThen(s)?.disabled && !account(s)?.disabled,
      'That account has not been disabled; record when it was disabled first.',
    ),
    contradiction(
      'before-account-disabled',
      (s) => !accountThen(s)?.disabled,
      (s) =>
        `That is ${words(s.day)}, before the account was disabled (${words(account(s)?.disabled?.on ?? s.day)}); check both dates.`,
    ),
  ],
  'ticket-raised': [],
  'ticket-answered': [
    contradiction(
      'no-such-ticket',
      (s) => ticket(s) === undefined,
      'No ticket with that reference has been raised; record when it was raised first.',
    ),
    contradiction(
      'answered-before-raised',
      (s) => isEarlier(s.fact.at, ticket(s)?.at),
      'A ticket cannot be answered before it was raised; check both times.',
    ),
  ],
  'provider-asked': [],
  'provider-replied': [],
  'opted-out': [],
  'opted-in': [],
  paused: [
    contradiction(
      'already-paused',
      ({ state }) => openPause(state) !== null,
      'This case is paused already; record when it was resumed first.',
    ),
  ],
  resumed: [
    contradiction(
      'not-paused',
      ({ state }) => openPause(state) === null && state.parked === null,
      'This case is neither paused nor parked.',
    ),
    contradiction(
      'resumed-before-paused',
      ({ state, fact }) => isEarlier(fact.at, openPause(state)?.from),
      'A case cannot be resumed before it was paused; check both times.',
    ),
  ],
  parked: [
    contradiction(
      'parked-until-past',
      ({ fact, day }) => (fact.details.until ?? '') <= day,
      'Choose a later day until which the case is parked.',
    ),
  ],
  'note-added': [],
  'stall-noted': [],
  'stall-cleared': [
    contradiction(
      'no-such-stall',
      ({ state, fact }) => !state.notedStalls.some((n) => n.stall === fact.details.stall),
      'That reason is not noted on this case.',
    ),
  ],
  'site-deregistered': [],
  'site-dormant': [],
  'site-reopened': [],
  'handed-over': [],
  closed: [],
  reopened: [
    contradiction(
      'case-not-closed',
      ({ state }) => state.closed === null,
      'This case is open; only a closed case can be reopened.',
    ),
  ],
  retracted: [],
};

const caseClosed = contradiction(
  'case-closed',
  ({ state, fact }) => state.closed !== null && fact.type !== 'reopened',
  'This case is closed; reopen it before recording anything else.',
);

/** The rule that stands in the way of recording this fact now, or null. */
function obstacle(situation: Situation): Rule | null {
  const { fact } = situation;
  if (fact.type === 'follow-up-fired') return null;
  const rules = [caseClosed, ...transitions[fact.type]];
  return (
    rules.find((r) => !(r.kind === 'block' && fact.override !== null) && r.when(situation)) ?? null
  );
}

/**
 * Whether this fact may be recorded after these.
 * @param now the moment of recording; a fact may lie in the past, never after it
 * @param state what these facts come to, when that is known already
 * @throws Refused with a stable code and a sentence that says what to do
 */
export function admit(
  facts: readonly Fact[],
  fact: Fact,
  now: Temporal.Instant,
  policy: Policy,
  state: CaseState = fold(facts),
): void {
  refuseFuture(fact, now);
  const situation = { state, fact, day: dayOf(fact), policy };
  const rule = obstacle(situation);
  if (rule) throw new Refused(rule.code, rule.sentence(situation));
  if (fact.type === 'retracted') admitRetraction(facts, fact, policy);
}

function refuseFuture(fact: Fact, now: Temporal.Instant): void {
  const future =
    fact.at === null
      ? (fact.on ?? '') > londonDay(now).toString()
      : Temporal.Instant.compare(fact.at, now) > 0;
  if (future)
    throw new Refused(
      'fact-in-future',
      'That has not happened yet: a fact may lie in the past, never in the future.',
    );
}

/** A fact goes only when what was recorded on top of it still makes sense without it. */
function admitRetraction(facts: readonly Fact[], retraction: Fact, policy: Policy): void {
  const before = standing(facts);
  const target = before.find((f) => f.id === retraction.details.fact);
  if (!target) {
    const known = facts.some((f) => f.id === retraction.details.fact);
    throw known
      ? new Refused('already-retracted', 'That fact has been retracted already.')
      : new Refused('no-such-fact', 'This case has no such fact; choose one from its timeline.');
  }
  if (target.type === 'case-opened' || target.type === 'follow-up-fired')
    throw new Refused(
      'cannot-be-retracted',
      target.type === 'case-opened'
        ? 'The opening of a case cannot be retracted; close the case instead.'
        : 'What Caseload itself did cannot be retracted; it has happened.',
    );
  let state = newCase;
  for (const fact of standing([...facts, retraction]).slice(0, -1)) {
    const rule = obstacle({ state, fact, day: dayOf(fact), policy });
    if (rule)
      throw new Refused(
        'retraction-contradicts',
        `Something recorded later depends on that fact ("${fact.type}"); retract the later one first.`,
      );
    state = evolve(state, fact);
  }
}
