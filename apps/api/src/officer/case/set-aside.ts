import {
  dayOf,
  type Fact,
  fold,
  isFactType,
  type Policy,
  standing,
  transitions,
} from '@app/domain';

/**
 * The sentences of the rules that were set aside when a fact was recorded with a reason, asked again
 * of the facts that stood before it. None when the reason was only a remark.
 * @param facts all of the case, in the order they were recorded
 */
export function rulesSetAside(facts: readonly Fact[], fact: Fact, policy: Policy): string[] {
  const { type, override } = fact;
  if (override === null || !isFactType(type)) return [];
  const before = facts.slice(
    0,
    facts.findIndex(({ id }) => id === fact.id),
  );
  const situation = { state: fold(before), fact, day: dayOf(fact), policy };
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
