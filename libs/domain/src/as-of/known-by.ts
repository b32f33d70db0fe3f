import { Temporal } from 'temporal-polyfill';
import { mayWaitLong, parkedRest, type Rest, reviewRest } from '../cases/parking';
import type { CaseState } from '../cases/case-state';
import { fold } from '../cases/evolve';
import { progress } from '../cases/progress';
import type { ClockSettings } from '../clocks/rung';
import type { RecordedFact } from '../facts/fact';
import { londonDay, startOfLondonDay } from '../time/london';
import { type FollowUpKnown, FollowUpsReplayed, type SettingsFrom } from './follow-ups-replayed';

/** A case as it was known at a moment gone by. */
export interface CaseKnown {
  /** Those recorded by then, in their order. */
  facts: readonly RecordedFact[];
  state: CaseState;
  /** Every rung that had been wanted by then, and what had become of it, earliest due first. */
  followUps: readonly FollowUpKnown[];
  /** Until when it rested, by a person's word or because no date ran; null when it did not. */
  rest: Rest | null;
  /** What was in force then. */
  settings: ClockSettings;
}

/**
 * The last moment of a Europe/London day: what was recorded by then was known "on that day".
 * @param day `YYYY-MM-DD`
 */
export function endOfDay(day: string): Temporal.Instant {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return startOfLondonDay(next).subtract({ milliseconds: 1 });
}

/**
 * What was known of a case at a moment, and what the clocks had made of it: nothing but facts
 * recorded by then counts, whenever they happened. What they came to is worked out again, fact by
 * fact, as it was when each was recorded.
 * @param facts all of the case, in the order they were recorded
 * @param settings policy and calendar with the moment from which they were in force, oldest first
 * @returns null when nothing was recorded by then
 */
export function knownBy(
  facts: readonly RecordedFact[],
  moment: Temporal.Instant,
  settings: readonly SettingsFrom[],
): CaseKnown | null {
  const known = facts.filter(({ recordedAt }) => !isAfter(recordedAt, moment));
  const newest = known.at(-1);
  if (!newest) return null;
  const replayed = new FollowUpsReplayed(settings);
  for (const fact of known) replayed.take(fact);
  const inForce = replayed.settingsAt(moment);
  const state = fold(known);
  const followUps = replayed.followUps();
  return {
    facts: known,
    state,
    followUps,
    rest: restOf(state, followUps, newest.recordedAt, inForce),
    settings: inForce,
  };
}

const isAfter = (instant: string, moment: Temporal.Instant): boolean =>
  Temporal.Instant.compare(instant, moment) > 0;

/** As the projection of a case keeps it: a case whose next date does not come before its review rests. */
function restOf(
  state: CaseState,
  followUps: readonly FollowUpKnown[],
  changedAt: string,
  settings: ClockSettings,
): Rest | null {
  if (state.closed) return null;
  const parked = parkedRest(state, settings);
  if (parked) return parked;
  const review = reviewRest(changedAt, settings);
  const waiting = followUps.filter(({ status }) => status === 'waiting').map((f) => f.ringAt);
  const next = waiting.sort(Temporal.Instant.compare)[0];
  const rests =
    !next || (!mayWaitLong(progress(state)) && londonDay(next).toString() > review.until);
  return rests ? review : null;
}
