import { Random } from './random';
import { at, dayOf, type Minute, type TownTime } from './town-time';

/** An officer of the practice caseload: who they are, and when they are at their desk. */
export interface PracticeOfficer {
  id: string;
  name: string;
  email: string;
  /** Days away, first and last included, from the town's first day. */
  leave: readonly (readonly [from: number, to: number])[];
  /** Calls made, by day: the phone is free only so long. */
  calls: Map<number, number>;
}

const deskHours = { from: 9, to: 17 };
const callsADay = 16;

/** The first moment from `moment` on at which the officer is at the desk. */
export function atDesk(officer: PracticeOfficer, moment: Minute, time: TownTime): Minute {
  let day = dayOf(moment);
  if (isIn(officer, day, time)) {
    if (moment < at(day, deskHours.from)) return at(day, deskHours.from, 15);
    if (moment < at(day, deskHours.to)) return moment;
  }
  do day++;
  while (!isIn(officer, day, time));
  return at(day, deskHours.from, 15);
}

/** @returns false when the officer has no time for another call that day */
export function takePhone(officer: PracticeOfficer, moment: Minute): boolean {
  const day = dayOf(moment);
  const made = officer.calls.get(day) ?? 0;
  if (made >= callsADay) return false;
  officer.calls.set(day, made + 1);
  return true;
}

const isIn = (officer: PracticeOfficer, day: number, time: TownTime): boolean =>
  time.isWorkingDay(day) && !officer.leave.some(([from, to]) => day >= from && day <= to);

/**
 * A week away every two months or so.
 * @param backToday true for whoever sits down at the practice caseload: the last days before the
 *   town's end they were away, so that something has been left lying
 */
export function inventLeave(
  seed: number,
  name: string,
  days: number,
  backToday: boolean,
): [number, number][] {
  const random = Random.for(seed, `leave of ${name}`);
  const leave: [number, number][] = [];
  for (let day = random.between(20, 60); day < days - 20; day += random.between(45, 75))
    leave.push([day, day + random.between(3, 8)]);
  return backToday ? [...leave, [days - 8, days]] : leave;
}
