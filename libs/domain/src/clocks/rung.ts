import type { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import type { Addressee, ClockName, Policy } from '../policy';
import type { WorkingCalendar } from '../time/working-calendar';

/** A letter goes to someone outside, a task to an officer; a record only notes that a moment passed. */
export type Act = 'letter' | 'task' | 'record';

/** One step of a clock's ladder for one case: what should happen, when, to whom, and why then. */
export interface Rung {
  clock: ClockName;
  rung: string;
  /** Id of the fact that started the clock. */
  anchorFact: string;
  /** The Europe/London day the clock started, `YYYY-MM-DD`. */
  anchor: string;
  /** The person or ticket of a clock that runs once for each, else null. */
  person: string | null;
  act: Act;
  to: Addressee | null;
  letter: string | null;
  /** Routine letters are merged and limited to one a person a day; answers to an event are not. */
  routine: boolean;
  /** Its clock is paused before it falls due: nobody knows when that will be. */
  onHold: boolean;
  /** The moment the rule names; without meaning while it is on hold. */
  dueAt: Temporal.Instant;
  /** `dueAt` moved into sending hours; equal to it for a record. */
  sendAt: Temporal.Instant;
  /** How the date came about, one sentence a step, fit to be read over the phone. */
  basis: readonly string[];
}

/** Who gets a letter: limits and merging are for each recipient of a case. */
export function recipientOf({ to, person }: Pick<Rung, 'to' | 'person'>): string {
  return to === 'person' ? `person:${person}` : 'provider';
}

/** What a clock is given besides the state of the case. */
export interface ClockSettings {
  policy: Policy;
  calendar: WorkingCalendar;
}

/** The rungs this clock wants for a case in this state, past ones too; none when it has stopped. */
export type CaseClock = (state: CaseState, settings: ClockSettings) => Rung[];
