import { Temporal } from 'temporal-polyfill';
import type { ClockSettings } from '../clocks/rung';
import { londonDay } from '../time/london';
import { workingDaysAfter } from '../time/working-days';
import type { CaseState } from './case-state';
import type { Progress } from './progress';
import { afterGoingLive } from './stages';

/** Until which day a case rests, and why; days are Europe/London, `YYYY-MM-DD`. */
export interface Rest {
  until: string;
  why: string;
}

/**
 * The parking that somebody recorded, or the rule for a provider who stays silent; null when there is
 * none. It may lie in the past: then the case waits to be looked at.
 */
export function parkedRest({ parked }: CaseState, { policy }: ClockSettings): Rest | null {
  if (!parked) return null;
  const until =
    parked.until ??
    londonDay(Temporal.Instant.from(parked.at)).add({ days: policy.parkedForDays }).toString();
  return { until, why: parked.reason };
}

/**
 * Whether a case may be left to its next date, however far away: a live service that waits for nobody
 * here. Anything else is looked at by its review day when no date comes before it.
 */
export function mayWaitLong({ stage, waitingOn }: Pick<Progress, 'stage' | 'waitingOn'>): boolean {
  return afterGoingLive.has(stage) && waitingOn !== 'officer';
}

/**
 * When a case with no date running is looked at again, so that no open case is forgotten: some
 * working days after it last changed.
 * @param changedAt when the last fact was recorded, ISO 8601 UTC
 */
export function reviewRest(changedAt: string, { policy, calendar }: ClockSettings): Rest {
  const day = londonDay(Temporal.Instant.from(changedAt));
  const until = workingDaysAfter(day, policy.reviewAfterWorkingDays, calendar);
  return { until: until.toString(), why: 'no date is running' };
}
