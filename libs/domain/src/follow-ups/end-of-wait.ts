import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import { progress } from '../cases/progress';
import { accountStages, type Stage } from '../cases/stages';
import type { ClockName } from '../policy';
import { londonDay } from '../time/london';
import type { FollowUp } from './follow-up';

const inUse: readonly ClockName[] = ['activation', 'inactivity', 'leaver', 'long-leave'];

/** The clocks that count what is waited for at a stage; another date is none of its ends. */
const clocksOf: Readonly<Partial<Record<Stage, readonly ClockName[]>>> = {
  proving: ['otp-validity'],
  ready: ['otp-validity'],
  submitted: ['nhsmail-reply'],
  activating: ['activation', 'inactivity'],
  live: inUse,
  aftercare: inUse,
};

/** What ends any wait before the application has gone: nobody may apply without a DSPT. */
const dsptClocks: readonly ClockName[] = ['dspt-currency', 'approaching-to-met'];

/** Rungs that end a wait whoever acts, by clock: the others are steps on the way there. */
export const endsOfWaits: Readonly<Partial<Record<ClockName, readonly string[]>>> = {
  'nhsmail-reply': ['breach'],
  'otp-validity': ['expired'],
  activation: ['at-risk'],
  'provider-silence': ['working-day-20', 'parked'],
  inactivity: ['day-30', 'day-60', 'day-90'],
  leaver: ['day-30'],
  'long-leave': ['month-18'],
  'dspt-currency': ['expired'],
  'approaching-to-met': ['expired'],
};

/**
 * Which date of a case says by when what it waits for has to happen: the end of that wait, else the
 * next step towards it; null when none does, or none before it is looked at again anyway.
 * @param parkedUntil the Europe/London day it rests until, `YYYY-MM-DD`; null when it does not
 */
export function endOfWait<F extends Pick<FollowUp, 'clock' | 'rung' | 'status' | 'dueAt'>>(
  state: CaseState,
  followUps: readonly F[],
  parkedUntil: string | null,
): F | null {
  const { stage } = progress(state);
  const waiting = followUps
    .filter(({ status }) => status === 'waiting')
    .sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
  const first = (clocks: readonly ClockName[]): F | null => {
    const these = waiting.filter(({ clock }) => clocks.includes(clock));
    return these.find(({ clock, rung }) => endsOfWaits[clock]?.includes(rung)) ?? these[0] ?? null;
  };
  const found =
    first(clocksOf[stage] ?? []) ??
    (state.question?.endedAt === null ? first(['provider-silence']) : null);
  if (found || accountStages.has(stage)) return found;
  const last = first(dsptClocks) ?? waiting[0] ?? null;
  const isAfterRest =
    last !== null && parkedUntil !== null && parkedUntil < londonDay(last.dueAt).toString();
  return isAfterRest ? null : last;
}
