import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { storedAs } from '../../../../test/builders/follow-ups';
import { fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { shippedPolicy } from '../policy';
import { type WorkingCalendar, workingCalendar } from '../time/working-calendar';
import { clockStopped, type FollowUp, passedOver } from './follow-up';
import { type Placed, reconcile } from './reconcile';

const christmas = [
  { date: '2026-12-25', title: 'Christmas Day' },
  { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
];
const calendar = workingCalendar(christmas);

/** Compares what these facts want, at this moment, with what is stored. */
function compare(facts: a.GivenFact[], stored: FollowUp[], at: string, days = calendar) {
  const settings = { policy: shippedPolicy, calendar: days };
  const wanted = wantedRungs(fold(a.factsOf(...facts)), settings);
  return reconcile(wanted, stored, Temporal.Instant.from(at), settings);
}

const store = (facts: a.GivenFact[], at: string, days?: WorkingCalendar): FollowUp[] =>
  compare(facts, [], at, days).insert.map((placed) =>
    storedAs(placed, `${placed.rung.clock} ${placed.rung.rung}`),
  );

/** "rung: when it goes", or "rung: superseded". */
const lines = (placed: readonly Placed[]): string[] =>
  placed.map(({ rung, status }) =>
    status === 'waiting' ? `${rung.rung}: ${rung.sendAt.toString()}` : `${rung.rung}: superseded`,
  );

const emailed = a.requested('2026-11-02', 'email');
const posted = a.requested('2026-11-02');

describe('a clock that starts', () => {
  it('inserts every rung, each waiting for its own moment', () => {
    const { insert, ...rest } = compare([emailed], [], '2026-11-02T08:00:00Z');
    expect(lines(insert)).toEqual([
      'day-14: 2026-11-16T09:00:00Z',
      'day-21: 2026-11-23T09:00:00Z',
      'day-26: 2026-11-27T09:00:00Z',
      'day-26-call: 2026-11-30T09:00:00Z',
      'expired: 2026-12-01T00:00:00Z',
    ]);
    expect(rest).toEqual({ replace: [], supersede: [], settled: [], standing: [] });
  });

  it('changes nothing when compared again, then or later', () => {
    const stored = store([posted], '2026-11-02T08:00:00Z');
    for (const at of ['2026-11-02T08:00:00Z', '2026-11-12T12:00:00Z', '2027-03-01T00:00:00Z'])
      expect(compare([posted], stored, at)).toEqual({
        insert: [],
        replace: [],
        supersede: [],
        settled: [],
        standing: [],
      });
  });
});

describe('a fact recorded late', () => {
  it('sends only the newest past rung, at the next sending moment', () => {
    const { insert } = compare([emailed], [], '2026-11-24T19:00:00Z');
    expect(lines(insert)).toEqual([
      'day-14: superseded',
      'day-21: 2026-11-25T09:00:00Z',
      'day-26: 2026-11-27T09:00:00Z',
      'day-26-call: 2026-11-30T09:00:00Z',
      'expired: 2026-12-01T00:00:00Z',
    ]);
    expect(insert[0]).toMatchObject({ reason: passedOver });
    expect(insert[1]?.rung.basis.at(-1)).toBe(
      'That had passed when it was recorded on Tuesday 24 November 2026 at 7:00pm, so it goes at the next sending time, Wednesday 25 November 2026 at 9:00am.',
    );
  });

  it('sends it at once in sending hours', () => {
    const { insert } = compare([emailed], [], '2026-11-24T11:30:00Z');
    expect(lines(insert)[1]).toBe('day-21: 2026-11-24T11:30:00Z');
  });

  it('a rung due at this very moment is not past: it goes beside the one before', () => {
    const { insert } = compare([posted], [], '2026-11-09T09:00:00Z');
    expect(lines(insert).slice(0, 2)).toEqual([
      'day-5: 2026-11-09T09:00:00Z',
      'day-7: 2026-11-09T09:00:00Z',
    ]);
  });

  it('letter and call of one moment go together: neither is older', () => {
    const { insert } = compare([emailed], [], '2026-11-29T12:00:00Z');
    expect(lines(insert)).toEqual([
      'day-14: superseded',
      'day-21: superseded',
      'day-26: 2026-11-30T09:00:00Z',
      'day-26-call: 2026-11-30T09:00:00Z',
      'expired: 2026-12-01T00:00:00Z',
    ]);
  });

  it('a last warning whose day before the weekend is gone goes on the next working day', () => {
    const { insert } = compare([emailed], [], '2026-11-28T06:00:00Z');
    expect(lines(insert).slice(2)).toEqual([
      'day-26: 2026-11-30T09:00:00Z',
      'day-26-call: 2026-11-30T09:00:00Z',
      'expired: 2026-12-01T00:00:00Z',
    ]);
  });

  it('after the end only the expiry is recorded, at its true time', () => {
    const { insert } = compare([emailed], [], '2027-01-15T10:00:00Z');
    expect(lines(insert)).toEqual([
      'day-14: superseded',
      'day-21: superseded',
      'day-26: superseded',
      'day-26-call: superseded',
      'expired: 2026-12-01T00:00:00Z',
    ]);
  });

  it('a breach is recorded at its true time beside the call for it', () => {
    const sent = a.submitted('2026-11-13T17:00:00Z');
    const { insert } = compare([sent], [], '2026-11-15T20:00:00Z');
    expect(lines(insert)).toEqual([
      'expect: superseded',
      'breach: 2026-11-15T17:00:00Z',
      'call: 2026-11-16T09:00:00Z',
    ]);
  });

  it('each clock by itself', () => {
    const { insert } = compare([posted], [], '2026-11-18T10:00:00Z');
    expect(lines(insert).slice(0, 4)).toEqual([
      'day-5: superseded',
      'day-7: superseded',
      'day-10: 2026-11-18T10:00:00Z',
      'day-14: 2026-11-18T10:00:00Z',
    ]);
  });
});

describe('a clock that stops', () => {
  const done = (stored: FollowUp[], rung: string): FollowUp[] =>
    stored.map((f) => (f.rung === rung ? { ...f, status: 'done', outcome: 'sent' } : f));

  it('supersedes what waits and names what has fired', () => {
    const stored = done(store([posted], '2026-11-02T08:00:00Z'), 'day-5');
    const facts = [posted, a.received('2026-11-08')];
    const changes = compare(facts, stored, '2026-11-08T10:00:00Z');
    expect(changes.supersede).toEqual([
      { id: 'otp-arrival day-7', reason: clockStopped },
      { id: 'otp-arrival day-10', reason: clockStopped },
    ]);
    expect(changes.settled.map((f) => f.id)).toEqual(['otp-arrival day-5']);
    expect([...changes.insert, ...changes.replace]).toEqual([]);
  });

  it('a second request supersedes the first and starts anew', () => {
    const stored = store([emailed], '2026-11-02T08:00:00Z');
    const facts = [emailed, a.requested('2026-11-10', 'email')];
    const changes = compare(facts, stored, '2026-11-10T08:00:00Z');
    expect(changes.supersede).toHaveLength(5);
    expect(changes.insert.map((p) => p.rung.anchorFact)).toEqual(Array(5).fill('fact-1'));
  });

  it('leaves alone what was superseded already', () => {
    const stored = store([posted], '2026-11-02T08:00:00Z').map(
      (f): FollowUp => ({ ...f, status: 'superseded', reason: clockStopped }),
    );
    expect(compare([], stored, '2026-11-08T10:00:00Z')).toEqual({
      insert: [],
      replace: [],
      supersede: [],
      settled: [],
      standing: [],
    });
  });

  it('comes back when what stopped it is retracted: what has passed since gives way', () => {
    const stored = done(store([posted], '2026-11-02T08:00:00Z'), 'day-5').map(
      (f): FollowUp =>
        f.clock === 'otp-arrival' && f.status === 'waiting'
          ? { ...f, status: 'superseded', outcome: 'superseded', reason: clockStopped }
          : f,
    );
    const changes = compare([posted], stored, '2026-11-13T10:00:00Z');
    expect(lines(changes.replace.map((r) => r.placed))).toEqual([
      'day-7: superseded',
      'day-10: 2026-11-13T10:00:00Z',
    ]);
  });

  it('what was passed over does not come back by itself', () => {
    const stored = store([emailed], '2026-11-24T10:00:00Z');
    expect(compare([emailed], stored, '2026-11-24T12:00:00Z').replace).toEqual([]);
  });

  it('nor when a fact is recorded at the very moment the newer one fell due and was fired', () => {
    const stored = store([posted], '2026-11-02T08:00:00Z').map((followUp): FollowUp => {
      if (followUp.rung === 'day-5')
        return { ...followUp, status: 'superseded', reason: passedOver };
      return followUp.rung === 'day-7' ? { ...followUp, status: 'done' } : followUp;
    });
    const seven = stored.find(({ rung }) => rung === 'day-7');
    expect(compare([posted], stored, String(seven?.dueAt)).replace).toEqual([]);
  });

  it('nothing goes for an older rung once a newer one has gone', () => {
    const stored = done(store([emailed], '2026-11-02T08:00:00Z'), 'day-21').map(
      (f): FollowUp =>
        f.rung === 'day-14' ? { ...f, status: 'superseded', reason: clockStopped } : f,
    );
    const { replace } = compare([emailed], stored, '2026-11-24T10:00:00Z');
    expect(lines(replace.map((r) => r.placed))).toEqual(['day-14: superseded']);
  });
});

describe('a clock that moves', () => {
  const learned = [emailed, a.issued('2026-11-05')];

  it('moves what waits to the new dates; what has gone stands', () => {
    const stored = store([emailed], '2026-11-02T08:00:00Z').map(
      (f): FollowUp => (f.rung === 'day-14' ? { ...f, status: 'done', outcome: 'sent' } : f),
    );
    const { replace, insert } = compare(learned, stored, '2026-11-17T10:00:00Z');
    expect(insert).toEqual([]);
    expect(lines(replace.map((r) => r.placed))).toEqual([
      'day-21: 2026-11-26T09:00:00Z',
      'day-26: 2026-12-01T09:00:00Z',
      'day-26-call: 2026-12-01T09:00:00Z',
      'expired: 2026-12-04T00:00:00Z',
    ]);
    expect(replace[0]?.placed.rung.anchor).toBe('2026-11-05');
  });

  it('brings back what was passed over when it lies ahead again', () => {
    const stored = store([emailed], '2026-11-24T10:00:00Z');
    const { replace } = compare([emailed, a.issued('2026-11-12')], stored, '2026-11-24T10:00:00Z');
    expect(lines(replace.map((r) => r.placed)).slice(0, 2)).toEqual([
      'day-14: 2026-11-26T09:00:00Z',
      'day-21: 2026-12-03T09:00:00Z',
    ]);
  });
});

describe('a bank holiday added at short notice', () => {
  const monday = workingCalendar([
    ...christmas,
    { date: '2026-11-16', title: 'a day of mourning' },
  ]);

  it('moves what waits, and nothing else', () => {
    const stored = store([emailed], '2026-11-02T08:00:00Z');
    const { replace } = compare([emailed], stored, '2026-11-13T15:00:00Z', monday);
    expect(lines(replace.map((r) => r.placed))).toEqual(['day-14: 2026-11-17T09:00:00Z']);
  });

  it('leaves what has gone where it went', () => {
    const stored = store([emailed], '2026-11-02T08:00:00Z').map(
      (f): FollowUp => (f.rung === 'day-14' ? { ...f, status: 'done', outcome: 'sent' } : f),
    );
    expect(compare([emailed], stored, '2026-11-16T15:00:00Z', monday).replace).toEqual([]);
  });

  it('moves back what waited for a holiday that is none after all', () => {
    const stored = store([emailed], '2026-11-02T08:00:00Z', monday);
    const { replace } = compare([emailed], stored, '2026-11-13T15:00:00Z');
    expect(lines(replace.map((r) => r.placed))).toEqual(['day-14: 2026-11-16T09:00:00Z']);
  });
});

describe('a rung that is about something else by now', () => {
  const placed = (change: Partial<FollowUp>): Placed[] => {
    const stored = store([posted], '2026-11-02T08:00:00Z').map((f) =>
      f.rung === 'day-10' ? { ...f, ...change } : f,
    );
    return compare([posted], stored, '2026-11-03T08:00:00Z').replace.map((r) => r.placed);
  };

  it.each<[string, Partial<FollowUp>]>([
    ['another letter', { letter: 'otp-arrived' }],
    ['somebody else', { to: 'lead' }],
    ['a letter, not a task', { act: 'letter' }],
  ])('is placed anew at the same moment: %s', (_, change) => {
    expect(placed(change)).toMatchObject([
      { rung: { rung: 'day-10', act: 'task', to: 'officer', letter: null }, status: 'waiting' },
    ]);
    expect(lines(placed(change))).toEqual(['day-10: 2026-11-12T09:00:00Z']);
  });
});

describe('a rung whose earlier day is over and whose own became a holiday', () => {
  // A last warning due on Monday 28 December 2026.
  const asked = a.requested('2026-12-02', 'email');

  it('goes on the next working day', () => {
    const usual = workingCalendar([{ date: '2026-12-25', title: 'Christmas Day' }]);
    const stored = store([asked], '2026-12-02T09:00:00Z', usual);
    const warning = stored.find((f) => f.rung === 'day-26');
    expect(warning?.sendAt.toString()).toBe('2026-12-28T09:00:00Z');
    const { replace } = compare([asked], stored, '2026-12-27T12:00:00Z');
    expect(lines(replace.map((r) => r.placed))).toContain('day-26: 2026-12-29T09:00:00Z');
  });
});
