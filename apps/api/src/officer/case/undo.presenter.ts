import type { TimelineFact } from '@app/cases';
import { isFactType } from '@app/domain';
import { rungTitle } from '../words/rung-words';
import type { CaseView } from './case-view';

/** What one press takes back again, right after it was recorded. */
export interface UndoOffer {
  fact: string;
  action: string;
  version: number;
  /** Kept beside the retraction. */
  because: string;
}

/** Undoing at once is a retraction like any other; its reason is known. */
const because = 'Undone right after it was recorded.';

/** Null when it cannot be taken back: the opening, and everything of a closed case. */
export function presentUndo(view: CaseView, fact: TimelineFact): UndoOffer | null {
  const fixed = fact.type === 'case-opened' || !isFactType(fact.type);
  if (fixed || fact.retractedBy || !view.case.open || view.asOf) return null;
  return {
    fact: fact.id,
    action: `/cases/${view.case.id}/record/retracted`,
    version: view.case.version,
    because,
  };
}

/** The letters a fact set going that have left the house: taking it back does not fetch them. */
export function alreadyGone(view: CaseView, factId: string): string[] {
  return view.followUps
    .filter(({ anchorFact, letterId }) => anchorFact === factId && letterId !== null)
    .filter(({ letterId }) => view.letters.some((l) => l.id === letterId && l.status === 'sent'))
    .map(rungTitle);
}
