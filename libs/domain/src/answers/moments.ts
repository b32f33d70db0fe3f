import { Temporal } from 'temporal-polyfill';
import { london, londonDay } from '../time/london';
import type { Answering, GivenAnswer } from './answer';

/** Taken for the time of an earlier day when they do not know it: offices close then. */
const unknownTime = '17:00';

/** The day they gave, or today, Europe/London. */
export const dayGiven = ({ on }: GivenAnswer, { now }: Answering): string =>
  on ?? londonDay(now).toString();

/**
 * The instant they gave, never after now. Of today without a time it is now; of an earlier day
 * without a time 5pm, which is late rather than early, so that nobody is said to be overdue too soon.
 */
export function momentGiven(given: GivenAnswer, answering: Answering): string {
  const { now } = answering;
  const on = dayGiven(given, answering);
  if (given.time === undefined && on === londonDay(now).toString()) return now.toString();
  const at = Temporal.PlainDate.from(on)
    .toZonedDateTime({ timeZone: london, plainTime: given.time ?? unknownTime })
    .toInstant();
  return (Temporal.Instant.compare(at, now) > 0 ? now : at).toString();
}
