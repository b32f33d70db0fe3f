import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { england } from '../../../../test/builders/calendars';
import { fold } from '../cases/evolve';
import { shippedPolicy } from '../policy';
import { callEffects, callPlan } from './call-plan';
import {
  callMatters,
  callOutcomes,
  type CallMatter,
  type CallOutcome,
  matterOfTask,
} from './matters';
import { putOff } from './standing-calls';

const clocks = { policy: shippedPolicy, calendar: england };

/** Thursday 24 December 2026 at 10:00 in London: two bank holidays and a weekend follow. */
const now = Temporal.Instant.from('2026-12-24T10:00:00Z');

const opened = [a.caseOpened('2026-12-01'), a.agreed('2026-12-01')];

const plan = (
  about: CallMatter,
  outcome: CallOutcome,
  facts: readonly a.GivenFact[] = opened,
  at = now,
) => callPlan(fold(a.factsOf(...facts)), { about, outcome }, clocks, at);

describe('what a call about a matter comes to', () => {
  const offered = callMatters.flatMap((about) =>
    callOutcomes
      .filter((outcome) => callEffects[about][outcome] !== null)
      .map((outcome) => ({ about, outcome })),
  );

  it.each(offered)(
    '$outcome about $about ends with a working day after today',
    ({ about, outcome }) => {
      const { again } = plan(about, outcome);
      expect(Temporal.PlainDate.compare(again, '2026-12-24')).toBe(1);
      expect(england.isWorkingDay(again)).toBe(true);
    },
  );

  it('a voicemail, a wrong number and “tomorrow” leave the tasks and come up on the next working day', () => {
    for (const outcome of ['voicemail', 'wrong-number', 'tomorrow'] as const) {
      const { effect, again } = plan('silence', outcome);
      expect([effect.tasks, effect.fact, again.toString()]).toEqual(['stay', null, '2026-12-29']);
      expect(effect.findNumber).toBe(outcome === 'wrong-number');
    }
  });

  it('gives the home two working days from the second voicemail in a row on', () => {
    const once = [
      ...opened,
      a.called('2026-12-22T10:00:00Z', 'voicemail', 'silence', '2026-12-23'),
    ];
    expect(plan('silence', 'voicemail', once).again.toString()).toBe('2026-12-30');
    const twice = [...once, a.called('2026-12-23T10:00:00Z', 'voicemail', 'silence', '2026-12-24')];
    expect(plan('silence', 'voicemail', twice).again.toString()).toBe('2026-12-30');
    // About another matter, or after they were spoken to, it is the first again.
    expect(plan('address', 'voicemail', once).again.toString()).toBe('2026-12-29');
    const spoken = [...once, a.called('2026-12-23T10:00:00Z', 'spoke', 'silence', '2026-12-24')];
    expect(plan('silence', 'voicemail', spoken).again.toString()).toBe('2026-12-29');
  });

  it('has no patience with a voicemail while something ends meanwhile', () => {
    const dying = [...opened, a.requested('2026-11-30')];
    const first = a.called('2026-12-22T10:00:00Z', 'voicemail', 'passcode-ending', '2026-12-23');
    // Day 28 is Monday 28 December: two working days from Wednesday 23 would be the day after it.
    const wednesday = Temporal.Instant.from('2026-12-23T10:00:00Z');
    const second = plan('passcode-ending', 'voicemail', [...dying, first], wednesday);
    expect(second.again.toString()).toBe('2026-12-24');
  });

  it('takes a talk with a silent provider for their reply', () => {
    const asked = [...opened, a.asked('2026-12-01T10:00:00Z')];
    const { effect, again } = plan('silence', 'spoke', asked);
    expect([effect.tasks, effect.fact]).toEqual(['done', 'provider-replied']);
    // The clock of the silence has stopped with it: ten working days until it is looked at again.
    expect(again.toString()).toBe('2027-01-12');
    expect(plan('address', 'spoke', asked).effect.fact).toBeNull();
  });

  it('comes up with the next date of the case, when one runs before its review', () => {
    const code = [...opened, a.requested('2026-12-21')];
    // Day 5 is a Saturday: the letter goes on the Tuesday after the holidays; day 7 is Monday.
    expect(plan('answer', 'spoke', code).again.toString()).toBe('2026-12-29');
    expect(plan('answer', 'done', code).again.toString()).toBe('2026-12-29');
    const parked = [...opened, a.parked('2026-12-20T10:00:00Z', '2027-03-01')];
    expect(plan('answer', 'done', parked).again.toString()).toBe('2027-03-01');
    const over = [...opened, a.parked('2026-12-01T10:00:00Z', '2026-12-24')];
    expect(plan('review', 'done', over).again.toString()).toBe('2027-01-12');
  });

  it('rings a helpdesk that has promised again in two working days, and never at a wrong number', () => {
    expect(plan('late-reply', 'spoke').again.toString()).toBe('2026-12-30');
    expect(() => plan('ticket', 'wrong-number')).toThrow(/choose voicemail or tomorrow/);
  });
});

describe('what is put off', () => {
  const first = a.called('2026-12-21T10:00:00Z', 'voicemail', 'silence', '2026-12-22');
  const second = a.called('2026-12-22T10:00:00Z', 'tomorrow', 'silence', '2026-12-23');
  const off = (...facts: a.GivenFact[]) => putOff(fold(a.factsOf(...opened, ...facts)));

  it('is by matter what the newest call says, whatever the order they were learned in', () => {
    const newest = { matter: 'silence', until: '2026-12-23', since: '2026-12-22T10:00:00Z' };
    expect(off(first, second)).toEqual([newest]);
    expect(off(second, first)).toEqual([newest]);
  });

  it('ends when the case is closed, and goes back when the call is taken back', () => {
    expect(
      off(first, a.closed('2026-12-23T10:00:00Z'), a.reopened('2026-12-23T11:00:00Z')),
    ).toEqual([]);
    const facts = a.factsOf(...opened, first, second);
    const undo = a.factsOf(a.retracted('2026-12-22T11:00:00Z', facts.at(-1)?.id ?? ''));
    const renamed = undo.map((fact) => ({ ...fact, id: 'undo' }));
    expect(putOff(fold([...facts, ...renamed]))).toEqual([
      { matter: 'silence', until: '2026-12-22', since: '2026-12-21T10:00:00Z' },
    ]);
  });
});

it.each([
  ['otp-validity/day-26-call', 'passcode-ending'],
  ['otp-validity/a-rung-of-our-own', 'passcode-ending'],
  ['answer/not-come', 'passcode-missing'],
  ['answer/help', 'answer'],
  ['mail/bounced', 'address'],
  ['call/wrong-number', 'number'],
  ['something/else', 'other'],
])('a task of the kind %s is about %s', (kind, matter) => {
  expect(matterOfTask(kind)).toBe(matter);
});
