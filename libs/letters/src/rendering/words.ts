import { dayInWords, momentInWords } from '@app/domain';
import { oneLine } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

/** "Thursday 31 December 2026", from `2026-12-31`. */
export const day = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));

/** "Friday 23 October 2026 at 5:00pm", Europe/London, from an ISO instant. */
export const moment = (iso: string): string => momentInWords(Temporal.Instant.from(iso));

/** "1 day", "14 days". */
export const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

/** Longest name that is printed whole: registers hold odd things. */
const longestName = 120;

/** A name from outside, on one line and not absurdly long. */
export function name(text: string): string {
  const clean = oneLine(text);
  const characters = Array.from(clean);
  return characters.length > longestName ? `${characters.slice(0, longestName).join('')}…` : clean;
}
