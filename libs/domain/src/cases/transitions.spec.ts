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
const created = [...opened, a.created('2026-11-05', 'Ann')];
const disabled = [...created, a.disabled('2026-11-08', 'Ann')];
const ticket = [...opened, a.ticketRaised('2026-11-06T10:00:00Z', 'INC-7')];
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
  staffed: [...opened, a.named('2026-11-03', 'Ann')],
  created,
  activated: [...created, a.activated('2026-11-07', 'Ann')],
  disabled,
  'enabled again': [...disabled, a.enabledAgain('2026-11-09', 'Ann')],
  ticket,
  'ticket answered': [...ticket, a.ticketAnswered('2026-11-07T10:00:00Z', 'INC-7')],
  paused: [...opened, a.paused('2026-11-05T10:00:00Z')],
  parked: [...opened, a.parked('2026-11-05T10:00:00Z', '2027-01-04')],
  stalled: [...opened, a.stallNoted('2026-11-05T10:00:00Z', 'capacity-or-crisis')],
  'not met': [...opened, a.published('2026-11-05', 'not-met')],
  deregistered: [...opened, a.deregistered('2026-11-05')],
  closed,
  reopened: [...closed, a.reopened('2026-11-12T10:00:00Z')],
};

const facts: Record<FactType, a.GivenFact> = {
  'case-opened': a.caseOpened('2026-11-20'),
  agreed: a.agreed('2026-11-20'),
  declined: a.declined('2026-11-20'),
  'ods-code-confirmed': a.odsCode('2026-11-20'),
  'nhsmail-checked': a.nhsmailChecked('2026-11-20'),
  'dspt-published': a.published('2026-11-20'),
  'contact-id-confirmed': a.contactId('2026-11-20'),
  'otp-requested': a.requested('2026-11-20'),
  'otp-issued': a.issued('2026-11-03'),
  'otp-received': a.received('2026-11-09'),
  'otp-used': a.used('2026-11-20T10:00:00Z'),
  'person-added': a.named('2026-11-20', 'Ann'),
  'person-removed': a.removed('2026-11-20', 'Ann'),
  'preparation-complete': a.prepared('2026-11-20'),
  submitted: a.submitted('2026-11-20T10:00:00Z'),
  'nhsmail-replied': a.replied('2026-11-20T10:00:00Z'),
  'account-created': a.created('2026-11-20', 'Ann'),
  'account-activated': a.activated('2026-11-20', 'Ann'),
  'mailbox-opened': a.openedMailbox('2026-11-20', 'Ann'),
  'leaver-marked': a.leaving('2026-11-20', 'Ann'),
  'joiner-confirmed': a.joined('2026-11-20', 'Ann'),
  'account-disabled': a.disabled('2026-11-20', 'Ann'),
  'account-re-enabled': a.enabledAgain('2026-11-20', 'Ann'),
  'ticket-raised': a.ticketRaised('2026-11-20T10:00:00Z', 'INC-7'),
  'ticket-answered': a.ticketAnswered('2026-11-20T10:00:00Z', 'INC-7'),
  'provider-asked': a.asked('2026-11-20T10:00:00Z'),
  'provider-replied': a.answered('2026-11-20T10:00:00Z'),
  'call-made': a.called('2026-11-20T10:00:00Z', 'voicemail', 'silence', '2026-11-23'),
  'opted-out': a.optedOut('2026-11-20T10:00:00Z'),
  'opted-in': a.optedIn('2026-11-20T10:00:00Z'),
  'person-opted-out': a.personOptedOut('2026-11-20T10:00:00Z', 'Ann'),
  'person-opted-in': a.personOptedIn('2026-11-20T10:00:00Z', 'Ann'),
  paused: a.paused('2026-11-20T10:00:00Z'),
  resumed: a.resumed('2026-11-20T10:00:00Z'),
  parked: a.parked('2026-11-20T10:00:00Z', '2027-01-04'),
  'note-added': a.note('2026-11-20T10:00:00Z'),
  'stall-noted': a.stallNoted('2026-11-20T10:00:00Z', 'capacity-or-crisis'),
  'stall-cleared': a.stallCleared('2026-11-20T10:00:00Z', 'capacity-or-crisis'),
  'site-deregistered': a.deregistered('2026-11-20'),
  'site-dormant': a.dormant('2026-11-20'),
  'site-reopened': a.siteReopened('2026-11-20'),
  'handed-over': a.handedOver('2026-11-20T10:00:00Z', '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11'),
  closed: a.closed('2026-11-20T10:00:00Z'),
  reopened: a.reopened('2026-11-20T10:00:00Z'),
  retracted: a.retracted('2026-11-20T10:00:00Z', 'fact-1'),
};

