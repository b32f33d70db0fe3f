import {
  admit,
  type Fact,
  type FactType,
  factTypes,
  londonDay,
  type Policy,
  Refused,
  transitions,
} from '@app/domain';
import type { Temporal } from 'temporal-polyfill';

/** Whether a fact makes sense now, and the sentence that says why not. */
export interface PossibleFact {
  type: FactType;
  whyNot: string | null;
}

/** Codes of the rules that an officer may set aside with a reason. */
const blocks = new Set(
  Object.values(transitions)
    .flat()
    .filter((rule) => rule.kind === 'block')
    .map((rule) => rule.code),
);

/** Whether a refusal can be set aside with a reason. */
export const canBeOverridden = (code: string): boolean => blocks.has(code);

/**
 * Asks the transition table about each type as if it happened at this moment. A fact of an earlier
 * day may be judged otherwise when it is recorded; this only sorts the choices.
 */
export function possibleFacts(
  types: readonly FactType[],
  facts: readonly Fact[],
  now: Temporal.Instant,
  policy: Policy,
): PossibleFact[] {
  return types.map((type) => ({ type, whyNot: whyNot(type, facts, now, policy) }));
}

function whyNot(
  type: FactType,
  facts: readonly Fact[],
  now: Temporal.Instant,
  policy: Policy,
): string | null {
  const day = factTypes[type].moment === 'on';
  const fact: Fact = {
    id: '',
    type,
    on: day ? londonDay(now).toString() : null,
    at: day ? null : now.toString(),
    details: {},
    override: null,
  };
  try {
    admit(facts, fact, now, policy);
    return null;
  } catch (error) {
    if (error instanceof Refused) return canBeOverridden(error.code) ? null : error.message;
    throw error;
  }
}
