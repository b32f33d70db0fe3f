import { dayOf, type Fact } from '../facts/fact';
import {
  type CaseState,
  livePasscode,
  type Passcode,
  passcodeAsOf,
  type Retirement,
} from './case-state';

const dayOfInstant = (at: string): string => dayOf({ on: null, at });

export function withCode(
  state: CaseState,
  code: Passcode | null,
  change: Partial<Passcode>,
): CaseState {
  return {
    ...state,
    passcodes: state.passcodes.map((c) => (c === code ? { ...c, ...change } : c)),
  };
}

/** Codes requested after `lastDay` are left alone: what happened then was not about them. */
export function retire(state: CaseState, retired: Retirement, lastDay = '9999-12-31'): CaseState {
  return {
    ...state,
    passcodes: state.passcodes.map((c) =>
      c.retired === null && c.requestedOn <= lastDay ? { ...c, retired } : c,
    ),
  };
}

/** What has overtaken a code requested on this day, when the request is learned late. */
function overtakenBy(state: CaseState, requestedOn: string): Retirement | null {
  const { passcodes, submission, contactIdConfirmedOn } = state;
  if (passcodes.some((c) => c.requestedOn > requestedOn)) return 'replaced';
  if (submission && dayOfInstant(submission.at) > requestedOn) return 'submitted';
  return (contactIdConfirmedOn ?? '') > requestedOn ? 'not-needed' : null;
}

/**
 * A request learned late may be history already, and what arrived or was used since may have been
 * the code it brought.
 */
export function requested(state: CaseState, fact: Fact): CaseState {
  const requestedOn = dayOf(fact);
  const older = state.passcodes.filter((c) => c.requestedOn <= requestedOn);
  const newer = state.passcodes.slice(older.length);
  const before = older.at(-1);
  const received = before?.receivedOn && before.receivedOn > requestedOn ? before.receivedOn : null;
  const used = before?.usedAt && dayOfInstant(before.usedAt) > requestedOn ? before.usedAt : null;
  const code: Passcode = {
    requestFact: fact.id,
    requestedOn,
    channel: fact.details.channel ?? 'post',
    issuedOn: null,
    receivedOn: received,
    usedAt: used,
    retired: overtakenBy(state, requestedOn),
    expiredAt: null,
  };
  const replaced = older.map((c) => {
    // Nothing changes for most, and there may be thousands.
    if (c !== before && c.retired !== null) return c;
    return {
      ...c,
      receivedOn: c === before && received ? null : c.receivedOn,
      usedAt: c === before && used ? null : c.usedAt,
      retired: c.retired ?? ('replaced' as const),
    };
  });
  return { ...state, passcodes: [...replaced, code, ...newer] };
}

/** The code an issue date is about: the one in play, else the newest requested by that day. */
export function issuedCode(state: CaseState, day: string): Passcode | null {
  return livePasscode(state) ?? passcodeAsOf(state, day);
}

/** An end counted from the request is overtaken once the day of issue is known. */
export function issued(state: CaseState, fact: Fact): CaseState {
  const day = dayOf(fact);
  const code = issuedCode(state, day);
  const differs = code?.issuedOn && code.issuedOn !== day;
  return withCode(state, code, {
    issuedOn: day,
    expiredAt: null,
    ...(differs ? { alsoIssuedOn: code.issuedOn ?? '' } : {}),
  });
}

/** Of two arrivals the one recorded last stands, and the other is remembered until retracted. */
export function received(state: CaseState, fact: Fact): CaseState {
  const day = dayOf(fact);
  const code = passcodeAsOf(state, day);
  const differs = code?.receivedOn && code.receivedOn !== day;
  return withCode(state, code, {
    receivedOn: day,
    ...(differs ? { alsoReceivedOn: code.receivedOn ?? '' } : {}),
  });
}

/** A code in hand, or needless since the contact ID is there. */
export function contactIdConfirmed(state: CaseState, fact: Fact): CaseState {
  const day = dayOf(fact);
  const last = state.contactIdConfirmedOn;
  return {
    ...retire(state, 'not-needed', day),
    contactIdConfirmedOn: last !== null && last > day ? last : day,
  };
}