/** One code in every state but these, which have their own: "ok" where it may be recorded. */
const except = (code: string, others: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(states).map((state) => [state, code])),
  ...others,
});

const withCode = [
  'requested',
  'arrived',
  'used',
  'contact ID',
  'submitted',
  'answered',
  'reopened',
];
const ok = (...known: string[]) => Object.fromEntries(known.map((state) => [state, 'ok']));
const withPerson = ['staffed', 'created', 'activated', 'disabled', 'enabled again'];

/** Where a fact is not simply "ok". A closed case is the same for all but one. */
const refusals: Partial<Record<FactType, Record<string, string>>> = {
  'case-opened': except('case-already-open', ok('nothing')),
  'otp-issued': except('no-passcode-requested', ok(...withCode)),
  'otp-received': except('no-passcode-requested', ok(...withCode)),
  'otp-used': except('no-passcode-requested', {
    ...ok(...withCode),
    used: 'passcode-already-used',
    submitted: 'passcode-already-used',
    answered: 'passcode-already-used',
  }),
  'person-removed': except('no-such-person', ok(...withPerson)),
  'person-opted-out': except('no-such-person', ok(...withPerson)),
  'person-opted-in': except('no-such-person', ok(...withPerson)),
  submitted: { submitted: 'submission-already-open', 'not met': 'dspt-gate-shut' },
  'nhsmail-replied': except('no-submission', ok('submitted', 'answered')),
  'account-activated': except(
    'account-not-created',
    ok('created', 'activated', 'disabled', 'enabled again'),
  ),
  'account-re-enabled': except('account-not-disabled', ok('disabled')),
  'ticket-answered': except('no-such-ticket', ok('ticket', 'ticket answered')),
  paused: { paused: 'already-paused' },
  resumed: except('not-paused', ok('paused', 'parked')),
  'stall-cleared': except('no-such-stall', ok('stalled')),
  reopened: except('case-not-closed', ok('closed')),
  retracted: {
    nothing: 'no-such-fact',
    opened: 'no-such-fact',
    arrived: 'retraction-contradicts',
    used: 'retraction-contradicts',
    submitted: 'retraction-contradicts',
    answered: 'retraction-contradicts',
    activated: 'retraction-contradicts',
    'enabled again': 'ok',
    'ticket answered': 'retraction-contradicts',
  },
};

const blocks = ['submission-already-open', 'dspt-gate-shut'];

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
    const expected = blocks.includes(row.expected) ? 'ok' : row.expected;
    expect(answer(states[row.state] ?? [], withReason)).toBe(expected);
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

