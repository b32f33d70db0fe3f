import { Temporal } from 'temporal-polyfill';
import { BadInput, Refused } from '../errors';

/**
 * Somebody is away and another covers: sees and works the absent officer's cases. Days are days in
 * Europe/London; both the first and the last count.
 */
export interface Absence {
  officerId: string;
  coveredBy: string;
  /** ISO 8601 day. */
  from: string;
  /** ISO 8601 day. */
  until: string;
}

/** An absence as sentences name it. */
export interface NamedAbsence extends Absence {
  officer: string;
  coverer: string;
}

/** Longer than anybody is away without another owning the cases. */
const longestDays = 366;

/**
 * May this absence be set?
 *
 * One person covers at a time, and nobody covers who is away: a chain of covers would leave it to
 * chance who answers. So neither may the absent officer cover for somebody on those days, nor may
 * the covering one be away.
 * @param others every other absence that has not ended
 * @param today in Europe/London
 * @throws BadInput the days are not right, or nobody covers
 * @throws Refused it crosses another absence; the sentence says which
 */
export function checkAbsence(
  wish: Absence,
  others: readonly NamedAbsence[],
  today: Temporal.PlainDate,
): void {
  const [from, until] = [
    Temporal.PlainDate.from(wish.from),
    Temporal.PlainDate.from(wish.until),
  ] as const;
  if (Temporal.PlainDate.compare(from, today) < 0)
    throw wrong('from', 'absence-in-past', 'Choose today or a later day for the first day away.');
  if (Temporal.PlainDate.compare(until, from) < 0)
    throw wrong('until', 'absence-ends-first', 'The last day away cannot be before the first.');
  if (from.until(until).days >= longestDays)
    throw wrong(
      'until',
      'absence-too-long',
      'An absence is at most a year long. Hand the caseload over instead.',
    );
  if (wish.coveredBy === wish.officerId)
    throw wrong('coveredBy', 'covers-self', 'Choose somebody else to cover.');
  const crossing = others.filter((other) => overlaps(other, wish));
  const clash =
    crossing.find((other) => other.officerId === wish.officerId) ??
    crossing.find((other) => other.officerId === wish.coveredBy) ??
    crossing.find((other) => other.coveredBy === wish.officerId);
  if (clash) throw new Refused('absence-crosses', clashSentence(clash, wish));
}

/** Two absences that have a day in common. Days as ISO 8601 texts sort as they follow. */
const overlaps = (a: Absence, b: Absence): boolean => a.from <= b.until && b.from <= a.until;

function clashSentence(clash: NamedAbsence, wish: Absence): string {
  const days = `from ${inWords(clash.from)} until ${inWords(clash.until)}`;
  if (clash.officerId === wish.officerId)
    return `${clash.officer} is down as away ${days} already. End that absence first, or choose other days.`;
  if (clash.officerId === wish.coveredBy)
    return `${clash.officer} is away ${days}. Choose somebody else to cover, or other days.`;
  return `${clash.coverer} covers for ${clash.officer} ${days}. Let somebody else cover for ${clash.officer} first.`;
}

const inWords = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });

function wrong(field: string, code: string, message: string): BadInput {
  return new BadInput(code, message, [{ pointer: `/${field}`, code, message }]);
}

/**
 * What becomes of an absence that ends now: one that has not begun, or began today, is gone; of one
 * that began before, yesterday was the last day.
 * @returns the last day that stays, or null when nothing does
 */
export function lastDayIfEnded(
  { from }: Pick<Absence, 'from'>,
  today: Temporal.PlainDate,
): string | null {
  const yesterday = today.subtract({ days: 1 });
  return Temporal.PlainDate.compare(from, yesterday) > 0 ? null : yesterday.toString();
}
