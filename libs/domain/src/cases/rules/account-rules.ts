import type { FactType } from '../../facts/fact-types';
import { accountAsOf } from '../accounts';
import { accountOf } from '../case-state';
import { contradiction, type Situation, words, type RulesOf } from './rule';

const account = ({ state, fact }: Situation) => accountOf(state, fact.details.person);

/** The account as it was on the day of the fact. */
const accountThen = (s: Situation) => {
  const known = account(s);
  return known && accountAsOf(known, s.day);
};

/** When what is told of somebody’s account may be recorded. */
export const accountRules = {
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
} as const satisfies Partial<RulesOf<FactType>>;
