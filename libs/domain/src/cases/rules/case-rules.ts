import { Temporal } from 'temporal-polyfill';
import type { FactType } from '../../facts/fact-types';
import { openPause } from '../case-state';
import { block, contradiction, isEarlier, type RulesOf } from './rule';

/** When the case itself may be opened, set aside, closed and taken up again. */
export const caseRules = {
  'case-opened': [
    contradiction(
      'case-already-open',
      ({ state }) => state.openedOn !== null,
      'This case is open already; record what happened to it instead.',
    ),
  ],
  agreed: [],
  declined: [],
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
    block(
      'parked-too-long',
      ({ fact, day }) =>
        (fact.details.until ?? '') > Temporal.PlainDate.from(day).add({ years: 1 }).toString(),
      'A case is parked for a year at most, so that it is not forgotten; choose an earlier day, or say why it must be so long.',
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
} as const satisfies Partial<RulesOf<FactType>>;
