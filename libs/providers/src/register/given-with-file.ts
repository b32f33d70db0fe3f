import { BadInput } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** Before it there were no such files; PostgreSQL knows no year 0 besides. */
const firstDay = '1900-01-01';

/**
 * @param text the day that a person says a file's data speak of
 * @param today the Europe/London day
 * @throws BadInput for what is no day, too early, or still to come
 */
export function checkAsOf(text: string, today: Temporal.PlainDate): void {
  const day = readDay(text);
  if (!day)
    throw new BadInput('invalid-day', `“${text}” is no day; write it as in ${today.toString()}.`);
  if (Temporal.PlainDate.compare(day, firstDay) < 0)
    throw new BadInput(
      'day-too-early',
      `On ${text} there were no such files; give the day that the file’s data speak of.`,
    );
  if (Temporal.PlainDate.compare(day, today) > 0)
    throw new BadInput(
      'day-to-come',
      `${text} is still to come; give the day that the file’s data speak of.`,
    );
}

function readDay(text: string): Temporal.PlainDate | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text) : null;
  } catch {
    return null;
  }
}

/** Control characters, and those that turn the direction of what follows them. */
const unseen = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** The name of a file as lists, terminals and logs can show it, on one line and as it is. */
export function plainFileName(name: string): string {
  return (
    name
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(unseen, ' ')
      .trim() || 'file'
  );
}
