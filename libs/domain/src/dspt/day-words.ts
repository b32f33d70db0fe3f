import { Temporal } from 'temporal-polyfill';
import { dayInWords } from '../time/london';

const remembered = new Map<string, string>();
/** Publications of a dozen editions fall on fewer days. */
const mostDays = 5000;

/**
 * "Wednesday 30 June 2027", from `YYYY-MM-DD`. Tens of thousands of sites share a few hundred days,
 * and asking the calendar for each would take most of the time of counting them.
 */
export function dayWords(day: string): string {
  let words = remembered.get(day);
  if (words === undefined) {
    words = dayInWords(Temporal.PlainDate.from(day));
    if (remembered.size >= mostDays) remembered.clear();
    remembered.set(day, words);
  }
  return words;
}
