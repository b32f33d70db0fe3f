import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { progress } from '../cases/progress';
import { BadInput } from '../errors';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { readFact } from '../facts/read-fact';
import { policyWith, shippedPolicy } from '../policy';
import { stallCodes } from './stall-codes';
import { stallReason, stallReasons } from './stall-reasons';
import { stallsAhead, stallsOf } from './stalls-of';

const opened = [a.caseOpened('2026-11-01'), a.agreed('2026-11-01')];
const sent = [...opened, a.submitted('2026-11-06T17:00:00Z')];
const person = { mobile: '07700900121', email: 'ann@example.org' };
const other = { mobile: '07700900122', email: 'bob@example.org' };

const fired = (clock: string, rung: string, anchorFact: string, at: string): Fact => ({
  id: `fired-${clock}-${rung}`,
  type: followUpFired,
  on: null,
  at,
  details: { clock, rung, anchorFact },
  override: null,
});

const inShort = (facts: readonly Fact[], now: string): string[] =>
  stallsOf(fold(facts), Temporal.Instant.from(now), shippedPolicy).map(
    ({ code, since, by }) => `${code} ${since}${by === 'officer' ? ' noted' : ''}`,
  );

const never = '2026-11-30T12:00:00Z';

/** What is recorded, and what that leaves the case stuck for. */
const shown: [string, a.GivenFact[], string[]][] = [
  ['it moves', opened, []],
  [
    'DSPT not published',
    [...opened, a.published('2026-11-02', 'not-published')],
    ['dspt-missing 2026-11-02T00:00:00Z'],
  ],
  [
    'DSPT not met',
    [...opened, a.published('2026-07-02', 'not-met')],
    ['dspt-too-low 2026-07-01T23:00:00Z'],
  ],
  [
    'a DSPT that was good, and is not since (case 25)',
    [...opened, a.published('2026-07-02', 'met'), a.published('2026-09-02', 'not-met')],
    ['dspt-too-low 2026-09-01T23:00:00Z'],
  ],
  [
    'DSPT lapsed at the end of June: since the first moment of July in London',
    [...opened, a.published('2025-06-02', 'met', '24/25')],
    ['dspt-expired 2026-06-30T23:00:00Z'],
  ],
  [
    'Approaching Standards once more (case 21)',
    [
      ...opened,
      a.published('2025-06-02', 'approaching', '24/25'),
      a.published('2026-06-02', 'approaching', '25/26'),
    ],
    ['approaching-already-used 2026-06-01T23:00:00Z'],
  ],
  [
    'Approaching Standards twice for one edition is one publication',
    [
      ...opened,
      a.published('2026-06-02', 'approaching', '25/26'),
      a.published('2026-06-20', 'approaching', '25/26'),
    ],
    [],
  ],
  [
    'headquarters’ code (case 37)',
    [...opened, a.odsCode('2026-11-02', 'AB12')],
    ['hq-ods-code 2026-11-02T00:00:00Z'],
  ],
  [
    'postcode differs',
    [...opened, { ...a.odsCode('2026-11-02'), postcode: 'differs' }],
    ['postcode-differs 2026-11-02T00:00:00Z'],
  ],
  [
    'prepared with one person (case 39)',
    [...opened, a.named('2026-11-02', 'Ann', person), a.prepared('2026-11-03')],
    ['fewer-than-two-people 2026-11-03T00:00:00Z'],
  ],
  [
    'the second person goes after all was prepared',
    [
      ...opened,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-02', 'Bob', other),
      a.prepared('2026-11-03'),
      a.contactId('2026-11-04'),
      a.removed('2026-11-12', 'Bob'),
    ],
    ['fewer-than-two-people 2026-11-12T00:00:00Z'],
  ],
  [
    'one mobile, written in two ways (case 40)',
    [
      ...opened,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-04', 'Bob', { ...other, mobile: '+44 7700 900121' }),
    ],
    ['duplicate-mobile 2026-11-04T00:00:00Z'],
  ],
  [
    'one email (case 41)',
    [
      ...opened,
      a.named('2026-11-02', 'Ann', person),
      a.named('2026-11-04', 'Bob', { ...other, email: 'Ann@Example.org' }),
    ],
    ['duplicate-email 2026-11-04T00:00:00Z'],
  ],
  [
    'a landline',
    [...opened, a.named('2026-11-02', 'Ann', { ...person, mobile: '01522 123456' })],
    ['not-a-uk-mobile 2026-11-02T00:00:00Z'],
  ],
  [
    'a desk’s address',
    [...opened, a.named('2026-11-02', 'Ann', { ...person, email: 'office@example.org' })],
    ['generic-account 2026-11-02T00:00:00Z'],
  ],
  [
    'eleven people (case 39)',
    [...opened, ...'ABCDEFGHIJK'.split('').map((p) => a.named('2026-11-02', p))],
    ['more-than-ten-people 2026-11-02T00:00:00Z'],
  ],
  [
    'accounts were found',
    [...opened, a.nhsmailChecked('2026-11-02', 'accounts')],
    ['already-has-nhsmail 2026-11-02T00:00:00Z'],
  ],
  [
    'NHSmail says so (case 49)',
    [...sent, a.replied('2026-11-07T10:00:00Z', 'already-exists')],
    ['already-has-nhsmail 2026-11-07T10:00:00Z'],
  ],
  [
    'rejected',
    [...sent, a.replied('2026-11-07T10:00:00Z', 'rejected')],
    ['rejected 2026-11-07T10:00:00Z'],
  ],
  [
    'rejected, and new proof asked for',
    [...sent, a.replied('2026-11-07T10:00:00Z', 'rejected'), a.requested('2026-11-08', 'email')],
    [],
  ],
  [
    'deregistered (case 30)',
    [...opened, a.deregistered('2026-11-12')],
    ['closure 2026-11-12T00:00:00Z'],
  ],
  [
    'a code went by email to a manager who has left (case 11)',
    [
      ...opened,
      a.requested('2026-11-10', 'email'),
      a.stallNoted('2026-11-12T10:00:00Z', 'manager-changed-or-vacant'),
    ],
    [
      'manager-changed-or-vacant 2026-11-12T10:00:00Z noted',
      'otp-emailed-to-former 2026-11-12T10:00:00Z',
    ],
  ],
  [
    'an officer says why',
    [...opened, a.stallNoted('2026-11-12T10:00:00Z', 'capacity-or-crisis')],
    ['capacity-or-crisis 2026-11-12T10:00:00Z noted'],
  ],
  [
    'and that it is over',
    [
      ...opened,
      a.stallNoted('2026-11-12T10:00:00Z', 'capacity-or-crisis'),
      a.stallCleared('2026-11-13T10:00:00Z', 'capacity-or-crisis'),
    ],
    [],
  ],
  [
    'closed: nothing is stuck any more',
    [...opened, a.deregistered('2026-11-12'), a.closed('2026-11-13T10:00:00Z')],
    [],
  ],
  [
    'what stood in the way of sending does not once it is sent',
    [
      ...opened,
      a.published('2026-11-02', 'not-met'),
      { ...a.submitted('2026-11-29T17:00:00Z'), override: 'they did it themselves' },
    ],
    [],
  ],
];

