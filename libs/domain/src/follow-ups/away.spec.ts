import { Temporal } from 'temporal-polyfill';
import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { storedAs } from '../../../../test/builders/follow-ups';
import { fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { shippedPolicy } from '../policy';
import { awayHold } from './away';
import { byHandKey, decideDue, type DueSituation } from './decide-due';
import { reconcile } from './reconcile';
import { type AddressesOfCase, type AddressStanding, silencedIn } from './silenced';

const settings = { policy: shippedPolicy, calendar: england };
const at = (text: string) => Temporal.Instant.from(text);

const wantedAfter = (...facts: a.GivenFact[]) => wantedRungs(fold(a.factsOf(...facts)), settings);

/** Until when a rung waits that is tried at its own moment; "goes" when it does not wait. */
function held(rungName: string, facts: a.GivenFact[], awayUntil: string, now?: string): string {
  const wanted = wantedAfter(...facts);
  const rung = wanted.find((r) => `${r.clock} ${r.rung}` === rungName);
  if (!rung) throw new Error(`${rungName} is not wanted`);
  const moment = now ? at(now) : rung.sendAt;
  const until = awayHold(rung, at(awayUntil), rung.sendAt, moment, wanted, settings);
  return until?.toString() ?? 'goes';
}

/** Asked for on Monday 2 November 2026: good to the end of the 30th. */
const monday = [a.requested('2026-11-02')];

describe('a letter to a reader who is away', () => {
  it.each([
    ['waits until nine of the day they are back', '2026-11-18T00:00:00Z', '2026-11-18T09:00:00Z'],
    ['by London time, whatever the hour', '2026-11-18T23:59:00Z', '2026-11-18T09:00:00Z'],
    ['until the next working day', '2026-11-21T00:00:00Z', '2026-11-23T09:00:00Z'],
    ['two weeks at most', '2027-01-10T00:00:00Z', '2026-11-30T09:00:00Z'],
    ['not at all once they are back', '2026-11-16T00:00:00Z', 'goes'],
    ['nor when that was long ago', '2026-10-01T00:00:00Z', 'goes'],
  ])('%s', (_, back, expected) => {
    expect(held('otp-validity day-14', monday, back)).toBe(expected);
  });

  it('does not wait longer than two weeks in all, however often it is asked', () => {
    const long = '2027-01-10T00:00:00Z';
    const day14 = 'otp-validity day-14';
    expect(held(day14, monday, long, '2026-11-27T10:00:00Z')).toBe('2026-11-30T09:00:00Z');
    expect(held(day14, monday, long, '2026-11-30T09:00:00Z')).toBe('goes');
  });

  it('counts two weeks back to a working day, not forward', () => {
    // Two weeks after Friday 11 December is Christmas Day.
    const facts = [a.requested('2026-11-27')];
    expect(held('otp-validity day-14', facts, '2027-02-01T00:00:00Z')).toBe('2026-12-24T09:00:00Z');
  });
});

describe('a letter that must precede a deadline', () => {
  it('goes on the last working day before the code is dead', () => {
    const day26 = 'otp-validity day-26';
    expect(held(day26, monday, '2027-01-10T00:00:00Z')).toBe('2026-11-30T09:00:00Z');
    // Dead on Sunday 29 November: Friday is the last working day, and the letter's own.
    const sooner = [a.requested('2026-10-31')];
    expect(held(day26, sooner, '2027-01-10T00:00:00Z', '2026-11-26T09:00:00Z')).toBe(
      '2026-11-27T09:00:00Z',
    );
    expect(held(day26, sooner, '2027-01-10T00:00:00Z', '2026-11-27T09:00:00Z')).toBe('goes');
  });

  it('goes on the last working day before the account is at risk', () => {
    const facts = [a.created('2026-11-02', 'Ann')];
    // At risk on Wednesday 2 December, at nine: that day itself is too late.
    expect(held('activation day-27', facts, '2027-01-10T00:00:00Z')).toBe('2026-12-01T09:00:00Z');
  });

  it('waits for the reader when they are back in time', () => {
    expect(held('otp-validity day-26', monday, '2026-11-30T00:00:00Z')).toBe(
      '2026-11-30T09:00:00Z',
    );
  });
});

describe('deciding for a reader who is away', () => {
  const away = (awayUntil: string, more: Partial<AddressStanding> = {}) =>
    new Map([['provider', { silenced: null, awayUntil: at(awayUntil), ...more }]]);

  function decided(
    facts: a.GivenFact[],
    recorded: string,
    now: string,
    addresses: AddressesOfCase = new Map(),
    sentByHand: DueSituation['sentByHand'] = new Map(),
  ) {
    const state = fold(a.factsOf(...facts));
    const wanted = wantedRungs(state, settings);
    const due = reconcile(wanted, [], at(recorded), settings)
      .insert.map((placed, n) => storedAs(placed, String(n)))
      .filter((f) => f.status === 'waiting' && Temporal.Instant.compare(f.ringAt, at(now)) <= 0);
    const silenced = silencedIn(state, addresses);
    return decideDue(due, {
      now: at(now),
      settings,
      wanted,
      silenced,
      addresses,
      sentByHand,
      lettersToday: new Set(),
    }).map(
      (d) => `${d.followUp.rung}: ${d.do}${d.do === 'hold' ? ` until ${d.until.toString()}` : ''}`,
    );
  }

  const early = '2026-11-02T08:00:00Z';

  it('holds routine letters, and sends only the newest once they are back', () => {
    const back = away('2026-11-11T00:00:00Z');
    expect(decided(monday, early, '2026-11-09T09:00:00Z', back)).toEqual([
      'day-5: hold until 2026-11-11T09:00:00Z',
      'day-7: hold until 2026-11-11T09:00:00Z',
    ]);
    expect(decided(monday, early, '2026-11-11T09:00:00Z', back)).toEqual([
      'day-5: supersede',
      'day-7: letter',
    ]);
  });

  it('holds neither tasks nor a letter that answers an event', () => {
    const facts = [a.submitted('2026-11-11T10:00:00Z')];
    const never = away('2027-01-10T00:00:00Z');
    const recorded = '2026-11-11T10:00:00Z';
    expect(decided(facts, recorded, recorded, never)).toEqual(['expect: letter']);
    expect(decided(facts, recorded, '2026-11-13T10:00:00Z', never).slice(1)).toEqual([
      'breach: record',
      'call: task',
    ]);
  });

  it('suppresses at once what would not be sent when they are back either', () => {
    const gone = away('2027-01-10T00:00:00Z', { silenced: 'bounced' });
    expect(decided(monday, early, '2026-11-09T09:00:00Z', gone)).toEqual([
      'day-5: suppress',
      'day-7: suppress',
    ]);
  });

  it('leaves other readers of the case alone', () => {
    const other = new Map([
      ['person:Ann', { silenced: null, awayUntil: at('2027-01-10T00:00:00Z') }],
    ]);
    expect(decided(monday, early, '2026-11-09T09:00:00Z', other)).toEqual([
      'day-5: letter',
      'day-7: letter',
    ]);
  });

  it('lets the ladder rest on the day somebody sent the same by hand, and the next', () => {
    const sentByHand = (day: string, letter = 'otp-arrived') =>
      new Map([[byHandKey('provider', letter), Temporal.PlainDate.from(day)]]);
    const at9 = (day: string, byHand: ReadonlyMap<string, Temporal.PlainDate>) =>
      decided(monday, early, `${day}T09:00:00Z`, new Map(), byHand);
    // Day 7 falls due on Monday the 9th; day 5, another letter, on the 7th, a Saturday.
    const held = 'day-7: hold until 2026-11-11T09:00:00Z';
    expect(at9('2026-11-09', sentByHand('2026-11-09'))).toEqual(['day-5: letter', held]);
    expect(at9('2026-11-09', sentByHand('2026-11-06'))[1]).toBe(
      'day-7: hold until 2026-11-10T09:00:00Z',
    );
    expect(at9('2026-11-09', sentByHand('2026-11-05'))[1]).toBe('day-7: letter');
    expect(at9('2026-11-09', sentByHand('2026-11-09', 'reminder'))[1]).toBe('day-7: letter');
  });

  it('does not let it rest beyond a deadline', () => {
    const facts = [a.requested('2026-10-31')];
    const recorded = '2026-10-31T08:00:00Z';
    const byHand = new Map([
      [byHandKey('provider', 'otp-expiring'), Temporal.PlainDate.from('2026-11-26')],
    ]);
    // Dead on Sunday 29 November: the last warning goes on Thursday, and not later than Friday.
    const last = decided(facts, recorded, '2026-11-26T09:00:00Z', new Map(), byHand);
    expect(last).toContain('day-26: hold until 2026-11-27T09:00:00Z');
  });
});
