import { dayOf, type Fact } from '../facts/fact';
import { type Account, accountOf, type CaseState, type NamedPerson } from './case-state';

const newAccount = (person: string): Account => ({
  person,
  created: null,
  activated: null,
  firstOpenedOn: null,
  lastOpenedOn: null,
  activity: null,
  removedOn: null,
  leaver: null,
  joinedElsewhereOn: null,
  disabled: null,
  enabledAgainOn: null,
});

type ChangeAccount = (account: Account, on: string, fact: Fact) => Partial<Account>;

/** Changes the account of the person a fact names, beginning one when there is none. */
const ofPerson =
  (change: ChangeAccount) =>
  (state: CaseState, fact: Fact): CaseState => {
    const person = fact.details.person ?? '';
    const known = accountOf(state, person);
    const before = known ?? newAccount(person);
    const after = { ...before, ...change(before, dayOf(fact), fact) };
    const accounts = known
      ? state.accounts.map((a) => (a === known ? after : a))
      : [...state.accounts, after];
    return { ...state, accounts };
  };

const isNewer = (on: string, than: string | null | undefined): boolean => on >= (than ?? '');

/** Gone, leaving or switched off: nothing they open keeps an account alive. */
const isBarred = (a: Account): boolean =>
  a.removedOn !== null || a.leaver !== null || a.disabled !== null;

/** What the inactivity of an account counts from now on. */
function active(account: Account, on: string, fact: Fact): Partial<Account> {
  const counts =
    !isBarred(account) &&
    isNewer(on, account.activity?.on) &&
    isNewer(on, account.enabledAgainOn) &&
    isNewer(on, account.created?.on);
  return counts ? { activity: { fact: fact.id, on } } : {};
}

/** An end dated before the newest activity was learned late: it was over when that happened. */
const inactive = (account: Account, on: string): Partial<Account> =>
  (account.activity?.on ?? '') > on ? {} : { activity: null };

/** A new account begins afresh whatever became of the last one. */
export const accountCreated = ofPerson((account, on, fact) => {
  if (!isNewer(on, account.created?.on)) return {};
  const since = (day: string | null | undefined): boolean => (day ?? '') > on;
  return {
    created: { fact: fact.id, on },
    activated: since(account.activated?.on) ? account.activated : null,
    activity: since(account.activity?.on) ? account.activity : null,
    removedOn: since(account.removedOn) ? account.removedOn : null,
    leaver: since(account.leaver?.on) ? account.leaver : null,
    disabled: since(account.disabled?.on) ? account.disabled : null,
  };
});

export const accountActivated = ofPerson((account, on, fact) => ({
  ...(isNewer(on, account.activated?.on) ? { activated: { fact: fact.id, on } } : {}),
  ...active(account, on, fact),
}));

export const mailboxOpened = ofPerson((account, on, fact) => ({
  firstOpenedOn: account.firstOpenedOn && account.firstOpenedOn < on ? account.firstOpenedOn : on,
  lastOpenedOn: isNewer(on, account.lastOpenedOn) ? on : account.lastOpenedOn,
  ...(account.activated ? active(account, on, fact) : {}),
}));

export const leaverMarked = ofPerson((account, on, fact) =>
  isNewer(on, account.leaver?.on)
    ? {
        leaver: { fact: fact.id, on },
        joinedElsewhereOn:
          (account.joinedElsewhereOn ?? '') > on ? account.joinedElsewhereOn : null,
        ...inactive(account, on),
      }
    : {},
);

export const joinerConfirmed = ofPerson((account, on) =>
  isNewer(on, account.leaver?.on) && isNewer(on, account.joinedElsewhereOn)
    ? { joinedElsewhereOn: on }
    : {},
);

export const accountDisabled = ofPerson((account, on, fact) =>
  isNewer(on, account.disabled?.on) && isNewer(on, account.enabledAgainOn)
    ? { disabled: { fact: fact.id, on }, ...inactive(account, on) }
    : {},
);

export const accountReEnabled = ofPerson((account, on) => ({
  enabledAgainOn: isNewer(on, account.enabledAgainOn) ? on : account.enabledAgainOn,
  disabled: isNewer(on, account.disabled?.on) ? null : account.disabled,
}));

/** Names somebody, or says more of somebody named already. */
export function personAdded(state: CaseState, fact: Fact): CaseState {
  const { person = '', mobile, email, role } = fact.details;
  const known = state.people.find((p) => p.person === person);
  const named: NamedPerson = {
    person,
    mobile: mobile ?? known?.mobile ?? null,
    email: email ?? known?.email ?? null,
    role: role ?? known?.role ?? null,
    addedOn: known?.addedOn ?? dayOf(fact),
    removedOn: null,
  };
  return {
    ...state,
    people: known ? state.people.map((p) => (p === known ? named : p)) : [...state.people, named],
  };
}

const accountRemoved = ofPerson((account, on) => ({
  removedOn: isNewer(on, account.created?.on) ? on : account.removedOn,
  ...inactive(account, on),
}));

export function personRemoved(state: CaseState, fact: Fact): CaseState {
  const { person } = fact.details;
  const people = state.people.map((p) =>
    p.person === person ? { ...p, removedOn: dayOf(fact) } : p,
  );
  return accountRemoved({ ...state, people }, fact);
}
