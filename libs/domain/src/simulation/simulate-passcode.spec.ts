import * as a from '../../../../test/builders/facts';
import {
  ladderOf,
  lastState,
  refusedIn,
  rungOf,
  simulated,
} from '../../../../test/builders/simulations';

describe('a passcode by post', () => {
  it('posted on Christmas Eve: day 7 goes on New Year’s Eve, holidays never extend it', () => {
    const result = simulated('2026-12-24T08:00:00Z', [a.requested('2026-12-24')]);
    expect(ladderOf(result, 'otp-arrival')).toEqual([
      'day-5 sent 2026-12-29T09:00:00Z',
      'day-7 sent 2026-12-31T09:00:00Z',
      'day-10 task 2027-01-04T09:00:00Z',
    ]);
    expect(rungOf(result, 'otp-validity', 'expired')).toMatchObject({
      outcome: 'recorded',
      dueAt: '2027-01-22T00:00:00Z',
      sendAt: '2027-01-22T00:00:00Z',
      to: null,
    });
  });

  it('posted on Friday before a Monday holiday: the check is next Friday', () => {
    const result = simulated('2027-04-30T07:00:00Z', [a.requested('2027-04-30')]);
    expect(rungOf(result, 'otp-arrival', 'day-7')?.sendAt).toBe('2027-05-07T08:00:00Z');
  });

  it('a check that falls on a holiday goes on the next working day', () => {
    const result = simulated('2026-12-18T08:00:00Z', [a.requested('2026-12-18')]);
    expect(rungOf(result, 'otp-arrival', 'day-7')).toMatchObject({
      dueAt: '2026-12-25T09:00:00Z',
      sendAt: '2026-12-29T09:00:00Z',
    });
  });

  it('requested again: the first clock stops as superseded, the new one starts', () => {
    const facts = [a.requested('2026-11-03'), a.requested('2026-11-09')];
    const result = simulated('2026-11-03T08:00:00Z', facts);
    expect(ladderOf(result, 'otp-arrival', '2026-11-03')).toEqual([
      'day-5 superseded 2026-11-09T09:00:00Z',
      'day-7 superseded 2026-11-10T09:00:00Z',
      'day-10 superseded 2026-11-13T09:00:00Z',
    ]);
    expect(ladderOf(result, 'otp-arrival', '2026-11-09')).toEqual([
      'day-5 sent 2026-11-16T09:00:00Z',
      'day-7 merged 2026-11-16T09:00:00Z',
      'day-10 task 2026-11-19T09:00:00Z',
    ]);
    expect(ladderOf(result, 'otp-validity', '2026-11-03').join()).not.toMatch(/sent|task|recorded/);
  });

  it('an old letter that arrived before the new request leaves the new code being waited for', () => {
    const facts = [a.requested('2026-11-03'), a.requested('2026-11-12'), a.received('2026-11-11')];
    const result = simulated('2026-11-12T10:00:00Z', facts);
    expect(ladderOf(result, 'otp-arrival', '2026-11-12')[0]).toBe(
      'day-5 sent 2026-11-17T09:00:00Z',
    );
    expect(result.states[0]).toMatchObject({ stage: 'proving', waitingOn: 'provider' });
  });

  it('lost in the post: a task on day 10, and its validity keeps running', () => {
    const result = simulated('2026-11-03T08:00:00Z', [a.requested('2026-11-03')]);
    expect(ladderOf(result, 'otp-arrival')[2]).toBe('day-10 task 2026-11-13T09:00:00Z');
    expect(ladderOf(result, 'otp-validity').at(-1)).toBe('expired recorded 2026-12-02T00:00:00Z');
    expect(lastState(result)).toBe('proving officer otp-expired');
  });

  it('by email: nothing in the post to wait for, validity from the same day', () => {
    const result = simulated('2026-11-03T08:00:00Z', [a.requested('2026-11-03', 'email')]);
    expect(ladderOf(result, 'otp-arrival')).toEqual([]);
    expect(ladderOf(result, 'otp-validity')).toHaveLength(5);
  });
});

