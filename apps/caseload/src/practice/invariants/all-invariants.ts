import type { Invariant } from './invariant';
import {
  closedCasesAreSilent,
  noNeedlessActivation,
  noRetiredCode,
  optOutsHonoured,
} from './letters-still-true';
import { firesOnce, handedOverOnce, noLetterTwice, oneRoutineLetter } from './once-only';
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
  handedOverOnce,
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

/** What cannot be asked of letters that a mail server may put off, refuse, or lose sight of. */
const onlyInTheTray: readonly Invariant[] = [noLetterLeftBehind, handedOverOnce];

/** What must hold when letters leave by a mail server. */
export const withMailServer = allInvariants.filter((one) => !onlyInTheTray.includes(one));
