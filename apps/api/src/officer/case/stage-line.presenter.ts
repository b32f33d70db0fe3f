import { type CaseState, londonDay, passagesOf, type RecordedFact, type Stage } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { stageWords } from '../words/case-words';
import { briefDay } from '../words/when';

/** One stage on the line from prospect to live. */
export interface StageMark {
  text: string;
  standing: 'done' | 'now' | 'to-come';
  /** "Done", "Now", "To come": never told by colour alone. */
  standingText: string;
  /** The day it was reached, "14 Oct"; empty when it was passed over, or is still to come. */
  when: string;
}

/** As every case goes that comes to its end. */
const way: readonly Stage[] = [
  'prospect',
  'eligibility',
  'preparing',
  'proving',
  'ready',
  'submitted',
  'activating',
  'live',
];

const standingTexts = { done: 'Done', now: 'Now', 'to-come': 'To come' } as const;

/**
 * Where a case is: what lies behind it, where it stands, and what is to come. A stage it fell back
 * from is to come again. A closed case ends where it was closed.
 * @param facts all that stood, in the order they were recorded
 * @param today Europe/London
 */
export function presentStages(
  facts: readonly RecordedFact[],
  state: CaseState,
  today: Temporal.PlainDate,
): StageMark[] {
  const passages = passagesOf(facts);
  const present = passages.at(-1)?.stage ?? 'prospect';
  const furthest = state.closed
    ? Math.max(...passages.map(({ stage }) => way.indexOf(stage)))
    : way.indexOf(present);
  const place = present === 'aftercare' ? way.length : furthest;
  const reached = (stage: Stage): string => {
    const from = passages.findLast(
      (p, n) => p.stage === stage && passages[n - 1]?.stage !== stage,
    )?.from;
    return from ? briefDay(londonDay(Temporal.Instant.from(from)), today) : '';
  };
  const mark = (stage: Stage, standing: StageMark['standing']): StageMark => ({
    text: stageWords[stage],
    standing,
    standingText: standingTexts[standing],
    when: standing === 'to-come' ? '' : reached(stage),
  });
  const marks = way.map((stage, n) =>
    mark(stage, n < place || state.closed ? 'done' : n === place ? 'now' : 'to-come'),
  );
  if (state.closed) return [...marks.slice(0, furthest + 1), mark('closed', 'now')];
  return present === 'aftercare' ? [...marks, mark('aftercare', 'now')] : marks;
}
