import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { storedAs } from '../../../../test/builders/follow-ups';
import { newCase } from '../cases/case-state';
import { fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { shippedPolicy } from '../policy';
import { workingCalendar } from '../time/working-calendar';
import { decideDue, type Decision, type DueSituation } from './decide-due';
import { clockStopped, type FollowUp, passedOver } from './follow-up';
import { reconcile } from './reconcile';
import { silencedIn } from './silenced';

const settings = { policy: shippedPolicy, calendar: workingCalendar([]) };

const wantedAfter = (facts: a.GivenFact[]) => wantedRungs(fold(a.factsOf(...facts)), settings);

/** What was stored when these facts were recorded. */
function stored(facts: a.GivenFact[], recordedAt: string): FollowUp[] {
  const changes = reconcile(wantedAfter(facts), [], Temporal.Instant.from(recordedAt), settings);
  return changes.insert.map((placed, n) => storedAs(placed, String(n)));
}

/** The provider has had a routine letter today. */
const second = { lettersToday: new Set(['provider']) };

/** What is decided at a moment about all that waits and should have gone by then. */
function decide(
  followUps: FollowUp[],
  facts: a.GivenFact[],
  at: string,
  situation: Partial<DueSituation> = {},
): string[] {
  const now = Temporal.Instant.from(at);
  const due = followUps.filter(
    (f) => f.status === 'waiting' && Temporal.Instant.compare(f.ringAt, now) <= 0,
  );
  return decideDue(due, {
    now,
    settings,
    wanted: wantedAfter(facts),
    silenced: () => null,
    lettersToday: new Set(),
    ...situation,
  }).map(inWords);
}

function inWords(decision: Decision): string {
  const words = `${decision.followUp.rung}: ${decision.do}`;
  if (decision.do === 'letter') return `${words} ${decision.letter} part ${decision.part}`;
  if (decision.do === 'supersede') return `${words} ${decision.reason}`;
  return decision.do === 'hold' ? `${words} until ${decision.until.toString()}` : words;
}

const monday = a.requested('2026-11-02');
const early = '2026-11-02T08:00:00Z';

describe('a bell that rings in time', () => {
  it('writes the letter, makes the task, records the end', () => {
    const facts = [a.requested('2026-11-05')];
    const waiting = stored(facts, '2026-11-05T08:00:00Z');
    const only = (rung: string) => waiting.filter((f) => f.rung === rung);
    expect(decide(only('day-5'), facts, '2026-11-10T09:00:00Z')).toEqual([
      'day-5: letter 0 part 0',
    ]);
    expect(decide(only('day-10'), facts, '2026-11-16T09:00:00Z')).toEqual(['day-10: task']);
    expect(decide(only('expired'), facts, '2026-12-04T00:00:00Z')).toEqual(['expired: record']);
  });

  it('makes one letter of two rungs of one moment, the older one first', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], '2026-11-09T09:00:00Z')).toEqual([
      'day-5: letter 0 part 0',
      'day-7: letter 0 part 1',
    ]);
  });

  it('keeps a letter that answers an event apart, and does not hold it back', () => {
    const facts = [a.submitted('2026-11-09T09:00:00Z')];
    const waiting = [
      ...stored([monday], early).filter((f) => f.rung === 'day-7'),
      ...stored(facts, '2026-11-09T09:00:00Z').filter((f) => f.rung === 'expect'),
    ];
    const wanted = [...wantedAfter([monday]), ...wantedAfter(facts)];
    expect(decide(waiting, [], '2026-11-09T09:00:00Z', { wanted })).toEqual([
      'expect: letter 0 part 0',
      'day-7: letter 1 part 0',
    ]);
    expect(decide(waiting, [], '2026-11-09T09:00:00Z', { wanted, ...second })).toEqual([
      'expect: letter 0 part 0',
      'day-7: hold until 2026-11-10T09:00:00Z',
    ]);
  });

  it('answers a bell of 16:59 a few minutes after 17:00 too', () => {
    const facts = [a.submitted('2026-11-09T16:59:00Z')];
    const waiting = stored(facts, '2026-11-09T16:59:00Z');
    expect(decide(waiting, facts, '2026-11-09T17:03:59Z')).toEqual(['expect: letter 0 part 0']);
    expect(decide(waiting, facts, '2026-11-09T17:04:01Z')).toEqual([
      'expect: hold until 2026-11-10T09:00:00Z',
    ]);
  });
});

describe('a rung that is not wanted any more', () => {
  it('is superseded, whatever it was', () => {
    const waiting = stored([monday], early);
    const facts = [monday, a.submitted('2026-11-09T08:30:00Z')];
    expect(decide(waiting, facts, '2026-11-09T09:00:00Z')).toEqual([
      `day-5: supersede ${clockStopped}`,
      `day-7: supersede ${clockStopped}`,
    ]);
    expect(decide(waiting, facts, '2026-12-01T00:00:00Z').at(-1)).toBe(
      `expired: supersede ${clockStopped}`,
    );
  });
});

