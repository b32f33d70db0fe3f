import type { Temporal } from 'temporal-polyfill';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import type { Decision } from './decide-due';
import type { Outcome } from './follow-up';

/** What a decision makes of its follow-up; null when it only waits longer. */
export function outcomeOf(decision: Decision): Outcome | null {
  switch (decision.do) {
    case 'hold':
      return null;
    case 'supersede':
      return 'superseded';
    case 'suppress':
      return 'suppressed';
    case 'task':
      return 'task';
    case 'record':
      return 'recorded';
    case 'letter':
      return decision.part === 0 ? 'sent' : 'merged';
  }
}

/** A decision to do something, which is a fact of the case from then on. */
export type Firing = Extract<Decision, { do: 'record' | 'task' | 'suppress' | 'letter' }>;

export const isFiring = (decision: Decision): decision is Firing =>
  decision.do !== 'hold' && decision.do !== 'supersede';

/** The fact that a rung has fired: a record at the moment that passed, all else as it is done. */
export function firedFact(firing: Firing, now: Temporal.Instant, id: string): Fact {
  const { clock, rung, anchorFact } = firing.rung;
  const outcome = outcomeOf(firing) ?? undefined;
  return {
    id,
    type: followUpFired,
    on: null,
    // The due moment is worked out when it is asked for, which costs more than all else here.
    at: (outcome === 'recorded' ? firing.rung.dueAt : now).toString(),
    details: {
      clock,
      rung,
      anchorFact,
      outcome,
      ...(firing.do === 'suppress' ? { reason: firing.reason } : {}),
    },
    override: null,
  };
}
