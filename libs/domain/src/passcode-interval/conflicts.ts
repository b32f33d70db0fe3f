import { Temporal } from 'temporal-polyfill';
import type { Passcode } from '../cases/case-state';
import { dayOf } from '../facts/fact';
import type { Policy } from '../policy';
import { dayInWords } from '../time/london';
import type { Claim, Contradicting } from './claims';

/** Two things recorded of a passcode that cannot both be right, and what to do about it. */
export interface IntervalConflict {
  code:
    | 'which-letter-arrived'
    | 'two-issue-dates'
    | 'two-arrivals'
    | 'issued-before-requested'
    | 'issued-late'
    | 'issued-after-arrival'
    | 'used-after-end'
    | 'used-before-issue'
    | 'used-before-arrival'
    | 'arrived-before-requested'
    | 'used-before-requested';
  /** What contradicts what. */
  sentence: string;
  /** What resolves it. */
  todo: string;
}

const words = (day: string): string => dayInWords(Temporal.PlainDate.from(day));

/**
 * An older code that never came: what arrived may be that one. Null once the date of issue
 * has been read from what arrived.
 */
export function lettersCrossed(code: Passcode, codes: readonly Passcode[]): Passcode | null {
  if (code.receivedOn === null || code.issuedOn !== null) return null;
  const older = codes.slice(0, codes.indexOf(code));
  return older.findLast((c) => c.receivedOn === null && c.usedAt === null) ?? null;
}

/** What may be wrong with a code, the most pressing first; null when all its facts agree. */
export function conflictOf(
  code: Passcode,
  crossed: Passcode | null,
  against: Contradicting | null,
  policy: Policy,
): IntervalConflict | null {
  if (crossed)
    return {
      code: 'which-letter-arrived',
      sentence: `A passcode arrived on ${words(code.receivedOn ?? '')}, but two were on their way: asked for on ${words(crossed.requestedOn)} and on ${words(code.requestedOn)}.`,
      todo: `Ask for the date on it. If that is ${words(code.requestedOn)} or later, record it as the day of issue; if it is earlier, it is the old one: do not enter it, and retract the arrival.`,
    };
  const { issuedOn, receivedOn, alsoIssuedOn, alsoReceivedOn } = code;
  if (issuedOn && alsoIssuedOn) return twoDays('two-issue-dates', 'issued', alsoIssuedOn, issuedOn);
  if (against) return named(against, policy);
  if (receivedOn && alsoReceivedOn)
    return twoDays('two-arrivals', 'there', alsoReceivedOn, receivedOn);
  return isUsedBefore(code)
    ? {
        code: 'used-before-arrival',
        sentence: `The passcode was used before ${words(receivedOn ?? '')}, the day it arrived.`,
        todo: 'Check both dates, and retract the wrong one.',
      }
    : null;
}

const twoDays = (
  code: IntervalConflict['code'],
  what: string,
  first: string,
  then: string,
): IntervalConflict => ({
  code,
  sentence: `The passcode is said to have been ${what} on ${words(first)} and on ${words(then)}.`,
  todo: 'Check both dates, and retract the wrong one.',
});

const isUsedBefore = ({ usedAt, receivedOn }: Passcode): boolean =>
  usedAt !== null && receivedOn !== null && dayOf({ on: null, at: usedAt }) < receivedOn;

const names: Record<Claim['by'], string> = {
  issue: 'issued',
  use: 'used',
  arrival: 'there',
  request: 'asked for',
};

const spoken = ({ by, on }: Claim): string => `${names[by]} on ${words(on)}`;

function codeFor({ trusted, other }: Contradicting): IntervalConflict['code'] {
  const late = (other.from ?? '') <= trusted.to;
  if (trusted.by === 'issue') {
    if (other.by === 'use') return other.on < trusted.on ? 'used-before-issue' : 'used-after-end';
    if (other.by === 'arrival') return 'issued-after-arrival';
    return late ? 'issued-late' : 'issued-before-requested';
  }
  if (trusted.by === 'arrival') return 'arrived-before-requested';
  return late ? 'used-after-end' : 'used-before-requested';
}

function named(contradicting: Contradicting, policy: Policy): IntervalConflict {
  const { trusted, other } = contradicting;
  const code = codeFor(contradicting);
  const both = `The passcode is said to have been ${spoken(trusted)} and ${spoken(other)}`;
  const reasons: Partial<Record<IntervalConflict['code'], string>> = {
    'issued-late': `codes are issued within ${policy.passcodeIssuedWithinDays} days`,
    'used-after-end': `a code is good for ${policy.passcodeGoodForDays} days`,
  };
  const reason = reasons[code];
  return {
    code,
    sentence: `${both}${reason ? `, but ${reason}` : ', which cannot both be right'}.`,
    todo:
      code === 'issued-late'
        ? 'Check the date on the letter. If it is right, a newer code was asked for: record that request.'
        : 'Check both dates, and retract the wrong one.',
  };
}
