import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { Refused } from '../errors';
import { type FactType, factTypes } from '../facts/fact-types';
import { readFact } from '../facts/read-fact';
import { shippedPolicy } from '../policy';
import { admit } from './transitions';

const noon = '2026-11-20T12:00:00Z';

/** "ok", or the code of the refusal, for one more fact after these. */
function answer(before: a.GivenFact[], fact: a.GivenFact, now = noon): string {
  try {
    admit(a.factsOf(...before), readFact(fact, 'next'), Temporal.Instant.from(now), shippedPolicy);
    return 'ok';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    return error.code;
  }
}

const opened = [a.caseOpened('2026-11-01')];
const requested = [...opened, a.requested('2026-11-02')];
const arrived = [...requested, a.received('2026-11-09')];
const used = [...arrived, a.used('2026-11-10T10:00:00Z')];
const submitted = [...used, a.submitted('2026-11-11T10:00:00Z')];
const closed = [...requested, a.closed('2026-11-11T10:00:00Z')];

const states: Record<string, a.GivenFact[]> = {
  nothing: [],
  opened,
  requested,
  arrived,
  used,
  'contact ID': [...requested, a.contactId('2026-11-05')],
  submitted,
  answered: [...submitted, a.replied('2026-11-12T10:00:00Z', 'rejected')],
  closed,
  reopened: [...closed, a.reopened('2026-11-12T10:00:00Z')],
};

const facts: Record<FactType, a.GivenFact> = {
  'case-opened': a.caseOpened('2026-11-20'),
  agreed: a.agreed('2026-11-20'),
  'contact-id-confirmed': a.contactId('2026-11-20'),
  'otp-requested': a.requested('2026-11-20'),
  'otp-issued': a.issued('2026-11-03'),
  'otp-received': a.received('2026-11-09'),
  'otp-used': a.used('2026-11-20T10:00:00Z'),
  submitted: a.submitted('2026-11-20T10:00:00Z'),
  'nhsmail-replied': a.replied('2026-11-20T10:00:00Z'),
  'opted-out': a.optedOut('2026-11-20T10:00:00Z'),
  'opted-in': a.optedIn('2026-11-20T10:00:00Z'),
  'note-added': a.note('2026-11-20T10:00:00Z'),
  'handed-over': a.handedOver('2026-11-20T10:00:00Z', '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11'),
  closed: a.closed('2026-11-20T10:00:00Z'),
  reopened: a.reopened('2026-11-20T10:00:00Z'),
  retracted: a.retracted('2026-11-20T10:00:00Z', 'fact-1'),
};

/** Where a fact is not simply "ok". A closed case is the same for all but one. */
const refusals: Partial<Record<FactType, Record<string, string>>> = {
  'case-opened': {
    opened: 'case-already-open',
    requested: 'case-already-open',
    arrived: 'case-already-open',
    used: 'case-already-open',
    'contact ID': 'case-already-open',
    submitted: 'case-already-open',
    answered: 'case-already-open',
    reopened: 'case-already-open',
  },
  'otp-issued': {
    nothing: 'no-passcode-requested',
    opened: 'no-passcode-requested',
    used: 'no-live-passcode',
    'contact ID': 'no-live-passcode',
    submitted: 'no-live-passcode',
    answered: 'no-live-passcode',
    reopened: 'no-live-passcode',
  },
  'otp-received': { nothing: 'no-passcode-requested', opened: 'no-passcode-requested' },
  'otp-used': {
    nothing: 'no-passcode-requested',
    opened: 'no-passcode-requested',
    used: 'passcode-already-used',
    submitted: 'passcode-already-used',
    answered: 'passcode-already-used',
  },
  submitted: { submitted: 'submission-already-open' },
  'nhsmail-replied': {
    nothing: 'no-submission',
    opened: 'no-submission',
    requested: 'no-submission',
    arrived: 'no-submission',
    used: 'no-submission',
    'contact ID': 'no-submission',
    reopened: 'no-submission',
  },
  reopened: {
    nothing: 'case-not-closed',
    opened: 'case-not-closed',
    requested: 'case-not-closed',
    arrived: 'case-not-closed',
    used: 'case-not-closed',
    'contact ID': 'case-not-closed',
    submitted: 'case-not-closed',
    answered: 'case-not-closed',
    reopened: 'case-not-closed',
  },
  retracted: {
    nothing: 'no-such-fact',
    opened: 'no-such-fact',
    arrived: 'retraction-contradicts',
    used: 'retraction-contradicts',
    submitted: 'retraction-contradicts',
    answered: 'retraction-contradicts',
  },
};

const table = (Object.keys(factTypes) as FactType[]).flatMap((type) =>
  Object.keys(states).map((state) => ({
    type,
    state,
    expected:
      state === 'closed' && type !== 'reopened' ? 'case-closed' : (refusals[type]?.[state] ?? 'ok'),
  })),
);

describe('which fact may follow', () => {
  it.each(table)('$type after "$state": $expected', ({ type, state, expected }) => {
    expect(answer(states[state] ?? [], facts[type])).toBe(expected);
  });

  it.each(table)('$type after "$state" with an override: a contradiction stays one', (row) => {
    const withReason = { ...facts[row.type], override: 'the lead agreed' };
    const blocked = row.expected === 'submission-already-open';
    expect(answer(states[row.state] ?? [], withReason)).toBe(blocked ? 'ok' : row.expected);
  });
});

