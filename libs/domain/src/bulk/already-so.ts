import { type CaseState, openPause } from '../cases/case-state';
import { standing } from '../cases/evolve';
import type { Fact } from '../facts/fact';
import type { FactType } from '../facts/fact-types';

/** A case, asked whether it is so already. */
export interface AskedCase {
  state: CaseState;
  facts: readonly Fact[];
  /** Id of the officer who has it. */
  officerId: string;
}

type Question = (asked: AskedCase, fact: Fact) => boolean;

/** Facts that bring a case into a standing in which it may be already. */
const questions: Partial<Record<FactType, Question>> = {
  agreed: ({ state }) => state.agreedOn !== null && state.declinedOn === null,
  declined: ({ state }) => state.declinedOn !== null,
  'contact-id-confirmed': ({ state }) => state.contactIdConfirmedOn !== null,
  'preparation-complete': ({ state }) => state.preparedOn !== null,
  'opted-out': ({ state }) => state.optedOut,
  'opted-in': ({ state }) => !state.optedOut,
  paused: ({ state }) => openPause(state) !== null,
  resumed: ({ state }) => openPause(state) === null && state.parked === null,
  parked: ({ state }, { details }) => state.parked !== null && state.parked.until === details.until,
  'stall-noted': ({ state }, { details }) =>
    state.notedStalls.some(({ stall }) => stall === details.stall),
  'stall-cleared': ({ state }, { details }) =>
    state.notedStalls.every(({ stall }) => stall !== details.stall),
  'site-dormant': ({ state }) => state.site.status === 'dormant',
  'site-deregistered': ({ state }) => state.site.status === 'deregistered',
  'site-reopened': ({ state }) => state.site.status === 'registered',
  'handed-over': ({ officerId }, { details }) => officerId === details.officer,
  closed: ({ state }) => state.closed !== null,
  reopened: ({ state }) => state.closed === null,
};

/**
 * Whether recording this fact of many cases would tell this one nothing new: it stands so already, or
 * the very same was recorded for the same day. What can happen again and again, such as a note, never
 * is.
 */
export function isAlreadySo(asked: AskedCase, fact: Fact): boolean {
  if (fact.type === 'follow-up-fired') return false;
  if (asked.state.closed !== null && fact.type !== 'closed' && fact.type !== 'reopened')
    return false;
  const question = questions[fact.type];
  if (question) return question(asked, fact);
  return (
    fact.on !== null &&
    standing(asked.facts).some(
      (one) => one.type === fact.type && one.on === fact.on && isSame(one.details, fact.details),
    )
  );
}

function isSame(a: Fact['details'], b: Fact['details']): boolean {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Fact['details']>;
  return [...fields].every((field) => a[field] === b[field]);
}
