import { enter, type Home, type SentFact, type Surroundings, type Told } from './home';
import { atDesk } from './officers';
import { at, dayOf, type Minute } from './town-time';

/** Fields of a fact besides its type and moment. */
type Fields = Record<string, unknown>;

/** A fact of a day: today unless said otherwise. */
export function onDay(
  { time, now }: Surroundings,
  type: string,
  fields: Fields = {},
  day = dayOf(now),
): SentFact {
  return { type, on: time.on(day), ...fields };
}

/** A fact of this very moment. */
export function atNow({ time, now }: Surroundings, type: string, fields: Fields = {}): SentFact {
  return { type, at: time.instant(now).toString(), ...fields };
}

export const told = (at: Minute, fact: SentFact, override: string | null = null): Told => ({
  at,
  fact,
  override,
});

/** Something happens at the home; the officer does not know of it until she is told. */
export function happens(
  home: Home,
  { now }: Surroundings,
  fact: SentFact,
  override: string | null = null,
): void {
  home.untold.push(told(now, fact, override));
}

/** The home tells all that has happened; it is recorded when the officer is at her desk. */
export function tell(home: Home, { now, time }: Surroundings): void {
  if (home.untold.length === 0) return;
  home.told.push(...home.untold.splice(0));
  const heard = now + 15 * home.random.between(0, 8);
  if (!home.agenda.has('news-reaches-officer'))
    enter(home, atDesk(home.officer, heard, time), 'news-reaches-officer', null);
}

/** A quarter of an hour in the working day, 08:00 to 17:45. */
export const someTime = (home: Home, day: number): Minute =>
  at(day, home.random.between(8, 17), 15 * home.random.between(0, 3));

/** A moment some days on at which the manager is there; the same day means later that day. */
export function managerTime(
  home: Home,
  { now }: Surroundings,
  [from, to]: readonly [from: number, to: number],
): Minute {
  const days = home.random.between(from, to);
  let day = dayOf(now) + days;
  for (const [first, last] of home.away) if (day >= first && day <= last) day = last + 1;
  const later = Math.min(now + 15 * home.random.between(2, 16), at(dayOf(now), 19, 45));
  return day === dayOf(now) ? Math.max(later, now) : someTime(home, day);
}

export const isAway = (home: Home, moment: Minute): boolean =>
  home.away.some(([first, last]) => dayOf(moment) >= first && dayOf(moment) <= last);
