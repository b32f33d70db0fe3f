import { Temporal } from 'temporal-polyfill';
import { livePasscode, validityAnchor, type Passcode } from '../cases/case-state';
import { dayInWords, momentInWords, startOfLondonDay } from '../time/london';
import { type Anchor, daysAfter, rungAt } from './ladder';
import type { CaseClock } from './rung';

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
export const otpValidity: CaseClock = (state, settings) => {
  const code = livePasscode(state);
  if (!code) return [];
  const { day: anchorDay, provisional } = validityAnchor(code);
  const day = Temporal.PlainDate.from(anchorDay);
  const anchor: Anchor = {
    clock: 'otp-validity',
    fact: code.requestFact,
    day,
    because: () =>
      provisional
        ? `The passcode was requested on ${dayInWords(day)}; its issue date is not known yet, so the request date stands in.`
        : `The passcode was issued on ${dayInWords(day)}.`,
  };
  const goodFor = settings.policy.passcodeGoodForDays;
  const expiry = () => {
    const { deadFrom, lastDay } = useBy(code, goodFor);
    return {
      at: deadFrom,
      steps: () => [
        `It is good for ${goodFor} calendar days, to the end of ${dayInWords(lastDay)}; bank holidays do not extend it.`,
        `The first moment after that is ${momentInWords(deadFrom)}.`,
      ],
    };
  };
  // Once its end has been recorded a warning about it would be false; an issue date learned after
  // that may bring the code back to life.
  const isDead =
    code.expiredAt !== null && Temporal.Instant.compare(code.expiredAt, expiry().at) >= 0;
  return settings.policy.ladders['otp-validity']
    .filter((rung) => !(isDead && rung.act === 'letter'))
    .map((rung) =>
      rungAt(
        anchor,
        rung,
        rung.act === 'record' ? expiry : () => daysAfter(anchor, rung.days ?? 0),
        settings,
      ),
    );
};
