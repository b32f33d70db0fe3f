import { DateTime } from 'luxon';
import { dayAt, timeAt } from '../time/walked-time';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The English name of the weekday of a day `YYYY-MM-DD`. */
export const weekdayName = (day: string): string =>
  weekdays[DateTime.fromISO(day, { zone: 'utc' }).weekday - 1] ?? '';

/** `2026-12-24` as `Thursday 24 December 2026`. */
export function writtenDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${weekdayName(day)} ${date} ${months[(month ?? 1) - 1]} ${year}`;
}

/** A moment as the wall clock in London shows it, to the minute: `… at 9:00am`. */
export function writtenMoment(at: number): string {
  const { hour, minute } = timeAt(at);
  const shown = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}`;
  const time =
    minute === 0 && hour === 0
      ? 'midnight'
      : minute === 0 && hour === 12
        ? 'midday'
        : `${shown}${hour < 12 ? 'am' : 'pm'}`;
  return `${writtenDay(dayAt(at))} at ${time}`;
}

const written = /^(\w+) (\d{1,2}) (\w+) (\d{4})$/;

/** `Thursday 24 December 2026` as `2026-12-24`; null when there is no such day, or it is no Thursday. */
export function readDay(text: string): string | null {
  const [, , date = '', month = '', year = ''] = written.exec(text) ?? [];
  const place = months.indexOf(month) + 1;
  if (place === 0) return null;
  const day = `${year}-${String(place).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const exists = DateTime.fromISO(day, { zone: 'utc' }).isValid;
  return exists && writtenDay(day) === text ? day : null;
}
