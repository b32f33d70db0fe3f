import { progress, standing } from '@app/domain';
import { factForms } from '../record-fact/fact-forms';
import { nextFacts } from '../record-fact/next-facts';
import { momentWords } from '../words/when';
import type { CaseView } from './case-view';
import { newestOf, recordedBy } from './summary-line';

/** Says that nothing runs by itself after a case was reopened, and what to record. */
export interface ReopenedCard {
  when: string;
  by: string;
  why: string | null;
  toRecord: { href: string; text: string }[];
}

/** Shown from the reopening until a date runs again. */
export function presentReopened(view: CaseView): ReopenedCard | null {
  const last = newestOf(view, 'closed', 'reopened');
  const runs = view.followUps.some(({ status }) => status === 'waiting');
  if (last?.type !== 'reopened' || runs || !standing(view.facts).includes(last)) return null;
  const { stage } = progress(view.state);
  return {
    when: momentWords(last.at ?? last.recordedAt),
    by: recordedBy(last, view),
    why: last.override,
    toRecord: nextFacts(view.state, stage).map((type) => ({
      href: `/cases/${view.case.id}/record/${type}`,
      text: factForms[type].title,
    })),
  };
}
