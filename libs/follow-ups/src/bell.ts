/** The queue of bells. Named here, where they are set; the worker answers them. */
export const bellQueue = 'bells';

/** A bell: follow-ups of one clock fall due at one moment. It says that there is work, not what. */
export interface BellJob {
  clock: string;
  /** ISO 8601 UTC. */
  at: string;
}

/** A bell for the send ledger: letters are waiting to go out. */
export const lettersBell = 'letters';
