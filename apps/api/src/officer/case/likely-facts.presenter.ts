import { type FactType, factTypes, progress } from '@app/domain';
import { factForms, factHeadings } from '../record-fact/fact-forms';
import { isOffered, nextFacts } from '../record-fact/next-facts';
import { possibleFacts } from '../record-fact/possible-facts';
import type { CaseView } from './case-view';
import { candidates } from './people-of-case';

/** What one press on the page of the case begins to record. */
export interface LikelyFact {
  text: string;
  href: string;
}

/** Everything else that may be recorded now, under the headings of "What happened?". */
export interface FactGroup {
  title: string;
  facts: { type: FactType; text: string }[];
}

/** More buttons than these are no longer found at a glance. */
const most = 5;

/** A person each has a button of their own while they are this few. */
const fewPeople = 3;

/** The likeliest next facts, each with what is known of it filled in. */
export function presentLikelyFacts(view: CaseView): LikelyFact[] {
  const { stage } = progress(view.state);
  const possible = possibleFacts(nextFacts(view.state, stage), view);
  return possible
    .filter(({ type, whyNot }) => whyNot === null && isOffered(type, view.state))
    .flatMap(({ type }) => buttonsOf(type, view))
    .slice(0, most);
}

function buttonsOf(type: FactType, view: CaseView): LikelyFact[] {
  const form = factForms[type];
  const href = `/cases/${view.case.id}/record/${type}`;
  const field = form.fields?.find(({ kind }) => kind === 'person');
  if (field?.kind !== 'person') return [{ text: form.title, href }];
  const people = candidates(view, field.whom).filter((one) => isWanted(type, one));
  if (people.length === 0 || people.length > fewPeople) return [{ text: form.title, href }];
  return people.map(({ name, ref }) => ({
    text: `${factTypes[type].label}: ${name}`,
    href: `${href}?person=${encodeURIComponent(ref)}`,
  }));
}

/** Nobody gets a second account while they have one. */
const isWanted = (type: FactType, { account }: ReturnType<typeof candidates>[number]): boolean =>
  type !== 'account-created' || account?.created == null;

/** All that may be recorded now, for the list from which anything is two presses away. */
export function presentEveryFact(view: CaseView): FactGroup[] {
  return factHeadings
    .map(({ title, types }) => ({
      title,
      facts: possibleFacts(
        types.filter((type) => isOffered(type, view.state)),
        view,
      )
        .filter(({ whyNot }) => whyNot === null)
        .map(({ type }) => ({ type, text: factForms[type].title })),
    }))
    .filter(({ facts }) => facts.length > 0);
}
