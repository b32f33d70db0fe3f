import { Temporal } from 'temporal-polyfill';

/** UTC to the second or finer; of one length they sort as they happened. */
const isPlain = (at: string): boolean =>
  at[4] === '-' && at[10] === 'T' && at[13] === ':' && at[16] === ':' && at.endsWith('Z');

/** Whether one instant lies before another, ISO 8601. Cases are folded from thousands of them. */
export const isBefore = (a: string, b: string): boolean =>
  a.length === b.length && isPlain(a) && isPlain(b) ? a < b : Temporal.Instant.compare(a, b) < 0;
