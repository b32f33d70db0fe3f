import type { Fact } from '../facts/fact';
import type { CaseState } from './case-state';
import { isBefore } from '../time/is-before';

/** Of what a person said about letters the newest stands, whatever the order it was learned in. */
export const personWishes =
  (optedOut: boolean) =>
  (state: CaseState, fact: Fact): CaseState => {
    const { person = '' } = fact.details;
    const at = fact.at ?? '';
    const before = state.wishes.find((w) => w.person === person);
    if (before && isBefore(at, before.at)) return state;
    const others = state.wishes.filter((w) => w !== before);
    return { ...state, wishes: [...others, { person, optedOut, at }] };
  };
