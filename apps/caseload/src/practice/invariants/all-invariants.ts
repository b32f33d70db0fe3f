import type { Invariant } from './invariant';
import {
  closedCasesAreSilent,
  noNeedlessActivation,
  noRetiredCode,
  optOutsHonoured,
} from './letters-still-true';
import { firesOnce, noLetterTwice, oneRoutineLetter } from './once-only';
import { hasOwner, noOrphans, nothingLeftLying, tasksStand } from './responsibility';
import { decentHours, noLetterLeftBehind } from './right-moment';
import { inOrderOfTime, recordedInTime, trueExpiries } from './true-expiries';

/** What must hold at the end of each simulated day. */
export const allInvariants: readonly Invariant[] = [
  hasOwner,
  noOrphans,
  nothingLeftLying,
  tasksStand,
  firesOnce,
  noLetterTwice,
  oneRoutineLetter,
  decentHours,
  noLetterLeftBehind,
  noRetiredCode,
  optOutsHonoured,
  closedCasesAreSilent,
  noNeedlessActivation,
  inOrderOfTime,
  trueExpiries,
  recordedInTime,
];
