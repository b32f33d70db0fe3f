import {
  type ClockName,
  isListToLookThrough,
  londonDay,
  lookThroughBy,
  progress,
  type Stage,
  startOfLondonDay,
} from '@app/domain';
import type { StoredFollowUp } from '@app/follow-ups';
import { Temporal } from 'temporal-polyfill';
import { rungTitle } from '../words/rung-words';
import { capital, dayWords, momentFromNow, relativeDay } from '../words/when';
import type { CaseView } from './case-view';
import { line, type SummaryLine } from './summary-line';

const inUse: readonly ClockName[] = ['activation', 'inactivity', 'leaver', 'long-leave'];

/** The clocks that count what is waited for at a stage; another date is none of its ends. */
const clocksOf: Partial<Record<Stage, readonly ClockName[]>> = {
  proving: ['otp-validity'],
  ready: ['otp-validity'],
  submitted: ['nhsmail-reply'],
  activating: ['activation', 'inactivity'],
  live: inUse,
  aftercare: inUse,
};

/** What ends any wait before the application has gone: nobody may apply without a DSPT. */
const dsptClocks: readonly ClockName[] = ['dspt-currency', 'approaching-to-met'];

/** Moments that end a wait whoever acts, by clock and rung: the others are steps on the way there. */
const ends: readonly string[] = [
  'nhsmail-reply/breach',
  'otp-validity/expired',
  'activation/at-risk',
  'provider-silence/working-day-20',
  'provider-silence/parked',
  'inactivity/day-30',
  'inactivity/day-60',
  'inactivity/day-90',
  'leaver/day-30',
  'long-leave/month-18',
  'dspt-currency/expired',
  'approaching-to-met/expired',
];

const by = (value: string, hint: string, because?: { basis: readonly string[] }): SummaryLine[] => [
  { ...line('By when', value, hint), ...(because && { basis: because.basis }) },
];

/**
 * By when what is waited for has to happen: its end, else the next step towards it. A case without
 * either rests until a day, which is said there.
 */
export function byWhen(view: CaseView): SummaryLine[] {
  const { now, case: row, state } = view;
  const known = lateReply(view) ?? ourLook(view) ?? callDue(view);
  if (known) return known;
  const next = nextEnd(view);
  if (next) return by(endOrMoment(next, now), `${rungTitle(next)}.`, next);
  if (row.parkedUntil) return [];
  const isInUse = ['activating', 'live', 'aftercare'].includes(progress(state).stage);
  return isInUse
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

/** Of the clocks that count what is waited for, in the order in which they matter. */
function nextEnd({ state, followUps, case: row }: CaseView): StoredFollowUp | null {
  const { stage } = progress(state);
  const waiting = followUps
    .filter((f) => f.status === 'waiting')
    .sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
  const first = (clocks: readonly ClockName[]): StoredFollowUp | null => {
    const these = waiting.filter(({ clock }) => clocks.includes(clock));
    return these.find((f) => ends.includes(`${f.clock}/${f.rung}`)) ?? these[0] ?? null;
  };
  const found =
    first(clocksOf[stage] ?? []) ??
    (state.question?.endedAt === null ? first(['provider-silence']) : null);
  if (found || inUse.some((clock) => clocksOf[stage]?.includes(clock))) return found;
  const last = first(dsptClocks) ?? waiting[0] ?? null;
  // It is looked at again long before that.
  const isFarOff =
    last !== null && row.parkedUntil !== null && row.parkedUntil < londonDay(last.dueAt).toString();
  return isFarOff ? null : last;
}

/** A moment that ends a day is told by that day. */
function endOrMoment({ act, dueAt, ringAt }: StoredFollowUp, now: Temporal.Instant): string {
  const day = londonDay(dueAt);
  if (act !== 'record' || !startOfLondonDay(day).equals(dueAt)) return momentFromNow(ringAt, now);
  return endOf(day.subtract({ days: 1 }), now);
}

const endOf = (day: Temporal.PlainDate, now: Temporal.Instant): string =>
  `${capital(relativeDay(day, londonDay(now)))}, the end of ${dayWords(day.toString())}`;
