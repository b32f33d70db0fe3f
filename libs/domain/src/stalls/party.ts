import { type CaseState, livePasscode } from '../cases/case-state';
import { waitedFor, type WaitingOn } from '../cases/progress';
import type { Stage } from '../cases/stages';

/** Who or what takes the time: whoever has to act next, but while a letter is on its way, the post. */
export const parties = [...waitedFor, 'post'] as const;

export type Party = (typeof parties)[number];

/** A stage in which the passcode may be on its way, and who watches out for it. */
const watched: { stage: Stage; waitingOn: WaitingOn } = { stage: 'proving', waitingOn: 'provider' };

/** A provider who waits for the postman is not a silent one: the two have paces of their own. */
export function isInThePost(
  state: CaseState,
  { stage, waitingOn }: { stage: Stage; waitingOn: WaitingOn | null },
): boolean {
  if (stage !== watched.stage || waitingOn !== watched.waitingOn) return false;
  const code = livePasscode(state);
  return code?.channel === 'post' && code.receivedOn === null;
}

/** Who has to act while this party takes the time. */
export const waitingOnOf = (party: Party): WaitingOn =>
  party === 'post' ? watched.waitingOn : party;

/** Who takes the time in a stretch. */
export const partyOf = (stretch: { waitingOn: WaitingOn; inThePost?: true }): Party =>
  stretch.inThePost ? 'post' : stretch.waitingOn;
