import { type FactType, progress } from '@app/domain';
import type { CaseView } from '../case/case-view';
import { stageWords } from '../words/case-words';
import { factForms, factHeadings } from './fact-forms';
import { isOffered, nextFacts } from './next-facts';
import { type PossibleFact, possibleFacts } from './possible-facts';

/** One fact to choose. */
interface ChoiceLine {
  href: string;
  label: string;
  /** What stands in the way; null when nothing does. */
  why: string | null;
}

/** "What happened?": first what the stage suggests, then everything, by heading. */
export interface ChoicesPage {
  section: 'cases';
  practice: boolean;
  caseId: string;
  home: string;
  stage: string;
  next: ChoiceLine[];
  headings: { title: string; about: string; possible: ChoiceLine[]; impossible: ChoiceLine[] }[];
}

export function presentChoices(view: CaseView): ChoicesPage {
  const { stage } = progress(view.state);
  const lines = (types: readonly FactType[]) => possibleFacts(types, view);
  const line = ({ type, whyNot, blockedBy }: PossibleFact): ChoiceLine => ({
    href: `/cases/${view.case.id}/record/${type}`,
    label: factForms[type].title,
    why: whyNot ?? blockedBy,
  });
  return {
    section: 'cases',
    practice: view.case.practice,
    caseId: view.case.id,
    home: view.site.name,
    stage: stageWords[stage],
    next: lines(nextFacts(view.state, stage))
      .filter(({ whyNot }) => whyNot === null)
      .map(line),
    headings: factHeadings.map(({ title, about, types }) => {
      const facts = lines(types.filter((type) => isOffered(type, view.state)));
      return {
        title,
        about,
        possible: facts.filter(({ whyNot }) => whyNot === null).map(line),
        impossible: facts.filter(({ whyNot }) => whyNot !== null).map(line),
      };
    }),
  };
}
