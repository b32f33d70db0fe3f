import type { Policy, PolicyRung } from './policy-document';
import type { RunningClock } from './running-clocks';

export type Outcome =
  | 'sent'
  | 'merged'
  | 'task'
  | 'recorded'
  | 'superseded'
  | 'suppressed'
  | 'pending'
  /** Nobody knows when it falls due while the pause lasts. */
  | 'on-hold';

/** A rung that was wanted at some time, as it stands. Moments are milliseconds since 1970. */
export interface Row extends RunningClock {
  /** Its place in the ladder. */
  place: number;
  rung: PolicyRung;
  due: number;
  /** The sending moment the rule gives, had it been known in time. */
  own: number;
  send: number;
  /** The moment it was recorded, if it was too late for `own` by then. */
  lateSince: number | null;
  /** When it is tried next; after `send` when it was held back. */
  tryAt: number;
  outcome: Outcome;
  /** Superseded because a newer rung of its clock had passed as well, not because its clock stopped. */
  isOutdone: boolean;
  /** Why its letter was suppressed; null when it was not. */
  why: string | null;
  /** When it came to its outcome; null while it waits. */
  settledAt: number | null;
  /** What its dates were worked out and put into words with. */
  settings: Settings;
}

/** Under which policy and on which calendar the dates are worked out. */
export interface Settings {
  policy: Policy;
  /** Names of bank holidays by day, `YYYY-MM-DD`. */
  bankHolidays: ReadonlyMap<string, string>;
}

/** The earliest due first; of those due at one moment in the order of their clocks' names. */
export const inOrder = (a: Row, b: Row): number =>
  a.due - b.due ||
  (a.clock < b.clock ? -1 : a.clock > b.clock ? 1 : 0) ||
  a.start.index - b.start.index ||
  a.place - b.place;

/** Who reads the letter: the provider, or one person. */
export const recipientOf = (row: Row): string =>
  row.rung.to === 'person' ? `person:${row.person}` : 'provider';

/** It has come to this. */
export function end(row: Row, outcome: Outcome, now: number): void {
  row.outcome = outcome;
  row.settledAt = now;
}

/** Whether it may still go out. */
export const isOpen = ({ outcome }: Row): boolean => outcome === 'pending' || outcome === 'on-hold';

/** Its moment, or the day it counts to, has gone by. */
export const isPast = (row: Row, now: number): boolean => Math.min(row.due, row.own) < now;
