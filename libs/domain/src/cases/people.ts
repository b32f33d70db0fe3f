import { dayOf, type Fact } from '../facts/fact';
import { accountChanged } from './accounts';
import type { CaseState, NamedPerson } from './case-state';

/**
 * Names somebody, or says more of somebody named already. Whoever was taken off by then is back;
 * who was taken off later stays off.
 */
export function personAdded(state: CaseState, fact: Fact): CaseState {
  const { person = '', mobile, email, role, job } = fact.details;
  const on = dayOf(fact);
  const known = state.people.find((p) => p.person === person);
  const takenOff = known?.removedOn ?? null;
  const named: NamedPerson = {
    person,
    mobile: mobile ?? known?.mobile ?? null,
    email: email ?? known?.email ?? null,
    role: role ?? known?.role ?? null,
    job: job ?? known?.job ?? null,
    addedOn: known?.addedOn ?? on,
    lastAddedOn: known && known.lastAddedOn > on ? known.lastAddedOn : on,
    removedOn: takenOff !== null && takenOff > on ? takenOff : null,
  };
  const people = known
    ? state.people.map((p) => (p === known ? named : p))
    : [...state.people, named];
  return accountChanged({ ...state, people }, fact);
}

/** A removal before they were last named was learned late: they have come back since. */
export function personRemoved(state: CaseState, fact: Fact): CaseState {
  const on = dayOf(fact);
  const people = state.people.map((p) =>
    p.person === fact.details.person && on >= p.lastAddedOn ? { ...p, removedOn: on } : p,
  );
  return accountChanged({ ...state, people }, fact);
}
