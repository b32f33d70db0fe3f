import { dayInWords, londonDay, type RecordedFact, Refused } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

type Recorded = Pick<RecordedFact, 'recordedAt'>;

const dayRecorded = ({ recordedAt }: Recorded): string =>
  londonDay(Temporal.Instant.from(recordedAt)).toString();

/**
 * Checks the day somebody wants to look back to.
 * @param today Europe/London, `YYYY-MM-DD`; it has not ended
 * @param facts all of the case, in the order they were recorded
 * @throws Refused with the sentence that says which days there are
 */
export function dayAskedFor(day: string, today: string, facts: readonly Recorded[]): void {
  if (!isDay(day))
    throw new Refused(
      'no-such-day',
      'That is no day of the calendar; give it as year, month and day, such as 2026-11-03.',
    );
  if (day >= today)
    throw new Refused(
      'day-not-over',
      'That day is not over yet; choose yesterday or an earlier day.',
    );
  const first = facts[0] && dayRecorded(facts[0]);
  if (first && day < first)
    throw new Refused(
      'before-opening',
      `Nothing was known of this case then: its first fact was recorded on ${dayInWords(Temporal.PlainDate.from(first))}. Choose that day or a later one.`,
    );
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The nearest days before and after one on which something was recorded. */
export function daysAround(
  facts: readonly Recorded[],
  day: string,
): { earlier: string | null; later: string | null } {
  const days = facts.map(dayRecorded);
  return {
    earlier: days.findLast((one) => one < day) ?? null,
    later: days.find((one) => one > day) ?? null,
  };
}
