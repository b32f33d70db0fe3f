import {
  type CaseState,
  dayOf,
  evolve,
  type Fact,
  fold,
  isFactType,
  type Policy,
  standing,
  transitions,
} from '@app/domain';

/** Worked out once for each reading of a case, however often its page asks. */
const known = new WeakMap<readonly Fact[], ReadonlyMap<string, CaseState>>();

/** By the id of each fact that was recorded with a reason: the case as it stood before it. */
function statesBefore(facts: readonly Fact[]): ReadonlyMap<string, CaseState> {
  const found = known.get(facts);
  if (found) return found;
  const states = new Map<string, CaseState>();
  let state = fold([]);
  for (const [n, fact] of facts.entries()) {
    if (fact.override !== null) states.set(fact.id, state);
    // Only a retraction changes what was there before it.
    state = fact.type === 'retracted' ? fold(facts.slice(0, n + 1)) : evolve(state, fact);
  }
  known.set(facts, states);
  return states;
}

/**
 * The sentences of the rules that were set aside when a fact was recorded with a reason, asked again
 * of the facts that stood before it. None when the reason was only a remark.
 * @param facts all of the case, in the order they were recorded
 */
export function rulesSetAside(facts: readonly Fact[], fact: Fact, policy: Policy): string[] {
  const { type, override } = fact;
  if (override === null || !isFactType(type)) return [];
  const state = statesBefore(facts).get(fact.id) ?? fold(facts);
  const situation = { state, fact, day: dayOf(fact), policy };
  return transitions[type]
    .filter((rule) => rule.kind === 'block' && rule.when(situation))
    .map((rule) => rule.sentence(situation));
}

/** A rule set aside that the case still rests on. */
export interface SetAside {
  fact: Fact;
  sentences: readonly string[];
  because: string;
}

/** Every rule set aside by a fact that still stands, oldest first. */
export function allSetAside(facts: readonly Fact[], policy: Policy): SetAside[] {
  return standing(facts)
    .filter(({ override }) => override !== null)
    .map((fact) => ({
      fact,
      sentences: rulesSetAside(facts, fact, policy),
      because: fact.override ?? '',
    }))
    .filter(({ sentences }) => sentences.length > 0);
}
