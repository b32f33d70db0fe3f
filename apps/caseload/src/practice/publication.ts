import type { DsptLevel } from '@app/domain';

/** One publication of the DSPT, as the register shows it. */
export interface Publication {
  /** A day of the town. */
  on: number;
  level: DsptLevel;
  /** `25/26`. */
  edition: string;
}
