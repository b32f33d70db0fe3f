import { Temporal } from 'temporal-polyfill';
import { awaitsReply, livePasscode, standingDspt } from '../cases/case-state';
import { validTo } from '../dspt/edition';
import { londonDay } from '../time/london';
import type { AnswerKey, Answering, AnswerSpec, FactInput, GivenAnswer } from './answer';
import { expectedBy } from './expected-by';
import { dayGiven, momentGiven } from './moments';
import {
  askWho,
  chosen,
  leavers,
  onLongLeave,
  usersOfMailbox,
  withoutAccount,
  yetToLogIn,
} from './people-asked';

const always = () => true;
const nothing = () => [];
const nobody = () => null;

/** What an answer says that is no fact of its own; it is kept as a note on the timeline. */
const note =
  (text: string) =>
  (_: GivenAnswer, { now }: Answering): FactInput[] => [
    { type: 'note-added', at: now.toString(), text },
  ];

const optionalText = { field: 'text', required: false } as const;
const wantedText = { field: 'text', required: true } as const;

const hasAccounts = ({ state }: Answering): boolean => state.accounts.some((a) => a.created);

const isUndecided = ({ state }: Answering): boolean =>
  state.agreedOn === null && state.declinedOn === null;

const isOnItsWay = ({ state }: Answering): boolean => livePasscode(state)?.receivedOn === null;

const hasBegun = ({ state }: Answering): boolean =>
  state.agreedOn !== null || state.passcodes.length > 0 || state.contactIdConfirmedOn !== null;

/** The same fact for each of some people. */
const forEach =
  (type: string, among: (answering: Answering) => readonly string[]): AnswerSpec['facts'] =>
  (given, answering) =>
    chosen(given, among(answering)).map((person) => ({
      type,
      on: dayGiven(given, answering),
      person,
    }));

/** How long before it ends a DSPT standing is written about. */
const dsptMattersDays = 120;

function dsptMatters({ state, now }: Answering): boolean {
  const published = standingDspt(state);
  if (!published || ['not-met', 'not-published'].includes(published.level)) return true;
  return londonDay(now).until(validTo(published.edition)).days <= dsptMattersDays;
}

/**
 * Every answer there is: page, recording and tests read this one table. What may be wrong with a
 * fact is for the transition table to say; this one only leaves out what cannot be meant.
 */
