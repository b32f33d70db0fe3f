import { isFactType, standing, type FactType } from '@app/domain';
import type { TimelineFact } from '@app/cases';
import { momentWords } from '../words/when';
import { actorInWords, type CaseView } from './case-view';

/** One line of a summary: what it is about, and what is so. */
export interface SummaryLine {
  key: string;
  value: string;
  /** A second, quieter sentence. */
  hint: string | null;
  link: { href: string; text: string; hidden: string } | null;
  /** How the date came about, one sentence a step; absent where there is none to prove. */
  basis?: readonly string[];
}

export const line = (
  key: string,
  value: string,
  hint: string | null = null,
  link: SummaryLine['link'] = null,
): SummaryLine => ({ key, value, hint, link });

/** A link to the form of a fact; none on a closed case, and none from a day gone by. */
export function recordLink(
  { case: row, asOf }: CaseView,
  type: FactType,
  text: string,
  hidden: string,
  query = '',
): SummaryLine['link'] {
  return row.open && asOf === null
    ? { href: `/cases/${row.id}/record/${type}${query}`, text, hidden }
    : null;
}

/** The newest fact of a type that still stands. */
export function newestOf({ facts }: CaseView, ...types: FactType[]): TimelineFact | null {
  const still = standing(facts) as TimelineFact[];
  return still.findLast(({ type }) => isFactType(type) && types.includes(type)) ?? null;
}

/** "Recorded by Priya Shah, Monday 23 November 2026 at 9:30am."; empty when nobody is known to. */
export function recordedBy(fact: TimelineFact | null, { officers }: CaseView): string {
  return fact
    ? `Recorded by ${actorInWords(fact.recordedBy, officers)}, ${momentWords(fact.recordedAt)}.`
    : '';
}
