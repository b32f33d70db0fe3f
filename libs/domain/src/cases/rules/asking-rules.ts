import { Temporal } from 'temporal-polyfill';
import type { FactType } from '../../facts/fact-types';
import { contradiction, isEarlier, type Situation, type RulesOf } from './rule';
import { noSuchPerson } from './people-rules';

const ticket = ({ state, fact }: Situation) =>
  state.tickets.find((t) => t.reference === fact.details.reference);

/** When asking the helpdesk or the provider, and their answers, may be recorded. */
export const askingRules = {
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
  'call-made': [
    contradiction(
      'again-not-later',
      ({ fact, day }) => fact.details.again !== undefined && fact.details.again <= day,
      'Choose a later day on which the matter comes up again.',
    ),
    contradiction(
      'again-too-late',
      ({ fact, day }) =>
        (fact.details.again ?? '') > Temporal.PlainDate.from(day).add({ years: 1 }).toString(),
      'Choose a day within a year on which the matter comes up again, so that it is not forgotten.',
    ),
  ],
  'opted-out': [],
  'opted-in': [],
  'person-opted-out': [noSuchPerson],
  'person-opted-in': [noSuchPerson],
} as const satisfies Partial<RulesOf<FactType>>;
