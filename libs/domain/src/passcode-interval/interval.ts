import { Temporal } from 'temporal-polyfill';
import { type CaseState, livePasscode, type Passcode } from '../cases/case-state';
import { dayOf } from '../facts/fact';
import type { Policy } from '../policy';
import { type Claim, narrow } from './claims';
import { conflictOf, lettersCrossed } from './conflicts';
import type { PasscodeInterval } from './passcode-interval';
import { inSentences } from './sentences';

export type { DayRange, PasscodeInterval } from './passcode-interval';

/** Asked for late in the evening, it is sent by email after midnight at the latest (case 12). */
const emailedWithinDays = 1;

const plusDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** What each fact says of the day of issue, the most to be trusted first. */
function claimsOf(code: Passcode, crossed: boolean, policy: Policy): Claim[] {
  const { requestedOn, channel, issuedOn, receivedOn, usedAt } = code;
  const within = policy.passcodeIssuedWithinDays;
  const longest = channel === 'email' ? Math.min(within, emailedWithinDays) : within;
  const usedOn = usedAt && dayOf({ on: null, at: usedAt });
  const claims: (Claim | null)[] = [
    issuedOn ? { by: 'issue', on: issuedOn, from: issuedOn, to: issuedOn } : null,
    usedOn
      ? { by: 'use', on: usedOn, from: plusDays(usedOn, -policy.passcodeGoodForDays), to: usedOn }
      : null,
    receivedOn && !crossed ? { by: 'arrival', on: receivedOn, from: null, to: receivedOn } : null,
    { by: 'request', on: requestedOn, from: requestedOn, to: plusDays(requestedOn, longest) },
  ];
  return claims.filter((claim) => claim !== null);
}

function intervalOf(
  code: Passcode,
  codes: readonly Passcode[],
  policy: Policy,
  day: string,
): PasscodeInterval {
  const crossed = lettersCrossed(code, codes);
  const { range, against } = narrow(claimsOf(code, crossed !== null, policy));
  const safeUntil = plusDays(range.from, policy.passcodeGoodForDays);
  const deadAfter = plusDays(range.to, policy.passcodeGoodForDays);
  const known: Omit<PasscodeInterval, 'sentences'> = {
    requestFact: code.requestFact,
    channel: code.channel,
    requestedOn: code.requestedOn,
    issued: range,
    exact: code.issuedOn !== null,
    safeUntil,
    deadAfter,
    standing: day <= safeUntil ? 'good' : day <= deadAfter ? 'doubtful' : 'dead',
    retired: code.retired,
    conflict: conflictOf(code, crossed, against, policy),
  };
  return { ...known, sentences: inSentences(known, code, day) };
}

/**
 * Until when the passcode in play can be used, as far as its facts tell; null when none is in play.
 * Learning more only narrows it, or shows a conflict that stays until one of the two is mended.
 * @param day Europe/London day for which it is asked, `YYYY-MM-DD`
 */
export function passcodeInterval(
  state: CaseState,
  policy: Policy,
  day: string,
): PasscodeInterval | null {
  const code = livePasscode(state);
  return code && intervalOf(code, state.passcodes, policy, day);
}

/** The same for every code that was ever asked for, in the order they were; the dead ones too. */
export function passcodeIntervals(
  state: CaseState,
  policy: Policy,
  day: string,
): PasscodeInterval[] {
  return state.passcodes.map((code) => intervalOf(code, state.passcodes, policy, day));
}
