import type { Temporal } from 'temporal-polyfill';
import { londonDay, londonHour, londonMoment } from './london';
import type { WorkingCalendar } from './working-calendar';

/** When letters and tasks may go out, Europe/London hours of a working day. */
export interface SendingHours {
  /** First hour, included. */
  from: number;
  /** Last hour, excluded. */
  to: number;
}

/** Whether letters and tasks may go out at this moment. */
export function isSendingMoment(
  moment: Temporal.Instant,
  calendar: WorkingCalendar,
  hours: SendingHours,
): boolean {
  const hour = londonHour(moment);
  return hour >= hours.from && hour < hours.to && calendar.isWorkingDay(londonDay(moment));
}

/** The moment itself when letters may go out then, else the start of the next sending day. */
export function nextSendingMoment(
  moment: Temporal.Instant,
  calendar: WorkingCalendar,
  hours: SendingHours,
): Temporal.Instant {
  const hour = londonHour(moment);
  const day = londonDay(moment);
  if (!calendar.isWorkingDay(day) || hour >= hours.to)
    return londonMoment(calendar.nextAfter(day), hours.from);
  return hour < hours.from ? londonMoment(day, hours.from) : moment;
}

/**
 * The moment itself when letters may go out then, else the start of the last sending day before it:
 * for warnings that must come before a deadline.
 */
export function previousSendingMoment(
  moment: Temporal.Instant,
  calendar: WorkingCalendar,
  hours: SendingHours,
): Temporal.Instant {
  if (isSendingMoment(moment, calendar, hours)) return moment;
  return londonMoment(calendar.lastBefore(londonDay(moment)), hours.from);
}
