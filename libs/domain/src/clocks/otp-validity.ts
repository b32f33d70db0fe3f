import { Temporal } from 'temporal-polyfill';
import { livePasscode, type Passcode, validityAnchor } from '../cases/case-state';
import { dayInWords, startOfLondonDay } from '../time/london';
import { clock } from './ladder';
import { fromDay } from './starts';

/** Until when a passcode can be used. */
export interface UseBy {
  /** The last day it is good, to the end of that day, Europe/London. */
  lastDay: Temporal.PlainDate;
  /** The first instant it is dead. */
  deadFrom: Temporal.Instant;
  /** Counted from the request because the date of issue is unknown. */
  provisional: boolean;
}

/** A code is good to the end of its issue date + 28 calendar days (founding texts). */
export function useBy(code: Passcode, goodForDays: number): UseBy {
  const { day, provisional } = validityAnchor(code);
  const lastDay = Temporal.PlainDate.from(day).add({ days: goodForDays });
  return {
    lastDay,
    provisional,
    get deadFrom() {
      return startOfLondonDay(lastDay.add({ days: 1 }));
    },
  };
}

/**
 * A passcode dies after 28 days. Counts from its date of issue, or from the request while that is
 * unknown. Stops when the code is used, asked for again or not needed any more, or the application
 * or case is done.
 */
export const otpValidity = clock('otp-validity', (state, { policy }) => {
  const code = livePasscode(state);
  if (!code) return [];
  const { day: anchor, provisional } = validityAnchor(code);
  const counting = fromDay(anchor);
  const { passcodeGoodForDays: goodFor } = policy;
  return [
    {
      ...counting,
      fact: code.requestFact,
      because: () =>
        provisional
          ? `The passcode was requested on ${dayInWords(counting.day)}; its issue date is not known yet, so the request date stands in.`
          : `The passcode was issued on ${dayInWords(counting.day)}.`,
      end: () => {
        const { lastDay } = useBy(code, goodFor);
        return {
          lastDay,
          because: `It is good for ${goodFor} calendar days, to the end of ${dayInWords(lastDay)}; bank holidays do not extend it.`,
        };
      },
      // Once its end has been recorded a warning about it would be false.
      wants: (rung) => code.expiredAt === null || rung.act !== 'letter',
    },
  ];
});
