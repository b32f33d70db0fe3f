import type { CaseState } from '../cases/case-state';
import { evolve } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { firedFact } from './carried-out';
import { type Decision, decideDue, type DueSituation } from './decide-due';
import type { FollowUp } from './follow-up';
import { silencedIn } from './silenced';

/** What was decided, and the state in which the rest of it, letters above all, is true. */
export interface DecidedInTurn {
  /** Records first. */
  decisions: Decision[];
  /** With what was recorded. */
  state: CaseState;
}

/**
 * Decides what is due in two turns: first the moments that have passed are recorded, then, in the
 * state that makes, the rest is decided. After an outage a letter about a passcode and its expiry
 * are due together; told in one breath, the letter would be false.
 * @param wanted what the clocks want in this state
 */
export function decideInTurn(
  due: readonly FollowUp[],
  state: CaseState,
  wanted: DueSituation['wanted'],
  situation: Omit<DueSituation, 'wanted' | 'silenced'>,
): DecidedInTurn {
  const decide = (now: CaseState, rungs: DueSituation['wanted']) =>
    decideDue(due, { ...situation, wanted: rungs, silenced: silencedIn(now, situation.addresses) });
  const first = decide(state, wanted);
  const records = first.flatMap((decision) => (decision.do === 'record' ? [decision] : []));
  if (records.length === 0 || records.length === first.length) return { decisions: first, state };
  const after = records.reduce(
    (s, record) => evolve(s, firedFact(record, situation.now, `fired-${record.followUp.id}`)),
    state,
  );
  const recorded = new Set(records.map((record) => record.followUp));
  const rest = decide(after, wantedRungs(after, situation.settings));
  return {
    decisions: [...records, ...rest.filter(({ followUp }) => !recorded.has(followUp))],
    state: after,
  };
}