describe('why a case is stuck, from its facts', () => {
  it.each(shown)('%s', (_, given, expected) => {
    expect(inShort(a.factsOf(...given), never)).toEqual(expected);
  });
});

/** What begins at a moment: the last instant before it, and the moment itself. */
const moments: [string, a.GivenFact[], string, string][] = [
  [
    'the letter is late by the day of the call',
    [...opened, a.requested('2026-11-02')],
    'otp-not-arrived',
    '2026-11-12T09:00:00Z',
  ],
  [
    'a passcode ends with its last day',
    [...opened, a.requested('2026-11-02'), a.received('2026-11-05')],
    'otp-expired',
    '2026-12-01T00:00:00Z',
  ],
  [
    'by the day it was issued',
    [...opened, a.requested('2026-11-02'), a.issued('2026-11-05'), a.received('2026-11-05')],
    'otp-expired',
    '2026-12-04T00:00:00Z',
  ],
  ['48 hours, whatever the clocks do', sent, 'no-reply-over-48h', '2026-11-08T17:00:00Z'],
  [
    'a week to find proof',
    [...opened, a.prepared('2026-11-03')],
    'contact-id-unknown',
    '2026-11-10T09:00:00Z',
  ],
  [
    'an account nobody activates',
    [...sent, a.replied('2026-11-07T10:00:00Z'), a.created('2026-11-08', 'Ann')],
    'lapsed-accounts',
    '2026-12-08T09:00:00Z',
  ],
  [
    'an account nobody opens',
    [
      ...sent,
      a.replied('2026-11-07T10:00:00Z'),
      a.created('2026-11-08', 'Ann'),
      a.activated('2026-11-09', 'Ann'),
      a.openedMailbox('2026-11-20', 'Ann'),
    ],
    'lapsed-accounts',
    '2026-12-20T09:00:00Z',
  ],
  [
    'a DSPT on the day it lapses',
    [...opened, a.published('2026-06-01', 'met', '25/26')],
    'dspt-expired',
    '2027-06-30T23:00:00Z',
  ],
];

