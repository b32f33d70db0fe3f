import {
  accountStages,
  endOfWait,
  isListToLookThrough,
  londonDay,
  lookThroughBy,
  progress,
  startOfLondonDay,
} from '@app/domain';
import type { StoredFollowUp } from '@app/follow-ups';
import type { Temporal } from 'temporal-polyfill';
import { rungTitle } from '../words/rung-words';
import { capital, dayWords, momentFromNow, relativeDay } from '../words/when';
import type { CaseView } from './case-view';
import { line, type SummaryLine } from './summary-line';

const by = (value: string, hint: string, because?: { basis: readonly string[] }): SummaryLine[] => [
  { ...line('By when', value, hint), ...(because && { basis: because.basis }) },
];

/**
 * By when what is waited for has to happen: its end, else the next step towards it. A case without
 * either rests until a day, which is said there.
 */
export function byWhen(view: CaseView): SummaryLine[] {
  const { now, case: row, state, followUps } = view;
  const known = lateReply(view) ?? ourLook(view) ?? callDue(view);
  if (known) return known;
  const next = endOfWait(state, followUps, row.parkedUntil);
  if (next) return by(endOrMoment(next, now), `${rungTitle(next)}.`, next);
  if (row.parkedUntil) return [];
  return accountStages.has(progress(state).stage)
    ? by('No date is running', 'Record who has logged in or opened the mailbox, and dates follow.')
    : by('No date is running', 'Record what happens next, or park it.');
}

function lateReply({ followUps, now, state }: CaseView): SummaryLine[] | null {
  const { submission } = state;
  if (!submission?.breachedAt || progress(state).waitingOn !== 'nhsmail') return null;
  const breach = followUps.find(
    ({ rung, anchorFact }) => rung === 'breach' && anchorFact === submission.fact,
  );
  return by(momentFromNow(submission.breachedAt, now), 'Their reply is late.', breach);
}

function ourLook({ state, calendar, now }: CaseView): SummaryLine[] | null {
  if (!isListToLookThrough(state)) return null;
  const { day, why } = lookThroughBy(state, calendar);
  return by(endOf(day, now), 'The home waits for us to look through its list.', { basis: why });
}

function callDue({ state, tasks, followUps, now }: CaseView): SummaryLine[] | null {
  const call = tasks.find((task) => task.status === 'open');
  if (!call || progress(state).waitingOn !== 'officer') return null;
  const rung = followUps.find(({ id }) => id === call.followUpId);
  return by(momentFromNow(call.dueAt, now), 'That is when the call was due.', rung);
}

/** A moment that ends a day is told by that day. */
function endOrMoment({ act, dueAt, ringAt }: StoredFollowUp, now: Temporal.Instant): string {
  const day = londonDay(dueAt);
  if (act !== 'record' || !startOfLondonDay(day).equals(dueAt)) return momentFromNow(ringAt, now);
  return endOf(day.subtract({ days: 1 }), now);
}

const endOf = (day: Temporal.PlainDate, now: Temporal.Instant): string =>
  `${capital(relativeDay(day, londonDay(now)))}, the end of ${dayWords(day.toString())}`;
