/** From its first failure on a delivery is tried for so long; then its webhook is paused. */
export const triedForHours = 72;

/** Deliveries are kept for so many days, and so many for each webhook at most. */
export const deliveriesKept = { days: 30, most: 100_000 } as const;

/** After a change of secret the former one signs as well for so long. */
export const formerSecretHours = 24;

/** A receiver has so long to answer, from the beginning of the connection. */
export const answerWithinSeconds = 10;

const seconds = [5, 30, 120, 600, 1800, 3600, 7200, 14_400];

/** After all of those: every six hours. Nor is a receiver believed that asks for a longer rest. */
const longest = 6 * 3600;

/**
 * Seconds until a delivery is tried again.
 * @param failures tries that have failed, this one counted: 1 or more
 * @param asked what the receiver asked for in `Retry-After`; null when nothing
 */
export function secondsUntilRetry(failures: number, asked: number | null = null): number {
  const own = seconds[failures - 1] ?? longest;
  return Math.min(longest, Math.max(own, asked ?? 0));
}

/** Whether an answer means that the receiver has taken the delivery in. Redirects are not followed. */
export const isTakenIn = (status: number): boolean => status >= 200 && status < 300;