describe('a fact may lie in the past, never in the future', () => {
  const days = (Object.keys(factTypes) as FactType[]).filter((t) => factTypes[t].moment === 'on');
  const instants = (Object.keys(factTypes) as FactType[]).filter((t) => !days.includes(t));

  it.each(days)('%s dated tomorrow is refused', (type) => {
    expect(answer([], { ...facts[type], on: '2026-11-21' })).toBe('fact-in-future');
  });

  it.each(instants)('%s a millisecond from now is refused', (type) => {
    expect(answer([], { ...facts[type], at: '2026-11-20T12:00:00.001Z' })).toBe('fact-in-future');
  });

  it('counts the day in London: 00:30 on 1 July there is 30 June 23:30 in Greenwich', () => {
    expect(answer([], a.agreed('2026-07-01'), '2026-06-30T23:30:00Z')).toBe('ok');
    expect(answer([], a.agreed('2026-07-01'), '2026-06-30T22:59:59Z')).toBe('fact-in-future');
  });

  it('takes what happens at this very moment', () => {
    expect(answer([], a.note(noon))).toBe('ok');
  });
});

describe('a passcode in order', () => {
  it('cannot be issued the day before it was requested, but on the day itself', () => {
    expect(answer(requested, a.issued('2026-11-01'))).toBe('issued-before-requested');
    expect(answer(requested, a.issued('2026-11-02'))).toBe('ok');
  });

  it('cannot be issued after it arrived', () => {
    expect(answer(arrived, a.issued('2026-11-10'))).toBe('issued-after-received');
    expect(answer(arrived, a.issued('2026-11-09'))).toBe('ok');
  });

  it('cannot arrive or be used before it was requested or issued', () => {
    const known = [...requested, a.issued('2026-11-04')];
    expect(answer(requested, a.received('2026-11-01'))).toBe('before-passcode-requested');
    expect(answer(requested, a.used('2026-11-01T10:00:00Z'))).toBe('before-passcode-requested');
    expect(answer(known, a.received('2026-11-03'))).toBe('before-passcode-issued');
    expect(answer(known, a.used('2026-11-03T10:00:00Z'))).toBe('before-passcode-issued');
    expect(answer(known, a.received('2026-11-04'))).toBe('ok');
  });

  it('a use is about the newest code requested by that day', () => {
    const again = [...used, a.requested('2026-11-15')];
    expect(answer(again, a.used('2026-11-14T10:00:00Z'))).toBe('passcode-already-used');
    expect(answer(again, a.used('2026-11-15T10:00:00Z'))).toBe('ok');
  });

  const lateIn = '2027-05-01T00:00:00Z';

  it.each([
    ['its last second in winter', '2026-11-10', '2026-12-08T23:59:59Z', 'ok'],
    ['the first instant after', '2026-11-10', '2026-12-09T00:00:00Z', 'passcode-expired'],
    ['its last second, clocks gone forward since', '2027-03-10', '2027-04-07T22:59:59Z', 'ok'],
    ['the first instant after that', '2027-03-10', '2027-04-07T23:00:00Z', 'passcode-expired'],
    ['its last second, clocks gone back since', '2026-10-10', '2026-11-07T23:59:59Z', 'ok'],
    ['the first instant after that', '2026-10-10', '2026-11-08T00:00:00Z', 'passcode-expired'],
  ])('used on day 28, %s: issued %s, used %s: %s', (_, day, at, expected) => {
    const code = [a.requested('2026-09-01'), a.requested(day), a.issued(day)];
    expect(answer(code, a.used(at), lateIn)).toBe(expected);
  });

  it('counts from the request while the issue date is unknown', () => {
    const use = a.used('2026-12-01T10:00:00Z');
    expect(answer(requested, use, lateIn)).toBe('passcode-expired');
    expect(answer([...requested, a.issued('2026-11-04')], use, lateIn)).toBe('ok');
  });

  it('a use after the end stands when someone says why', () => {
    const use = { ...a.used('2026-12-01T10:00:00Z'), override: 'the portal took it' };
    expect(answer(requested, use, lateIn)).toBe('ok');
  });
});

describe('an application in order', () => {
  it('cannot be answered before it was submitted, but at once', () => {
    expect(answer(submitted, a.replied('2026-11-11T09:59:59Z'))).toBe('reply-before-submission');
    expect(answer(submitted, a.replied('2026-11-11T10:00:00Z'))).toBe('ok');
  });

  it('a second submission is blocked while the first is open, not after a reply', () => {
    const again = a.submitted('2026-11-19T10:00:00Z');
    expect(answer(submitted, again)).toBe('submission-already-open');
    expect(answer(submitted, { ...again, override: 'NHSmail lost it' })).toBe('ok');
    expect(answer([...submitted, a.replied('2026-11-12T10:00:00Z')], again)).toBe('ok');
  });

  it('a reply may follow the breach of its 48 hours', () => {
    expect(answer(submitted, a.replied('2026-11-18T10:00:00Z'))).toBe('ok');
  });
});
