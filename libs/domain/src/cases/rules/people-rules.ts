import type { FactType } from '../../facts/fact-types';
import { checkEmailAddress } from '../../identifiers/email-address';
import { checkUkMobile } from '../../identifiers/uk-mobile';
import { accountOf, type NamedPerson, presentPeople } from '../case-state';
import { mostPeople } from '../people-limits';
import { block, contradiction, malformed, type Situation, type RulesOf } from './rule';

/** Other people named for this site. */
const others = ({ state, fact }: Situation): NamedPerson[] =>
  presentPeople(state).filter((p) => p.person !== fact.details.person);

const shares = (field: 'mobile' | 'email') => (s: Situation) => {
  const value = s.fact.details[field];
  return value !== undefined && others(s).some((p) => p[field] === value);
};

/** Of somebody nobody has heard of there is nothing to tell. */
export const noSuchPerson = contradiction(
  'no-such-person',
  (s) =>
    accountOf(s.state, s.fact.details.person) === null &&
    !s.state.people.some((p) => p.person === s.fact.details.person),
  'Nobody of that name has been named for this site; choose one of the people on the case.',
);

/** When people may be named and taken off. */
export const peopleRules = {
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
  'person-removed': [noSuchPerson],
  'preparation-complete': [],
} as const satisfies Partial<RulesOf<FactType>>;
