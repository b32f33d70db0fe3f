import type { MeasuredPart } from '../monthly/read-measures';

/** What was said beside the figures. */
export interface ReturnNote {
  /** 1 for the first; each saving is one more. */
  number: number;
  text: string;
  /** Name of the officer. */
  by: string;
  /** ISO 8601 UTC. */
  at: string;
}

/** What the association tells its funder of a month. */
export interface FunderReturn {
  /** `YYYY-MM`. */
  month: string;
  association: string;
  /** `so-far`: the month is not over, and it cannot be sent. */
  state: 'so-far' | 'draft' | 'sent';
  /** The last day counted, Europe/London. */
  day: string;
  /** When the figures were kept for good, ISO 8601 UTC; null while they still change. */
  takenAt: string | null;
  /** They were kept late: from what was known at `takenAt`. */
  isLate: boolean;
  sentOn: string | null;
  sentBy: string | null;
  note: ReturnNote | null;
  area: MeasuredPart;
  /** By local authority, by name; the one with an empty name has sites the register places nowhere. */
  authorities: readonly MeasuredPart[];
}

/** A month of which there is a return, in short. */
export interface ReturnMonth {
  /** `YYYY-MM`. */
  month: string;
  state: FunderReturn['state'];
  sentOn: string | null;
  sentBy: string | null;
}

export const longestNote = 2000;
