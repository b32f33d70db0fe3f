import type { Passcode } from '../cases/case-state';
import type { IntervalConflict } from './conflicts';

/** Europe/London days, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What can be said of a passcode's end, without pretending to know more. */
export interface PasscodeInterval {
  /** Id of its `otp-requested` fact. */
  requestFact: string;
  channel: Passcode['channel'];
  requestedOn: string;
  /** The days between which it was issued. */
  issued: DayRange;
  /** Whether the day of issue itself is known. */
  exact: boolean;
  /** The last day on which it is surely good, to its end. */
  safeUntil: string;
  /** The last day on which it may be good: certainly dead once it has ended. */
  deadAfter: string;
  /** How it stands on the day asked about: surely good, perhaps dead, certainly dead. */
  standing: 'good' | 'doubtful' | 'dead';
  /** Why it is not to be entered any more; null while it may be. */
  retired: Passcode['retired'];
  /** Two facts that cannot both be right, until one is mended. */
  conflict: IntervalConflict | null;
  /** To be read out, in this order. */
  sentences: readonly string[];
}
