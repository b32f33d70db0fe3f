import type { DsptReason, DsptVerdict, Eligible } from './assess';
import type { DsptCodes, DsptEntry, DsptInclusion } from './site-dspt';

/** An entry of the lists, and what it comes to. */
export interface DsptShown {
  entry: DsptEntry;
  verdict: DsptVerdict;
}

/** The entry a site stands under, and whose publication it is. */
export interface CountedDspt {
  entry: DsptEntry;
  coverage: 'own' | 'inherited';
}

/** A publication that a list has shown, under the site's own code or its headquarters'. */
export interface PastDspt {
  entry: DsptEntry;
  whose: 'own' | 'headquarters';
}

/** How a site stands with the DSPT on a day, by what the registers and people have told. */
export interface DsptStanding {
  eligible: Eligible;
  /** Why, the decisive reason first. */
  reasons: readonly DsptReason[];
  /** What a person should look at all the same. */
  alerts: readonly DsptReason[];
  /** What it stands under, good or bad; null when there is nothing. */
  counted: CountedDspt | null;
  /** The last day it lasts, `YYYY-MM-DD`; null unless it is eligible. */
  validTo: string | null;
  own: DsptShown | null;
  headquarters: DsptShown | null;
  inclusion: DsptInclusion | null;
  codes: DsptCodes;
  /** Newest first. */
  history: readonly PastDspt[];
  /** The day the newest list speaks of. */
  listDay: string | null;
}

/** What decides of a standing. */
export type DsptOutcome = Omit<DsptStanding, 'alerts' | 'history' | 'inclusion' | 'listDay'>;