describe('after an outage', () => {
  const down = '2026-11-24T10:00:00Z';

  it('only the newest still-true rung of each clock goes', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], down)).toEqual([
      `day-5: supersede ${passedOver}`,
      `day-7: supersede ${passedOver}`,
      'day-10: task',
      `day-14: supersede ${passedOver}`,
      'day-21: letter 0 part 0',
    ]);
  });

  it('an end is recorded whatever the hour, and ends the warnings of it', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], '2026-12-05T03:00:00Z')).toEqual([
      `day-5: supersede ${passedOver}`,
      `day-7: supersede ${passedOver}`,
      'day-10: hold until 2026-12-07T09:00:00Z',
      `day-14: supersede ${passedOver}`,
      `day-21: supersede ${passedOver}`,
      `day-26: supersede ${passedOver}`,
      `day-26-call: supersede ${passedOver}`,
      'expired: record',
    ]);
  });

  it('nothing goes at night or at the weekend', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], '2026-11-14T03:00:00Z')).toEqual([
      `day-5: supersede ${passedOver}`,
      `day-7: supersede ${passedOver}`,
      'day-10: hold until 2026-11-16T09:00:00Z',
    ]);
  });

  it('a bell missed this morning goes this afternoon, with the one that was due beside it', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], '2026-11-09T15:00:00Z')).toEqual([
      'day-5: letter 0 part 0',
      'day-7: letter 0 part 1',
    ]);
  });

  it('a breach over the weekend is recorded, and its call and nothing older goes', () => {
    const facts = [a.submitted('2026-11-20T17:00:00Z')];
    const waiting = stored(facts, '2026-11-20T17:00:00Z');
    expect(decide(waiting, facts, '2026-11-24T10:00:00Z')).toEqual([
      'breach: record',
      `expect: supersede ${passedOver}`,
      'call: task',
    ]);
  });
});

describe('one routine letter a working day', () => {
  it('holds the second until the next working day', () => {
    const waiting = stored([a.requested('2026-11-01')], '2026-11-01T08:00:00Z');
    const facts = [a.requested('2026-11-01')];
    expect(decide(waiting, facts, '2026-11-06T09:00:00Z', second)).toEqual([
      'day-5: hold until 2026-11-09T09:00:00Z',
    ]);
  });

  it('holds back neither tasks nor records', () => {
    const facts = [a.submitted('2026-11-11T10:00:00Z')];
    const waiting = stored(facts, '2026-11-11T10:00:00Z').filter((f) => f.rung !== 'expect');
    expect(decide(waiting, facts, '2026-11-13T10:00:00Z', second)).toEqual([
      'breach: record',
      'call: task',
    ]);
  });
});

describe('a provider who opted out', () => {
  const optedOut = { silenced: silencedIn({ ...newCase, optedOut: true }) };

  it('gets no letter, not even one that answers an event', () => {
    const waiting = stored([monday], early);
    expect(decide(waiting, [monday], '2026-11-09T09:00:00Z', optedOut)).toEqual([
      'day-5: suppress',
      'day-7: suppress',
    ]);
    const facts = [a.submitted('2026-11-11T10:00:00Z')];
    const sent = stored(facts, '2026-11-11T10:00:00Z');
    expect(decide(sent, facts, '2026-11-11T10:00:00Z', optedOut)).toEqual(['expect: suppress']);
  });

  it('is not kept waiting for tomorrow when a letter went before he did', () => {
    const waiting = stored([monday], early);
    const both = { ...optedOut, ...second };
    expect(decide(waiting, [monday], '2026-11-09T09:00:00Z', both)[0]).toBe('day-5: suppress');
  });

  it('leaves the officer her tasks, and ends their record', () => {
    const facts = [a.submitted('2026-11-11T10:00:00Z')];
    const waiting = stored(facts, '2026-11-11T10:00:00Z').filter((f) => f.rung !== 'expect');
    expect(decide(waiting, facts, '2026-11-13T10:00:00Z', optedOut)).toEqual([
      'breach: record',
      'call: task',
    ]);
  });
});

describe('a day that turned out to be a holiday', () => {
  it('holds what was placed on it before anyone knew', () => {
    const calendar = workingCalendar([{ date: '2026-11-09', title: 'a day of mourning' }]);
    const late = stored([a.requested('2026-10-17', 'email')], '2026-11-07T12:00:00Z');
    const facts = [a.requested('2026-10-17', 'email')];
    expect(
      decide(late, facts, '2026-11-09T09:00:00Z', { settings: { ...settings, calendar } }),
    ).toEqual(['day-21: hold until 2026-11-10T09:00:00Z']);
  });
});

describe('deciding twice', () => {
  it('says the same the second time: it changes nothing itself', () => {
    const waiting = stored([monday], early);
    const copy = JSON.stringify(waiting);
    const first = decide(waiting, [monday], '2026-11-09T09:00:00Z');
    expect(decide(waiting, [monday], '2026-11-09T09:00:00Z')).toEqual(first);
    expect(JSON.stringify(waiting)).toBe(copy);
  });

  it('does nothing more once it was carried out', () => {
    const done = stored([monday], early).map((f): FollowUp => ({ ...f, status: 'done' }));
    expect(decide(done, [monday], '2026-11-09T09:00:00Z')).toEqual([]);
  });
});
