import { livePasscode } from '../cases/case-state';
import { dayInWords } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/**
 * A posted passcode takes 5 to 7 days to arrive (founding texts). Counts from the day it was
 * requested. Starts at a request by post; stops when the code arrives or is used, is asked for
 * again, is not needed any more, or the application or case is done.
 */
export const otpArrival = clock('otp-arrival', (state) => {
  const code = livePasscode(state);
  if (!code || code.channel !== 'post' || code.receivedOn !== null) return [];
  const counting = fromDay(code.requestedOn);
  return [
    {
      ...counting,
      fact: code.requestFact,
      because: () => `The passcode was requested by post on ${dayInWords(counting.day)}.`,
    },
  ];
});
