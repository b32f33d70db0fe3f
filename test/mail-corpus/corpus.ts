import type { Labelled } from './labelled';
import { awayMessages } from './machines/away';
import { bounceLetters } from './machines/bounce-letters';
import { otherMachines } from './machines/other';
import { deliveryReports } from './machines/reports';
import { people } from './people';
import { threads } from './threads';

/** Every labelled message the rules are kept right by. */
export const corpus: readonly Labelled[] = [
  ...people,
  ...awayMessages,
  ...deliveryReports,
  ...bounceLetters,
  ...otherMachines,
  ...threads,
];
