import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import {
  agreedCase,
  sentCase,
  stuckByFacts,
  stuckInTime,
} from '../../../../test/builders/stall-examples';
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

describe('why a case is stuck, from its facts', () => {
  it.each(stuckByFacts)('%s', (_, given, expected) => {
    expect(inShort(a.factsOf(...given), never)).toEqual(expected);
  });
});

describe('why a case is stuck, once a moment has passed', () => {
  it.each(stuckInTime)('%s', (_, given, code, since) => {
    const facts = a.factsOf(...given);
    const before = Temporal.Instant.from(since).subtract({ milliseconds: 1 }).toString();
    expect(inShort(facts, before).join()).not.toContain(code);
    expect(inShort(facts, since)).toContain(`${code} ${since}`);
  });

  it('is known beforehand, so that it can be kept and compared with the clock', () => {
    for (const [, given, code, since] of stuckInTime)
      expect(stallsAhead(fold(a.factsOf(...given)), shippedPolicy)).toContainEqual({
        code,
        since,
        by: 'rules',
      });
  });

  it.each<[string, a.GivenFact[], string]>([
    [
      'the letter came',
      [...agreedCase, a.requested('2026-11-02'), a.received('2026-11-20')],
      'otp-not-arrived',
    ],
    [
      'by email nothing is awaited from the post (case 12)',
      [...agreedCase, a.requested('2026-11-02', 'email')],
      'otp-not-arrived',
    ],
    [
      'the code was used',
      [...agreedCase, a.requested('2026-11-02'), a.used('2026-11-20T10:00:00Z')],
      'otp-expired',
    ],
    [
      'another was asked for',
      [...agreedCase, a.requested('2026-11-02'), a.requested('2026-11-29')],
      'otp-expired',
    ],
    [
      'NHSmail replied late (case 48)',
      [...sentCase, a.replied('2026-11-12T10:00:00Z')],
      'no-reply-over-48h',
    ],
    [
      'proof was found',
      [...agreedCase, a.prepared('2026-11-03'), a.contactId('2026-11-20')],
      'contact-id-unknown',
    ],
    [
      'whoever did not activate has left',
      [
        ...sentCase,
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
      ...a.factsOf(...agreedCase, a.requested('2026-11-02')),
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
    const [stall] = stallsAhead(fold(a.factsOf(...agreedCase, a.requested('2026-11-02'))), later);
    expect(stall).toMatchObject({ code: 'otp-not-arrived', since: '2026-11-17T09:00:00Z' });
  });

  it('nobody answers: parked by the rule', () => {
    const facts = [
      ...a.factsOf(...agreedCase, a.asked('2026-09-01T10:00:00Z')),
      fired('provider-silence', 'parked', 'fact-2', '2026-10-14T08:00:00Z'),
    ];
    expect(inShort(facts, never)).toEqual(['unresponsive 2026-10-14T08:00:00Z']);
  });

  it('what the facts alone show is what progress tells, the same codes in the same order', () => {
    for (const [, given] of stuckInTime) {
      const state = fold(a.factsOf(...given));
      const noMoment = Temporal.Instant.from('1970-01-01T00:00:00Z');
      expect(stallsOf(state, noMoment, shippedPolicy)).toEqual([]);
      expect(progress(state).stalls).toEqual([]);
    }
    const both = a.factsOf(
      ...agreedCase,
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
    const examples = [...stuckByFacts, ...stuckInTime].map(([, given]) =>
      fold(a.factsOf(...given)),
    );
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
