import type { CaseState } from '../cases/case-state';
import type { ClockName } from '../policy';
import { activation } from './activation';
import { approachingToMet, dsptCurrency } from './dspt';
import { inactivity } from './inactivity';
import { leaver } from './leaver';
import { longLeave } from './long-leave';
import { nhsmailReply } from './nhsmail-reply';
import { otpArrival } from './otp-arrival';
import { otpValidity } from './otp-validity';
import { providerSilence } from './provider-silence';
import type { CaseClock, ClockSettings, Rung } from './rung';
import { ticket } from './ticket';

/** Every clock there is: one file each, under the name its ladder has in the policy. */
const clocks: Record<ClockName, CaseClock> = {
  'otp-arrival': otpArrival,
  'otp-validity': otpValidity,
  'nhsmail-reply': nhsmailReply,
  activation,
  inactivity,
  leaver,
  'long-leave': longLeave,
  'dspt-currency': dsptCurrency,
  'approaching-to-met': approachingToMet,
  'provider-silence': providerSilence,
  ticket,
};

const allClocks = Object.values(clocks);

/**
 * All rungs a case in this state wants, past ones and those on hold too, clock by clock in ladder
 * order.
 */
export function wantedRungs(state: CaseState, settings: ClockSettings): Rung[] {
  return state.closed ? [] : allClocks.flatMap((clock) => clock(state, settings));
}
