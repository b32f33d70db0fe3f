import { Temporal } from 'temporal-polyfill';
import { livePasscode } from '../cases/case-state';
import { dayInWords } from '../time/london';
import { type Anchor, daysAfter, rungAt } from './ladder';
import type { CaseClock } from './rung';

/**
 * A posted passcode takes 5 to 7 days to arrive (founding texts). Counts from the day it was
 * requested. Starts at a request by post; stops when the code arrives or is used, is asked for
 * again, is not needed any more, or the application or case is done.
 */
export const otpArrival: CaseClock = (state, settings) => {
  const code = livePasscode(state);
  if (!code || code.channel !== 'post' || code.receivedOn !== null) return [];
  const day = Temporal.PlainDate.from(code.requestedOn);
  const anchor: Anchor = {
    clock: 'otp-arrival',
    fact: code.requestFact,
    day,
    because: () => `The passcode was requested by post on ${dayInWords(day)}.`,
  };
  return settings.policy.ladders['otp-arrival'].map((rung) =>
    rungAt(anchor, rung, () => daysAfter(anchor, rung.days ?? 0), settings),
  );
};
