import { dayOf, type Fact } from '../facts/fact';
import {
  type Account,
  type AccountEvent,
  type AccountFact,
  accountOf,
  type CaseState,
} from './case-state';

const newAccount = (person: string): Account => ({
  person,
  happened: [],
  created: null,
  awaited: null,
  activated: null,
  firstOpenedOn: null,
  lastOpenedOn: null,
  activity: null,
  removedOn: null,
  leaver: null,
  joinedElsewhereOn: null,
  isLeaving: false,
  disabled: null,
  longLeave: null,
});

type Change = (account: Account, event: AccountEvent) => Partial<Account>;

/** Whether an opening of the mailbox may start what had stopped: not for one gone or switched off. */
const isOpenToUse = (a: Account): boolean =>
  a.activated !== null && a.removedOn === null && !a.isLeaving && a.disabled === null;

/** What each fact changes, told in the order it happened. */
const changes: Record<AccountFact, Change> = {
  'person-added': () => ({ removedOn: null }),
  'account-created': (_, event) => ({
    created: event,
    awaited: event,
    activated: null,
    removedOn: null,
    isLeaving: false,
  }),
  'account-activated': (_, event) => ({ activated: event, awaited: null, activity: event }),
  'mailbox-opened': (a, event) => ({
    firstOpenedOn: a.firstOpenedOn ?? event.on,
    lastOpenedOn: event.on,
    ...(a.activity !== null || isOpenToUse(a) ? { activity: event } : {}),
  }),
  'person-removed': (_, { on }) => ({
    removedOn: on,
    awaited: null,
    activity: null,
    longLeave: null,
  }),
  'leaver-marked': (_, event) => ({
    leaver: event,
    joinedElsewhereOn: null,
    isLeaving: true,
    activity: null,
  }),
  'joiner-confirmed': (_, { on }) => ({ joinedElsewhereOn: on }),
  'account-disabled': (_, event) => ({ disabled: event, longLeave: event, activity: null }),
  'account-re-enabled': () => ({ disabled: null, longLeave: null }),
};

const step = (account: Account, event: AccountEvent): Account => ({
  ...account,
  ...changes[event.type](account, event),
});

/** The account as it was at the end of a day, as far as is known now. */
export function accountAsOf(account: Account, day: string): Account {
  return account.happened.filter(({ on }) => on <= day).reduce(step, newAccount(account.person));
}

/**
 * Adds what a fact tells of an account. What happened counts, not when it was told: a fact learned
 * late takes its place among the others; of one day, those recorded later come later.
 */
export function accountChanged(state: CaseState, fact: Fact): CaseState {
  const { person = '' } = fact.details;
  const known = accountOf(state, person);
  const before = known ?? newAccount(person);
  const event: AccountEvent = { type: fact.type as AccountFact, fact: fact.id, on: dayOf(fact) };
  const later = before.happened.filter(({ on }) => on > event.on);
  const happened = [
    ...before.happened.slice(0, before.happened.length - later.length),
    event,
    ...later,
  ];
  const after =
    later.length === 0 ? step(before, event) : happened.reduce(step, newAccount(person));
  const account = { ...after, happened };
  const accounts = known
    ? state.accounts.map((a) => (a === known ? account : a))
    : [...state.accounts, account];
  return { ...state, accounts };
}
