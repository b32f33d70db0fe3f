import { dateKinds, type OfficerDate } from '@app/measures';
import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';

/** Minutes a call takes up in a calendar. */
const callMinutes = 15;

/** Seconds since then make the sequence number of an event; so it fits its 31 bits until 2088. */
const sequenceFrom = Temporal.Instant.from('2020-01-01T00:00:00Z');

/**
 * The dates of an officer as a calendar (RFC 5545) that calendar programs subscribe to. It names no
 * home and no person; the link of an event needs signing in. What is no longer there has been
 * cancelled, moved to somebody else, or done. An event that moved keeps its UID and has a higher
 * SEQUENCE and a later LAST-MODIFIED.
 * @param publicUrl where people reach the pages, without a slash at its end
 */
export function writeCalendar(dates: readonly OfficerDate[], publicUrl: string): string {
  const calendar = ical({
    prodId: { company: 'Caseload', product: 'Caseload', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    name: 'Caseload',
    ttl: 3600,
  });
  const host = new URL(publicUrl).hostname;
  for (const date of dates) {
    const changed = Temporal.Instant.from(date.changedAt);
    calendar.createEvent({
      id: `${date.key}@${host}`,
      sequence: Math.max(0, Math.floor(changed.since(sequenceFrom).total('seconds'))),
      stamp: changed,
      lastModified: changed,
      ...when(date),
      summary: dateKinds[date.kind],
      url: `${publicUrl}${date.caseId === null ? '/absences' : `/cases/${date.caseId}`}`,
      description: 'Open it in Caseload; you will be asked to sign in.',
      class: ICalEventClass.PRIVATE,
      busystatus: ICalEventBusyStatus.FREE,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  const text = calendar.toString();
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
}

/** A call has its hour, in UTC; all else takes whole days, of which the end is the day after. */
function when({ at, from, until }: OfficerDate) {
  if (at !== null) {
    const start = Temporal.Instant.from(at);
    return { start, end: start.add({ minutes: callMinutes }) };
  }
  const first = Temporal.PlainDate.from(from ?? '');
  const last = Temporal.PlainDate.from(until ?? from ?? '');
  return { start: first, end: last.add({ days: 1 }), allDay: true };
}
