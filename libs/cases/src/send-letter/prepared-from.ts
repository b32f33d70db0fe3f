import {
  type CaseState,
  type ClockSettings,
  type Readiness,
  readiness,
  type RegisteredSite,
} from '@app/domain';

/** What a prepared letter is written from. */
export interface PreparedFrom {
  state: CaseState;
  site: RegisteredSite;
  clocks: ClockSettings;
  /** Europe/London day it is written, `YYYY-MM-DD`. */
  day: string;
  /** Names of the people of the case by ref, as far as they are held. */
  names: ReadonlyMap<string, string>;
  /** Whom it is about, by ref; null when nobody in particular. */
  person: string | null;
}

/** What to call the people of a case in a letter. */
export const nameOf =
  ({ names }: PreparedFrom) =>
  (ref: string): string =>
    names.get(ref) ?? 'somebody';

/** What is still missing before the home can apply, on the day the letter is written. */
export const readinessNow = (from: PreparedFrom): Readiness =>
  readiness(from.state, from.site, from.day, from.clocks.policy, nameOf(from));
