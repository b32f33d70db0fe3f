import type { Labelled } from '../labelled';
import { heldOutAway } from './away';
import { heldOutOtherMachines } from './other-machines';
import { heldOutPeople } from './people';
import { heldOutReports } from './reports';
export { secondSight } from './second-sight';

/**
 * Messages in dialects and phrasings that the rules were not fitted to: written first, and their
 * labels never changed to please the rules. Their figures are reported on their own.
 */
export const heldOut: readonly Labelled[] = [
  ...heldOutPeople,
  ...heldOutAway,
  ...heldOutReports,
  ...heldOutOtherMachines,
];