describe('people and their accounts in order', () => {
  const created = [a.created('2026-11-05', 'Ann')];
  const again = [...created, a.created('2026-11-15', 'Ann')];
  const disabledAt = [...created, a.disabled('2026-11-08', 'Ann')];
  const back = [...disabledAt, a.enabledAgain('2026-11-12', 'Ann')];
  const ann = a.named('2026-11-02', 'Ann', { mobile: '07700 900001', email: 'ann@home.example' });
  const alike = (more: a.GivenFact) => a.named('2026-11-03', 'Bob', more);

  it.each<[string, a.GivenFact[], a.GivenFact, string]>([
    ['activated on the day of creation', created, a.activated('2026-11-05', 'Ann'), 'ok'],
    ['activated before it', created, a.activated('2026-11-04', 'Ann'), 'before-account-created'],
    ['activated of the first of two accounts', again, a.activated('2026-11-10', 'Ann'), 'ok'],
    ['activated by another', created, a.activated('2026-11-06', 'Bob'), 'account-not-created'],
    ['enabled on the day it was disabled', disabledAt, a.enabledAgain('2026-11-08', 'Ann'), 'ok'],
    ['enabled before', disabledAt, a.enabledAgain('2026-11-07', 'Ann'), 'before-account-disabled'],
    ['enabled twice', back, a.enabledAgain('2026-11-14', 'Ann'), 'account-not-disabled'],
    ['enabled earlier than was known', back, a.enabledAgain('2026-11-10', 'Ann'), 'ok'],
    ['taken off, known only by the account', created, a.removed('2026-11-06', 'Ann'), 'ok'],
    ['a landline', [], a.named('2026-11-02', 'Ann', { mobile: '01522 123456' }), 'not-a-uk-mobile'],
    ['no address', [], a.named('2026-11-02', 'Ann', { email: 'ann' }), 'invalid-email'],
    ['the same mobile', [ann], alike({ mobile: '+44 7700 900001' }), 'duplicate-mobile'],
    ['the same email in capitals', [ann], alike({ email: 'Ann@Home.example' }), 'duplicate-email'],
    ['the same mobile of the same person', [ann], ann, 'ok'],
    [
      'the mobile of somebody taken off',
      [ann, a.removed('2026-11-03', 'Ann')],
      alike({ mobile: '07700 900001' }),
      'ok',
    ],
  ])('%s', (_, before, fact, expected) => {
    expect(answer(before, fact)).toBe(expected);
    const overridden = answer(before, { ...fact, override: 'the lead agreed' });
    const blocked = ['not-a-uk-mobile', 'invalid-email', 'duplicate-mobile', 'duplicate-email'];
    expect(overridden).toBe(blocked.includes(expected) ? 'ok' : expected);
  });
});

describe('tickets, pauses and parking in order', () => {
  const ticketed = [a.ticketRaised('2026-11-06T10:00:00Z', 'INC-7')];
  const pausedAt = [a.paused('2026-11-06T10:00:00Z')];

  it.each<[string, a.GivenFact[], a.GivenFact, string]>([
    ['answered at once', ticketed, a.ticketAnswered('2026-11-06T10:00:00Z', 'INC-7'), 'ok'],
    [
      'answered before it was raised',
      ticketed,
      a.ticketAnswered('2026-11-06T09:59:59Z', 'INC-7'),
      'answered-before-raised',
    ],
    [
      'another ticket',
      ticketed,
      a.ticketAnswered('2026-11-07T10:00:00Z', 'INC-8'),
      'no-such-ticket',
    ],
    ['resumed at once', pausedAt, a.resumed('2026-11-06T10:00:00Z'), 'ok'],
    ['resumed before', pausedAt, a.resumed('2026-11-06T09:59:59Z'), 'resumed-before-paused'],
    ['parked until tomorrow', [], a.parked('2026-11-20T10:00:00Z', '2026-11-21'), 'ok'],
    ['parked until today', [], a.parked('2026-11-20T10:00:00Z', '2026-11-20'), 'parked-until-past'],
    ['parked for a year', [], a.parked('2026-11-20T10:00:00Z', '2027-11-20'), 'ok'],
    [
      'parked for longer than a year',
      [],
      a.parked('2026-11-20T10:00:00Z', '2027-11-21'),
      'parked-too-long',
    ],
  ])('%s', (_, before, fact, expected) => {
    expect(answer(before, fact)).toBe(expected);
  });
});

describe('the DSPT gate at submission', () => {
  const submit = (on: string) => a.submitted(`${on}T10:00:00Z`);
  const later = '2027-08-01T10:00:00Z';

  it.each<[string, a.GivenFact[], string, string]>([
    ['nothing known of the DSPT is a gap, no block', [], '2026-11-20', 'ok'],
    ['not met', [a.published('2026-11-02', 'not-met')], '2026-11-20', 'dspt-gate-shut'],
    ['not published', [a.published('2026-11-02', 'not-published')], '2026-11-20', 'dspt-gate-shut'],
    ['on its last day', [a.published('2026-05-20')], '2027-06-30', 'ok'],
    ['the day after', [a.published('2026-05-20')], '2027-07-01', 'dspt-gate-shut'],
    ['not met only since', [a.published('2026-11-25', 'not-met')], '2026-11-20', 'ok'],
  ])('%s', (_, before, on, expected) => {
    expect(answer(before, submit(on), later)).toBe(expected);
    expect(answer(before, { ...submit(on), override: 'the lead agreed' }, later)).toBe('ok');
  });
});
