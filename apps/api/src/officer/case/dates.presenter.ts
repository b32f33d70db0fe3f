import type { CaseView } from './case-view';
import { type NextStep, type PastStep, presentNext, presentPast } from './follow-ups.presenter';

/** Every date a case ever had, each with its proof. */
export interface DatesPage {
  section: 'cases';
  practice: boolean;
  id: string;
  home: string;
  next: NextStep[];
  past: PastStep[];
}

export function presentDates(view: CaseView): DatesPage {
  return {
    section: 'cases',
    practice: view.case.practice,
    id: view.case.id,
    home: view.site.name,
    next: presentNext(view.followUps, view.now),
    past: presentPast(view.followUps, view.letters),
  };
}
