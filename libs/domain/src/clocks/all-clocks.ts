import type { CaseState } from '../cases/case-state';
import { nhsmailReply } from './nhsmail-reply';
import { otpArrival } from './otp-arrival';
import { otpValidity } from './otp-validity';
import type { CaseClock, ClockSettings, Rung } from './rung';

/** Every clock there is. A new one is one file and one line here. */
const clocks: readonly CaseClock[] = [otpArrival, otpValidity, nhsmailReply];

/** All rungs a case in this state wants, past ones too, clock by clock in ladder order. */
export function wantedRungs(state: CaseState, settings: ClockSettings): Rung[] {
  return state.closed ? [] : clocks.flatMap((clock) => clock(state, settings));
}
