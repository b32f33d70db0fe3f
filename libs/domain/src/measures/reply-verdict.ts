import { Temporal } from 'temporal-polyfill';

/** An application sent to NHSmail. Instants are ISO 8601 UTC. */
export interface SentApplication {
  at: string;
  repliedAt: string | null;
  /** The 48 hours passed without a reply, and that has been recorded. */
  isBreached: boolean;
}

/** Whether NHSmail replied within 48 hours, and the moment from which that was certain. */
export interface ReplyVerdict {
  isWithin: boolean;
  at: string;
}

/** Hours NHSmail gives itself (domain rules, C3); they elapse at weekends too. */
const promisedHours = 48;

/**
 * Null while it is open: the reply may still come in time, or the case was closed before the 48
 * hours were over and nobody counted them. A reply after them leaves the breach a breach (domain
 * rule 48). A reply at the very end of the 48 hours is in time.
 */
export function replyVerdict({ at, repliedAt, isBreached }: SentApplication): ReplyVerdict | null {
  const end = Temporal.Instant.from(at).add({ hours: promisedHours });
  if (repliedAt !== null && Temporal.Instant.compare(repliedAt, end) <= 0)
    return { isWithin: true, at: repliedAt };
  return repliedAt !== null || isBreached ? { isWithin: false, at: end.toString() } : null;
}
