import { type Account, accountOf, type CaseState, type NamedPerson } from '@app/domain';
import { isPersonRef } from '@app/history';
import type { Whom } from '../record-fact/fact-form';

/** Somebody of a case: named for an account, or known only by the account. */
export interface CasePerson {
  /** As the facts of the case say it: the name, or a ref once the name is not kept any more. */
  person: string;
  /** The same for people to read. */
  name: string;
  /** Stands for them in addresses, where names have no place. */
  ref: string;
  named: NamedPerson | null;
  account: Account | null;
  /** Since when they want no letters, ISO 8601 UTC; null when they have not said so. */
  silentSince: string | null;
}

/** What of a case tells who its people are. */
export interface PeopleSource {
  state: CaseState;
  /** Names by ref, as far as they are kept. */
  names: ReadonlyMap<string, string>;
}

/** Named people first, in the order of naming, then those known only by an account. */
export function peopleOfCase({ state, names }: PeopleSource): CasePerson[] {
  const refs = new Map([...names].map(([ref, name]) => [name, ref]));
  const known = new Set([...state.people, ...state.accounts].map(({ person }) => person));
  return [...known].map((person) => ({
    person,
    name: personInWords(person),
    ref: refs.get(person) ?? person,
    named: state.people.find((p) => p.person === person) ?? null,
    account: accountOf(state, person),
    silentSince: state.wishes.find((w) => w.person === person && w.optedOut)?.at ?? null,
  }));
}

/** What to call somebody: the name, or that it has been erased. */
export function personInWords(person: string): string {
  return isPersonRef(person) ? `somebody whose name is not kept (${person})` : person;
}

/** Whether somebody has not been taken off. */
export const isHere = ({ named, account }: CasePerson): boolean =>
  named ? named.removedOn === null : account?.removedOn === null;

const groups: Readonly<Record<Whom, (person: CasePerson) => boolean>> = {
  known: (p) => p.silentSince === null,
  named: isHere,
  waiting: (p) => isHere(p) && p.account?.created != null && p.account.activated === null,
  silent: (p) => p.silentSince !== null,
  disabled: (p) => p.account?.disabled != null,
};

/** Those of them a fact may be about. */
export function candidates(source: PeopleSource, whom: Whom): CasePerson[] {
  return peopleOfCase(source).filter(groups[whom]);
}