describe('how long a passcode is good', () => {
  const expired = (facts: a.GivenFact[], asOf: string) =>
    rungOf(simulated(asOf, facts), 'otp-validity', 'expired')?.dueAt;

  it('issued on 10 March 2027, over the change to summer time: to 7 April 23:59:59 there', () => {
    const facts = [a.requested('2027-03-10'), a.issued('2027-03-10')];
    expect(expired(facts, '2027-03-10T08:00:00Z')).toBe('2027-04-07T23:00:00Z');
  });

  it('issued on 10 October 2026, over the change to winter time: to 7 November 23:59:59', () => {
    const facts = [a.requested('2026-10-10'), a.issued('2026-10-10')];
    expect(expired(facts, '2026-10-10T08:00:00Z')).toBe('2026-11-08T00:00:00Z');
  });

  it('used in its last second: accepted, and nothing expires', () => {
    const facts = [a.requested('2026-12-24'), a.used('2027-01-21T23:59:59Z')];
    const result = simulated('2026-12-24T08:00:00Z', facts);
    expect(refusedIn(result)).toEqual([]);
    expect(rungOf(result, 'otp-validity', 'expired')?.outcome).toBe('superseded');
  });

  it('used one second later: refused, and the end is recorded', () => {
    const facts = [a.requested('2026-12-24'), a.used('2027-01-22T00:00:00Z')];
    const result = simulated('2026-12-24T08:00:00Z', facts);
    expect(refusedIn(result)).toEqual(['1 passcode-expired']);
    expect(rungOf(result, 'otp-validity', 'expired')?.outcome).toBe('recorded');
  });

  it('an issue date learned later than the request moves what is still to come', () => {
    const facts = [a.requested('2026-11-02', 'email'), a.issued('2026-11-05')];
    expect(ladderOf(simulated('2026-11-02T08:00:00Z', facts), 'otp-validity')).toEqual([
      'day-14 sent 2026-11-19T09:00:00Z',
      'day-21 sent 2026-11-26T09:00:00Z',
      'day-26 sent 2026-12-01T09:00:00Z',
      'day-26-call task 2026-12-01T09:00:00Z',
      'expired recorded 2026-12-04T00:00:00Z',
    ]);
  });

  it('what has gone by the old date stands, with the date it went by', () => {
    const facts = [
      a.requested('2026-11-02', 'email'),
      a.issued('2026-11-05'),
      a.retracted('2026-11-05T10:00:00Z', 1),
      a.retracted('2026-11-17T10:00:00Z', 2),
    ];
    const { followUps } = simulated('2026-11-02T08:00:00Z', facts);
    expect(followUps.map((f) => `${f.anchor} ${f.rung} ${f.outcome}`)).toEqual([
      '2026-11-02 day-14 sent',
      '2026-11-05 day-21 sent',
      '2026-11-05 day-26 sent',
      '2026-11-05 day-26-call task',
      '2026-11-05 expired recorded',
    ]);
  });

  it('an issue date before the request, or still to come, is refused', () => {
    const before = simulated('2026-11-10T08:00:00Z', [
      a.requested('2026-11-03'),
      a.issued('2026-11-02'),
    ]);
    expect(refusedIn(before)).toEqual(['1 issued-before-requested']);
    expect(before.followUps[0]?.anchor).toBe('2026-11-03');
  });
});

describe('last warnings', () => {
  it('day 26 on a Sunday: the Friday before, and the call on Monday', () => {
    const result = simulated('2026-11-03T08:00:00Z', [a.requested('2026-11-03', 'email')]);
    expect(ladderOf(result, 'otp-validity').slice(2, 4)).toEqual([
      'day-26 sent 2026-11-27T09:00:00Z',
      'day-26-call task 2026-11-30T09:00:00Z',
    ]);
    expect(rungOf(result, 'otp-validity', 'day-26')?.dueAt).toBe('2026-11-29T09:00:00Z');
  });

  it('day 26 on Easter Monday: the Thursday before Good Friday', () => {
    const result = simulated('2027-03-03T08:00:00Z', [a.requested('2027-03-03', 'email')]);
    expect(rungOf(result, 'otp-validity', 'day-26')?.sendAt).toBe('2027-03-25T09:00:00Z');
  });

  it('known only with two days left: past reminders are skipped, the last one goes', () => {
    const result = simulated('2026-11-27T10:00:00Z', [a.requested('2026-11-01', 'email')]);
    expect(ladderOf(result, 'otp-validity')).toEqual([
      'day-14 superseded 2026-11-16T09:00:00Z',
      'day-21 superseded 2026-11-23T09:00:00Z',
      'day-26 sent 2026-11-27T10:00:00Z',
      'day-26-call task 2026-11-27T10:00:00Z',
      'expired recorded 2026-11-30T00:00:00Z',
    ]);
  });

  it('known only on its last weekend: dead by the next sending time, so no warning goes', () => {
    const result = simulated('2026-11-28T12:00:00Z', [a.requested('2026-11-01', 'email')]);
    expect(ladderOf(result, 'otp-validity').slice(2)).toEqual([
      'day-26 superseded 2026-11-30T09:00:00Z',
      'day-26-call task 2026-11-30T09:00:00Z',
      'expired recorded 2026-11-30T00:00:00Z',
    ]);
  });
});

describe('other proof, and proof that is spent', () => {
  it('the contact ID turns up: the passcode is not needed any more', () => {
    const facts = [a.requested('2026-11-02'), a.contactId('2026-11-10')];
    const result = simulated('2026-11-02T08:00:00Z', facts);
    const outcomes = result.followUps.map((f) => f.outcome);
    expect(outcomes).toEqual(['sent', 'merged', ...Array(6).fill('superseded')]);
    expect(lastState(result)).toBe('ready provider');
  });

  it('used, submitted, rejected: the code is spent, and a new request starts anew', () => {
    const facts = [
      a.requested('2026-11-02'),
      a.used('2026-11-10T10:00:00Z'),
      a.submitted('2026-11-10T10:30:00Z'),
      a.replied('2026-11-11T10:00:00Z', 'rejected'),
    ];
    const result = simulated('2026-11-02T08:00:00Z', facts);
    expect(lastState(result)).toBe('proving officer rejected');
    expect(
      result.followUps.filter((f) => f.sendAt > '2026-11-12' && f.outcome !== 'superseded'),
    ).toEqual([]);
    const again = simulated('2026-11-02T08:00:00Z', [...facts, a.requested('2026-11-12')]);
    expect(ladderOf(again, 'otp-arrival', '2026-11-12')).toHaveLength(3);
    expect(lastState(again)).toBe('proving officer otp-expired');
  });
});