export const answers: Record<AnswerKey, AnswerSpec> = {
  agree: {
    fits: isUndecided,
    asks: nothing,
    facts: (given, a) => [{ type: 'agreed', on: dayGiven(given, a) }],
    task: nobody,
    settles: true,
  },
  decline: {
    fits: isUndecided,
    asks: () => [optionalText],
    facts: (given, a) => [{ type: 'declined', on: dayGiven(given, a) }],
    task: ({ text }) => (text ? 'reply' : null),
    settles: true,
  },
  'code-came': {
    fits: isOnItsWay,
    asks: () => [{ field: 'on' }, { field: 'printedOn' }],
    facts: (given, a) => [
      ...(given.printedOn ? [{ type: 'otp-issued', on: given.printedOn }] : []),
      { type: 'otp-received', on: dayGiven(given, a) },
    ],
    task: nobody,
    settles: false,
  },
  'code-not-come': {
    fits: isOnItsWay,
    asks: () => [optionalText],
    facts: note('The home says that the passcode has not come.'),
    // The post may still bring it: nobody is rung before it is late.
    task: ({ text }, { state, now }) => {
      const by = expectedBy(state);
      const isLate = by === null || Temporal.PlainDate.compare(londonDay(now), by) >= 0;
      return isLate ? 'not-come' : text ? 'reply' : null;
    },
    settles: false,
  },
  'code-lost': {
    fits: ({ state }) => livePasscode(state) !== null,
    asks: () => [optionalText],
    facts: note('The home says that the passcode is lost.'),
    task: () => 'lost',
    settles: false,
  },
  'form-sent': {
    fits: (a) =>
      hasBegun(a) &&
      !awaitsReply(a.state) &&
      !hasAccounts(a) &&
      a.state.submission?.reply?.outcome !== 'accepted',
    asks: () => [{ field: 'on' }, { field: 'time' }],
    facts: (given, a) => {
      const at = momentGiven(given, a);
      const code = livePasscode(a.state) ? [{ type: 'otp-used', at }] : [];
      return [...code, { type: 'submitted', at }];
    },
    task: nobody,
    settles: true,
  },
  'nhsmail-replied': {
    fits: ({ state }) => awaitsReply(state) || state.submission?.reply?.outcome === 'question',
    asks: () => [{ field: 'outcome' }, { field: 'on' }, optionalText],
    facts: (given, a) => [
      {
        type: 'nhsmail-replied',
        at: momentGiven(given, a),
        outcome: given.outcome ?? 'question',
      },
    ],
    task: ({ outcome, text }) => (outcome === 'accepted' && !text ? null : 'nhsmail'),
    settles: false,
  },
  'accounts-here': {
    fits: (a) =>
      a.state.submission !== null && (withoutAccount(a.state).length > 0 || !hasAccounts(a)),
    asks: () => [{ field: 'whole' }, { field: 'on' }, optionalText],
    facts: (given, a) => {
      const reply = { type: 'nhsmail-replied', at: momentGiven(given, a), outcome: 'accepted' };
      const on = dayGiven(given, a);
      const all = given.whole === 'all' ? withoutAccount(a.state) : [];
      return [
        ...(awaitsReply(a.state) ? [reply] : []),
        ...all.map((person) => ({ type: 'account-created', on, person })),
      ];
    },
    // Who has one and who has not is for a call: names are not asked for on a page.
    task: ({ whole, text }, { state }) =>
      whole === 'all' && !text && withoutAccount(state).length > 0 ? null : 'nhsmail',
    settles: true,
  },
  'logged-in': {
    fits: (a) => yetToLogIn(a).length > 0,
    asks: (a) => [...askWho(yetToLogIn(a)), { field: 'on' }],
    facts: forEach('account-activated', yetToLogIn),
    task: nobody,
    settles: true,
  },
  'mailbox-opened': {
    fits: (a) => usersOfMailbox(a).length > 0,
    asks: (a) => [...askWho(usersOfMailbox(a)), { field: 'on' }],
    facts: forEach('mailbox-opened', usersOfMailbox),
    task: nobody,
    settles: true,
  },
  'takes-over': {
    fits: (a) => leavers(a).length > 0,
    asks: () => [wantedText],
    facts: note('The home says who takes over from the leaver.'),
    task: () => 'takes-over',
    settles: true,
  },
  'moves-on': {
    fits: (a) => leavers(a).length > 0,
    asks: () => [optionalText],
    facts: note('The home says that the leaver takes the account to a new job.'),
    task: () => 'takes-over',
    settles: true,
  },
  'not-leaving': {
    fits: (a) => leavers(a).length > 0,
    asks: () => [optionalText],
    facts: note('The home says that nobody is leaving.'),
    task: () => 'check',
    settles: true,
  },
  'is-back': {
    fits: (a) => onLongLeave(a).length > 0,
    asks: (a) => [...askWho(onLongLeave(a)), { field: 'on' }],
    facts: forEach('account-re-enabled', onLongLeave),
    task: nobody,
    settles: true,
  },
  'will-be-back': {
    fits: (a) => onLongLeave(a).length > 0,
    asks: () => [optionalText],
    facts: note('The home says that whoever is on long leave will come back.'),
    task: () => 'long-leave',
    settles: true,
  },
  'has-left': {
    fits: (a) => onLongLeave(a).length > 0,
    asks: (a) => [...askWho(onLongLeave(a)), { field: 'on' }],
    facts: forEach('leaver-marked', onLongLeave),
    task: nobody,
    settles: true,
  },
  'dspt-published': {
    fits: dsptMatters,
    asks: () => [optionalText],
    facts: note('The home says that its DSPT is published.'),
    task: () => 'dspt',
    settles: true,
  },
  reply: {
    fits: always,
    asks: () => [wantedText],
    // What one of the people writes is no answer of the provider.
    facts: (given, a) =>
      a.person === null
        ? [{ type: 'provider-replied', at: a.now.toString() }]
        : note('Somebody named for this home has written to us.')(given, a),
    task: () => 'reply',
    settles: true,
  },
  help: {
    fits: always,
    asks: () => [optionalText],
    facts: note('Help is asked for.'),
    task: () => 'help',
    settles: false,
  },
  'wrong-person': {
    fits: always,
    asks: nothing,
    facts: note('Whoever reads our letters says they are the wrong person.'),
    task: () => 'wrong-person',
    settles: true,
  },
};
