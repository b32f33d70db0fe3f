import { london } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { capital } from '../words/when';
import { type FormBody, type FormProblem, textOf } from './form';

const pattern = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i;

/** "5:30pm" for the box of a time. */
export function typedTime(time: Temporal.PlainTime): string {
  const hour = time.hour % 12 === 0 ? 12 : time.hour % 12;
  return `${hour}:${String(time.minute).padStart(2, '0')}${time.hour < 12 ? 'am' : 'pm'}`;
}

/**
 * Reads a time of day: 17:00, 5pm, 5.30pm, midday, midnight (the start of the day).
 * @param what how the message calls it: "the time the application was submitted"
 */
export function readTime(
  body: FormBody,
  name: string,
  what: string,
): { time: Temporal.PlainTime } | { problem: FormProblem } {
  const typed = textOf(body, name).toLowerCase();
  const fault = (message: string) => ({ problem: { field: name, message } });
  if (typed === '') return fault(`Enter ${what}, for example 5:30pm`);
  if (typed === 'midday' || typed === 'noon') return { time: Temporal.PlainTime.from('12:00') };
  if (typed === 'midnight') return { time: Temporal.PlainTime.from('00:00') };
  const [, hours, minutes, half] = pattern.exec(typed) ?? [];
  const time = hours === undefined ? null : toTime(Number(hours), Number(minutes ?? 0), half);
  return time ? { time } : fault(`${capital(what)} must be a time, for example 5:30pm or 17:30`);
}

function toTime(
  hours: number,
  minute: number,
  half: string | undefined,
): Temporal.PlainTime | null {
  if (half && (hours < 1 || hours > 12)) return null;
  const hour = half ? (hours % 12) + (half === 'pm' ? 12 : 0) : hours;
  return hour > 23 || minute > 59 ? null : Temporal.PlainTime.from({ hour, minute });
}

/**
 * The instant of a wall-clock time on a Europe/London day. In the hour that comes twice in autumn the
 * first is meant; a time skipped in spring does not exist.
 */
export function londonInstant(
  day: string,
  time: Temporal.PlainTime,
  name: string,
): { at: Temporal.Instant } | { problem: FormProblem } {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(time);
  const zoned = local.toZonedDateTime(london, { disambiguation: 'compatible' });
  if (!zoned.toPlainDateTime().equals(local))
    return {
      problem: {
        field: name,
        message: 'That time did not exist: the clocks went forward from 1am to 2am that day',
      },
    };
  return { at: zoned.toInstant() };
}
