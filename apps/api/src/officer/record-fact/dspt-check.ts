import type { FactType, Freshness } from '@app/domain';
import { type FormBody, type FormProblem, textOf } from '../forms/form';
import { dayWords } from '../words/when';
import type { FactInput } from './read-fact-form';

/** The box that says the DSPT was looked up by hand. */
export const dsptCheckedBox = 'dsptChecked';

/**
 * What a person must confirm before a submission is recorded while the DSPT list is stale (domain
 * rules, clock C12); null when nothing.
 */
export function dsptCheckFor(type: FactType, registers: readonly Freshness[]): string | null {
  const list = registers.find(({ register }) => register === 'dspt');
  if (type !== 'submitted' || !list?.stale || !list.asOf) return null;
  return `The DSPT list held here is of ${dayWords(list.asOf)}, too old to rely on.`;
}

/** What is wrong when it was not confirmed. */
export function problemOfCheck(check: string | null, body: FormBody): FormProblem[] {
  if (check === null || textOf(body, dsptCheckedBox) === 'yes') return [];
  return [
    {
      field: dsptCheckedBox,
      message: 'Look the home’s DSPT up on the public site, and tick that you have',
    },
  ];
}

/** The fact with what was confirmed: it stays visible beside it. */
export function withCheck(fact: FactInput, check: string | null): FactInput {
  if (check === null) return fact;
  const checked = `${check} The home’s DSPT was looked up by hand.`;
  return { ...fact, override: fact.override ? `${fact.override} (${checked})` : checked };
}
