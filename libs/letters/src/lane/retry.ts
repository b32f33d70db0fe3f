import { Temporal } from 'temporal-polyfill';

/** Minutes to the next attempt after the first, second… failed one; the last goes on for ever. */
const pausesMinutes = [5, 15, 30, 60] as const;

/** A letter is given up after this long of trying, but not before this many attempts. */
const longestHours = 48;
const fewestAttempts = 6;

/**
 * When a letter that was put off is tried again, or null when it is given up. Shorter than RFC 5321
 * advises, since a home waits for it and a person can call instead. Nights and weekends, when
 * nothing is sent, pass without attempts: so the hours alone do not end it.
 * @param attempts made so far, this one included
 * @param triedSince the first of them
 */
export function nextAttempt(
  attempts: number,
  triedSince: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const end = triedSince.add({ hours: longestHours });
  if (attempts >= fewestAttempts && Temporal.Instant.compare(now, end) >= 0) return null;
  const minutes = pausesMinutes[Math.min(attempts, pausesMinutes.length) - 1] ?? pausesMinutes[0];
  return now.add({ minutes });
}
