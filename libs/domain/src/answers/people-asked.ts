import { type Account, type CaseState, presentPeople } from '../cases/case-state';
import type { Answering, Ask, GivenAnswer } from './answer';

/** Accounts an answer may be about: their own, or of those in the home. */
const accountsOf = ({ state, person }: Answering): readonly Account[] =>
  person === null ? state.accounts : state.accounts.filter((a) => a.person === person);

const refs =
  (is: (account: Account) => boolean) =>
  (answering: Answering): string[] =>
    accountsOf(answering)
      .filter((account) => account.removedOn === null && is(account))
      .map(({ person }) => person);

/** Whose first login is waited for. */
export const yetToLogIn = refs((a) => a.awaited !== null);

/** Who may have opened the shared mailbox. */
export const usersOfMailbox = refs((a) => a.activated !== null && a.disabled === null);

/** Who is marked as leaving. */
export const leavers = refs((a) => a.isLeaving && a.joinedElsewhereOn === null);

/** Whose account is switched off for long leave. */
export const onLongLeave = refs((a) => a.longLeave !== null);

/** Who was named and has no account yet, as far as is known. */
export function withoutAccount(state: CaseState): string[] {
  return presentPeople(state)
    .map(({ person }) => person)
    .filter((person) => !state.accounts.some((a) => a.person === person && a.created !== null));
}

/** Asks which of several it is about; of one there is nothing to ask. */
export const askWho = (among: readonly string[]): Ask[] =>
  among.length > 1 ? [{ field: 'who', among }] : [];

/** Those they chose among these; the one there is when nobody had to be chosen. */
export const chosen = ({ who }: GivenAnswer, among: readonly string[]): string[] =>
  among.length > 1 ? among.filter((ref) => who?.includes(ref)) : [...among];
