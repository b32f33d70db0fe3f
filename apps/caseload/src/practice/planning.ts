import { enter, type Home, type OfficerAct, type Surroundings } from './home';
import { atDesk } from './officers';
import { managerTime } from './telling';
import { at, dayOf } from './town-time';

/** Takes the next step some days on, unless one is planned. */
export function goOn(home: Home, s: Surroundings): void {
  if (home.phase === 'over' || home.phase === 'live' || home.agenda.has('step')) return;
  enter(home, managerTime(home, s, home.place.manager.habit.pace), 'step', null);
}

/** The officer does it so many working days on, when she is there. */
export function officerWill(
  home: Home,
  { now, time }: Surroundings,
  [from, to]: readonly [from: number, to: number],
  act: OfficerAct,
): void {
  const { random, officer } = home;
  const day = time.workingDaysAfter(dayOf(now), random.between(from, to));
  const moment = at(day, random.between(9, 16), 15 * random.between(0, 3));
  enter(home, atDesk(officer, moment, time), 'officer-does', act);
}

/** Within a week or so the officer closes the case. */
export function closeLater(home: Home, s: Surroundings, reason: string): void {
  officerWill(home, s, [1, 6], { what: 'close', reason });
}
