import type { CaseAsKnown } from '@app/cases';
import { dayWords } from '../words/when';
import { type CaseAsked, type CasePage, presentCase } from './case.presenter';
import type { CaseView } from './case-view';

/** A case as it was known at the end of a day gone by: to be looked at, nothing else. */
export interface AsKnownPage
  extends Pick<
    CasePage,
    | 'section'
    | 'practice'
    | 'id'
    | 'home'
    | 'whereabouts'
    | 'stages'
    | 'summary'
    | 'stalls'
    | 'readiness'
    | 'people'
    | 'known'
    | 'next'
    | 'later'
    | 'story'
  > {
  /** Calls that were to be made then. */
  toDo: { title: string; about: string; since: string }[];
  day: string;
  dayInWords: string;
  earlierHref: string | null;
  laterHref: string | null;
}

export function presentAsKnown(
  view: CaseView,
  { day, earlier, later }: Pick<CaseAsKnown, 'day' | 'earlier' | 'later'>,
  asked: CaseAsked,
): AsKnownPage {
  const page = presentCase(view, null, asked);
  const { section, practice, id, home, whereabouts, stages, summary, stalls, readiness } = page;
  const { people, known, next, later: laterSteps, story } = page;
  const on = (other: string | null) => other && `/cases/${id}?on=${other}`;
  return {
    ...{ section, practice, id, home, whereabouts, stages, summary, stalls, readiness },
    people: people.map((person) => ({ ...person, changeHref: null })),
    ...{ known, next, later: laterSteps, story },
    toDo: page.toDo.map(({ title, about, since }) => ({ title, about, since })),
    day,
    dayInWords: dayWords(day),
    earlierHref: on(earlier),
    laterHref: on(later),
  };
}
