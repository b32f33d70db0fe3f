import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import { mayWaitLong, parkedRest, reviewRest } from '../cases/parking';
import { progress } from '../cases/progress';
import { wantedRungs } from '../clocks/all-clocks';
import type { ClockSettings } from '../clocks/rung';
import { londonDay } from '../time/london';

/**
 * The first day after today on which something of this case is due: a date of one of its clocks, the
 * day it was parked until, or the day by which every case is looked at again (the no-orphans law).
 * @param now the moment of asking, at which the case counts as changed
 */
export function nextDate(
  state: CaseState,
  clocks: ClockSettings,
  now: Temporal.Instant,
): Temporal.PlainDate {
  const today = londonDay(now);
  const review = Temporal.PlainDate.from(reviewRest(now.toString(), clocks).until);
  const parked = parkedRest(state, clocks);
  const running = [
    ...wantedRungs(state, clocks)
      .filter((rung) => !rung.onHold)
      .map((rung) => londonDay(rung.sendAt)),
    ...(parked ? [Temporal.PlainDate.from(parked.until)] : []),
  ].filter((day) => Temporal.PlainDate.compare(day, today) > 0);
  const next = running.sort(Temporal.PlainDate.compare)[0];
  if (!next) return review;
  const rests = mayWaitLong(progress(state)) || parked !== null;
  return rests || Temporal.PlainDate.compare(next, review) <= 0 ? next : review;
}
