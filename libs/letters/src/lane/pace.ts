import { Temporal } from 'temporal-polyfill';

/** Microseconds, which is what PostgreSQL keeps. */
const windowMicros = 60_000_000;

/** How letters are spread over time so that a limit a minute is kept. */
export interface Pace {
  /** So many may leave together. */
  burst: number;
  /** Microseconds that each takes from the time of those after it. */
  spacing: number;
}

/**
 * Spreads letters evenly. Those that leave together count into the spacing, so that no sixty seconds,
 * wherever they begin, see more than the limit.
 * @param perMinute 1 or more
 */
export function paceOf(perMinute: number): Pace {
  const burst = Math.max(1, Math.floor(perMinute / 60));
  return { burst, spacing: Math.ceil(windowMicros / (perMinute - burst + 1)) };
}

/**
 * How many letters may leave now.
 * @param freeAt the moment from which one more may leave: all the limit remembers
 */
export function mayLeave(
  { burst, spacing }: Pace,
  freeAt: Temporal.Instant,
  now: Temporal.Instant,
): number {
  const waited = micros(now) - micros(freeAt);
  // Further ahead than any pause can be: the clock was set back, and what is remembered means nothing.
  if (waited < -windowMicros) return 1;
  return waited < 0 ? 0 : Math.min(burst, Math.floor(waited / spacing) + 1);
}

/** The moment from which one more may leave, once so many that might have left now have done so. */
export function freeAfter(
  { burst, spacing }: Pace,
  freeAt: Temporal.Instant,
  now: Temporal.Instant,
  letters: number,
): Temporal.Instant {
  const unused = micros(now) - (burst - 1) * spacing;
  const from = micros(freeAt) > micros(now) ? micros(now) : Math.max(micros(freeAt), unused);
  return Temporal.Instant.fromEpochNanoseconds(BigInt(from + letters * spacing) * 1000n);
}

const micros = (at: Temporal.Instant): number => Number(at.epochNanoseconds / 1000n);
