import { closedSince, dayOfFact, type GivenFact, latest } from './given-fact';

const publications = (facts: readonly GivenFact[]): GivenFact[] =>
  facts.filter((f) => f.type === 'dspt-published');

/** `25/26` closes on 30 June 2026 and is valid to 30 June 2027, that day included. */
export function validTo(publication: GivenFact): string {
  const second = Number((publication.edition ?? '').slice(-2));
  return `${2000 + second + 1}-06-30`;
}

/** The publication whose end is being watched, if there is one: the newest, at Approaching or better. */
export function watchedPublication(facts: readonly GivenFact[]): GivenFact | undefined {
  const newest = latest(publications(facts));
  if (!newest || closedSince(facts, newest)) return undefined;
  return ['exceeded', 'met', 'approaching'].includes(newest.level ?? '') ? newest : undefined;
}

/** What is known of the DSPT on this day: whether it lets an application through. */
export function standingOn(facts: readonly GivenFact[], day: string): 'unknown' | 'shut' | 'open' {
  const newest = latest(publications(facts).filter((f) => dayOfFact(f) <= day));
  if (!newest) return 'unknown';
  const low = ['not-met', 'not-published'].includes(newest.level ?? '');
  return low || day > validTo(newest) ? 'shut' : 'open';
}