describe('why a case is stuck, once a moment has passed', () => {
  it.each(moments)('%s', (_, given, code, since) => {
    const facts = a.factsOf(...given);
    const before = Temporal.Instant.from(since).subtract({ milliseconds: 1 }).toString();
    expect(inShort(facts, before).join()).not.toContain(code);
    expect(inShort(facts, since)).toContain(`${code} ${since}`);
  });

  it('is known beforehand, so that it can be kept and compared with the clock', () => {
    for (const [, given, code, since] of moments)
      expect(stallsAhead(fold(a.factsOf(...given)), shippedPolicy)).toContainEqual({
        code,
        since,
        by: 'rules',
      });
  });

  it.each<[string, a.GivenFact[], string]>([
    [
      'the letter came',
      [...opened, a.requested('2026-11-02'), a.received('2026-11-20')],
      'otp-not-arrived',
    ],
    [
      'by email nothing is awaited from the post (case 12)',
      [...opened, a.requested('2026-11-02', 'email')],
      'otp-not-arrived',
    ],
    [
      'the code was used',
      [...opened, a.requested('2026-11-02'), a.used('2026-11-20T10:00:00Z')],
      'otp-expired',
    ],
    [
      'another was asked for',
      [...opened, a.requested('2026-11-02'), a.requested('2026-11-29')],
      'otp-expired',
    ],
    [
      'NHSmail replied late (case 48)',
      [...sent, a.replied('2026-11-12T10:00:00Z')],
      'no-reply-over-48h',
    ],
    [
      'proof was found',
      [...opened, a.prepared('2026-11-03'), a.contactId('2026-11-20')],
      'contact-id-unknown',
    ],
    [
      'whoever did not activate has left',
      [
        ...sent,
        a.replied('2026-11-07T10:00:00Z'),
        a.created('2026-11-08', 'Ann'),
        a.leaving('2026-11-20', 'Ann'),
      ],
      'lapsed-accounts',
    ],
  ])('not when %s', (_, given, code) => {
    expect(inShort(a.factsOf(...given), '2026-12-05T12:00:00Z').join()).not.toContain(code);
  });

  it('a code whose true end was learned after its provisional one is live until that, and dead after', () => {
    const facts = [
      ...a.factsOf(...opened, a.requested('2026-11-02')),
      fired('otp-validity', 'expired', 'fact-2', '2026-12-01T00:00:00Z'),
      { ...readFact(a.issued('2026-11-12'), 'issued') },
    ];
    expect(inShort(facts, '2026-12-10T23:59:59Z').join()).not.toContain('otp-expired');
    expect(inShort(facts, '2026-12-11T00:00:00Z')).toContain('otp-expired 2026-12-11T00:00:00Z');
    expect(progress(fold(facts)).stalls).not.toContain('otp-expired');
  });

  it('follows the ladders of the policy in force', () => {
    const { ladders } = shippedPolicy;
    const later = policyWith({
      ladders: {
        'otp-arrival': ladders['otp-arrival'].map((r) =>
          r.act === 'task' ? { ...r, days: 15 } : r,
        ),
      },
    });
    const [stall] = stallsAhead(fold(a.factsOf(...opened, a.requested('2026-11-02'))), later);
    expect(stall).toMatchObject({ code: 'otp-not-arrived', since: '2026-11-17T09:00:00Z' });
  });

  it('nobody answers: parked by the rule', () => {
    const facts = [
      ...a.factsOf(...opened, a.asked('2026-09-01T10:00:00Z')),
      fired('provider-silence', 'parked', 'fact-2', '2026-10-14T08:00:00Z'),
    ];
    expect(inShort(facts, never)).toEqual(['unresponsive 2026-10-14T08:00:00Z']);
  });

  it('what the facts alone show is what progress tells, the same codes in the same order', () => {
    for (const [, given] of moments) {
      const state = fold(a.factsOf(...given));
      const noMoment = Temporal.Instant.from('1970-01-01T00:00:00Z');
      expect(stallsOf(state, noMoment, shippedPolicy)).toEqual([]);
      expect(progress(state).stalls).toEqual([]);
    }
    const both = a.factsOf(
      ...opened,
      a.deregistered('2026-11-12'),
      a.odsCode('2026-11-02', 'AB12'),
      a.stallNoted('2026-11-12T10:00:00Z', 'message-in-junk'),
    );
    expect(progress(fold(both)).stalls).toEqual(['hq-ods-code', 'message-in-junk', 'closure']);
  });
});

describe('the table of reasons', () => {
  it('has each code once, with a label and a sentence that says what to do', () => {
    expect(stallReasons.map((r) => r.code)).toEqual([...stallCodes]);
    expect(new Set(stallReasons.map((r) => r.label)).size).toBe(stallCodes.length);
    for (const { label, unblocks } of stallReasons) {
      expect(label).toMatch(/^[^.]+$/);
      expect(unblocks).toMatch(/^[A-Z].+\.$/);
    }
    expect(stallReason('otp-expired').who).toBe('provider');
  });

  it('says of each how it is found, and the rules find just those', () => {
    const examples = [...shown, ...moments].map(([, given]) => fold(a.factsOf(...given)));
    const byRules = examples
      .flatMap((state) => stallsAhead(state, shippedPolicy))
      .filter((stall) => stall.by === 'rules')
      .map((stall) => stall.code);
    const found = stallReasons.filter((r) => r.found !== 'chosen').map((r) => r.code);
    // The one that needs a rung to have fired has a test of its own.
    expect(new Set([...byRules, 'unresponsive'])).toEqual(new Set(found));
  });

  it('an officer may choose any of them, and nothing else', () => {
    for (const stall of stallCodes)
      expect(readFact(a.stallNoted(never, stall), 'x').details.stall).toBe(stall);
    expect(() => readFact(a.stallNoted(never, 'bored'), 'x')).toThrow(BadInput);
    expect(() => readFact(a.stallCleared(never, 'bored'), 'x')).toThrow('one of dspt-missing');
  });
});
