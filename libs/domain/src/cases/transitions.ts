import { Temporal } from 'temporal-polyfill';
import { Refused } from '../errors';
import { dayOf, type Fact } from '../facts/fact';
import type { FactType } from '../facts/fact-types';
import type { Policy } from '../policy';
import { londonDay } from '../time/london';
import { type CaseState, newCase } from './case-state';
import { evolve, fold, standing } from './evolve';
import { accountRules } from './rules/account-rules';
import { applicationRules } from './rules/application-rules';
import { askingRules } from './rules/asking-rules';
import { caseRules } from './rules/case-rules';
import { passcodeRules } from './rules/passcode-rules';
import { peopleRules } from './rules/people-rules';
import { contradiction, type Rule, type RulesOf, type Situation } from './rules/rule';

export type { Rule } from './rules/rule';

/**
 * When each fact may be recorded: page, API, simulation and tests read this one table. Rules are
 * asked in order; the first that stands in the way is the answer.
 */
export const transitions: RulesOf<FactType> = {
  ...passcodeRules,
  ...peopleRules,
  ...applicationRules,
  ...accountRules,
  ...askingRules,
  ...caseRules,
};

const caseClosed = contradiction(
  'case-closed',
  ({ state, fact }) => state.closed !== null && fact.type !== 'reopened',
  'This case is closed; reopen it before recording anything else.',
);

/** The rule that stands in the way of recording this fact now, or null. */
function obstacle(situation: Situation): Rule | null {
  const { fact } = situation;
  if (fact.type === 'follow-up-fired') return null;
  const rules = [caseClosed, ...transitions[fact.type]];
  return (
    rules.find((r) => !(r.kind === 'block' && fact.override !== null) && r.when(situation)) ?? null
  );
}

/**
 * Whether this fact may be recorded after these.
 * @param now the moment of recording; a fact may lie in the past, never after it
 * @param state what these facts come to, when that is known already
 * @throws Refused with a stable code and a sentence that says what to do
 */
export function admit(
  facts: readonly Fact[],
  fact: Fact,
  now: Temporal.Instant,
  policy: Policy,
  state: CaseState = fold(facts),
): void {
  refuseFuture(fact, now);
  const situation = { state, fact, day: dayOf(fact), policy };
  const rule = obstacle(situation);
  if (rule) throw new Refused(rule.code, rule.sentence(situation));
  if (fact.type === 'retracted') admitRetraction(facts, fact, policy);
}

function refuseFuture(fact: Fact, now: Temporal.Instant): void {
  const future =
    fact.at === null
      ? (fact.on ?? '') > londonDay(now).toString()
      : Temporal.Instant.compare(fact.at, now) > 0;
  if (future)
    throw new Refused(
      'fact-in-future',
      'That has not happened yet: a fact may lie in the past, never in the future.',
    );
}

/** A fact goes only when what was recorded on top of it still makes sense without it. */
function admitRetraction(facts: readonly Fact[], retraction: Fact, policy: Policy): void {
  const before = standing(facts);
  const target = before.find((f) => f.id === retraction.details.fact);
  if (!target) {
    const known = facts.some((f) => f.id === retraction.details.fact);
    throw known
      ? new Refused('already-retracted', 'That fact has been retracted already.')
      : new Refused('no-such-fact', 'This case has no such fact; choose one from its timeline.');
  }
  if (target.type === 'case-opened' || target.type === 'follow-up-fired')
    throw new Refused(
      'cannot-be-retracted',
      target.type === 'case-opened'
        ? 'The opening of a case cannot be retracted; close the case instead.'
        : 'What Caseload itself did cannot be retracted; it has happened.',
    );
  const kept = standing([...facts, retraction]).slice(0, -1);
  // What came before it stands as it did; taking back a retraction reaches further back.
  const first = target.type === 'retracted' ? 0 : before.indexOf(target);
  let state = kept.slice(0, first).reduce(evolve, newCase);
  for (const fact of kept.slice(first)) {
    const rule = obstacle({ state, fact, day: dayOf(fact), policy });
    if (rule)
      throw new Refused(
        'retraction-contradicts',
        `Something recorded later depends on that fact ("${fact.type}"); retract the later one first.`,
      );
    state = evolve(state, fact);
  }
}
