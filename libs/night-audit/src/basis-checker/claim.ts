import type { Rest } from '../second-reading/questions';
import type { Row } from '../second-reading/row';
import { SendingTimes } from '../time/walked-time';
import type { HolidayNames } from './day-off';

/** A date as it is told: the moments it claims, and its reasons, one sentence a step. */
export interface Claim {
  /** Milliseconds since 1970. */
  due: number;
  send: number;
  basis: readonly string[];
}

/** The calendar and the hours the sentences speak of. */
export interface Calendar {
  holidays: HolidayNames;
  times: SendingTimes;
}

/** What a rung truly counts from, as the second reading of the case has it. */
export type Grounds = Pick<
  Row,
  'clock' | 'rung' | 'start' | 'from' | 'anchor' | 'person' | 'lastDay' | 'lateSince' | 'send'
> & { rests: readonly Rest[] };

/** @param from first hour of sending, `to` the hour at which it is over; Europe/London */
export const calendarOf = (holidays: HolidayNames, hours = { from: 9, to: 17 }): Calendar => ({
  holidays,
  times: new SendingTimes(holidays, hours.from, hours.to),
});
