import { Temporal } from 'temporal-polyfill';
import { type CaseState, livePasscode } from '../cases/case-state';

/** Source of the window: a posted code takes 5 to 7 days (founding texts). */
const postTakesDays = 7;

/** The last day the post is expected to take; null while no passcode is in it. */
export function expectedBy(state: CaseState): Temporal.PlainDate | null {
  const code = livePasscode(state);
  return code?.channel === 'post' && code.receivedOn === null
    ? Temporal.PlainDate.from(code.requestedOn).add({ days: postTakesDays })
    : null;
}
