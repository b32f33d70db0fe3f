import { newCase } from '../cases/case-state';
import type { Asking } from './gap';
import { findPeople, type PersonToCheck } from './people-findings';
import { peopleQuestions } from './people-questions';
import { decide, itemOf, type ReadinessItem } from './readiness';

export type { PersonToCheck } from './people-findings';

/** What is still missing about the people of a site, and what is worth a second look. */
export interface PeopleReadiness {
  missing: readonly ReadinessItem[];
  warnings: readonly ReadinessItem[];
}

/**
 * The part of readiness that is about the people alone, for a list that may not be facts yet. The
 * same questions, in the same words, as of a case.
 * @param nameOf how people are called in the sentences
 */
export function peopleReadiness(
  people: readonly PersonToCheck[],
  nameOf: (person: string) => string,
): PeopleReadiness {
  const { findings, culprits } = findPeople(people);
  // None of these sentences speaks of anything but people.
  const rest: Omit<Asking, 'people'> = {
    state: newCase,
    site: { inScope: true, postcode: null, odsCode: null },
    interval: null,
  };
  const items = decide(findings, peopleQuestions).map(({ topic, gap }) => {
    const about = culprits[topic as keyof typeof culprits] ?? [];
    return { kind: gap.kind, item: itemOf(gap, { ...rest, people: about.map(nameOf) }, about) };
  });
  const of = (kind: 'missing' | 'warning') =>
    items.filter((i) => i.kind === kind).map((i) => i.item);
  return { missing: of('missing'), warnings: of('warning') };
}
