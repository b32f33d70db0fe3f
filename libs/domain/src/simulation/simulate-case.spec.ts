import * as a from '../../../../test/builders/facts';
import {
  ladderOf,
  lastState,
  refusedIn,
  rungOf,
  simulated,
} from '../../../../test/builders/simulations';
import type { SimulationResult } from './simulate';

describe('waiting for NHSmail', () => {
  it('submitted on Friday at 17:00: breach on Sunday at 17:00, call on Monday at 9:00', () => {
    const result = simulated('2026-11-20T12:00:00Z', [a.submitted('2026-11-20T17:00:00Z')]);
    expect(ladderOf(result, 'nhsmail-reply').sort()).toEqual([
      'breach recorded 2026-11-22T17:00:00Z',
      'call task 2026-11-23T09:00:00Z',
      'expect sent 2026-11-23T09:00:00Z',
    ]);
    expect(lastState(result)).toBe('submitted nhsmail no-reply-over-48h');
  });

  it('before a Monday holiday the call is on Tuesday', () => {
    const result = simulated('2027-04-30T12:00:00Z', [a.submitted('2027-04-30T16:00:00Z')]);
    expect(rungOf(result, 'nhsmail-reply', 'call')?.sendAt).toBe('2027-05-04T08:00:00Z');
  });

  it('48 hours are elapsed hours: 17:00 on Friday 23 October 2026 to 16:00 on Sunday', () => {
    const result = simulated('2026-10-23T12:00:00Z', [a.submitted('2026-10-23T16:00:00Z')]);
    expect(rungOf(result, 'nhsmail-reply', 'breach')?.dueAt).toBe('2026-10-25T16:00:00Z');
  });

  it('a reply in time: no breach, no call', () => {
    const facts = [a.submitted('2026-11-17T10:00:00Z'), a.replied('2026-11-19T09:59:59Z')];
    const result = simulated('2026-11-17T08:00:00Z', facts);
    expect(ladderOf(result, 'nhsmail-reply').sort()).toEqual([
      'breach superseded 2026-11-19T10:00:00Z',
      'call superseded 2026-11-19T10:00:00Z',
      'expect sent 2026-11-17T10:00:00Z',
    ]);
    expect(lastState(result)).toBe('activating account-holder');
  });

  it('a reply recorded at the very moment of the breach comes first', () => {
    const facts = [a.submitted('2026-11-17T10:00:00Z'), a.replied('2026-11-19T10:00:00Z')];
    const result = simulated('2026-11-17T08:00:00Z', facts);
    expect(rungOf(result, 'nhsmail-reply', 'breach')?.outcome).toBe('superseded');
  });

  it('a reply after the breach: the breach stays recorded, the call not made yet is dropped', () => {
    const facts = [a.submitted('2026-11-20T17:00:00Z'), a.replied('2026-11-23T08:30:00Z')];
    const result = simulated('2026-11-20T12:00:00Z', facts);
    expect(rungOf(result, 'nhsmail-reply', 'breach')?.outcome).toBe('recorded');
    expect(rungOf(result, 'nhsmail-reply', 'call')?.outcome).toBe('superseded');
  });

  it('a second submission is refused while the first is open', () => {
    const facts = [a.submitted('2026-11-17T10:00:00Z'), a.submitted('2026-11-18T10:00:00Z')];
    const result = simulated('2026-11-17T08:00:00Z', facts);
    expect(refusedIn(result)).toEqual(['1 submission-already-open']);
    expect(result.followUps).toHaveLength(3);
  });
});

describe('a provider who opts out', () => {
  it('gets no letters; tasks and records run on; back in, the next letter goes', () => {
    const facts = [
      a.requested('2026-11-03'),
      a.optedOut('2026-11-04T10:00:00Z'),
      a.optedIn('2026-11-20T10:00:00Z'),
    ];
    const result = simulated('2026-11-03T08:00:00Z', facts);
    expect(result.followUps.map((f) => `${f.rung} ${f.outcome}`)).toEqual([
      'day-5 suppressed',
      'day-7 suppressed',
      'day-10 task',
      'day-14 suppressed',
      'day-21 sent',
      'day-26 sent',
      'day-26-call task',
      'expired recorded',
    ]);
  });

  it('opting out at the moment of a letter comes first', () => {
    const facts = [a.requested('2026-11-05'), a.optedOut('2026-11-10T09:00:00Z')];
    const result = simulated('2026-11-05T08:00:00Z', facts);
    expect(rungOf(result, 'otp-arrival', 'day-5')?.outcome).toBe('suppressed');
  });
});

describe('what is recorded late', () => {
  it('only the newest past rung of each clock goes, the expiry at its true time', () => {
    const result = simulated('2026-12-01T19:00:00Z', [a.requested('2026-11-03')]);
    expect(ladderOf(result, 'otp-arrival')).toEqual([
      'day-5 superseded 2026-11-09T09:00:00Z',
      'day-7 superseded 2026-11-10T09:00:00Z',
      'day-10 task 2026-12-02T09:00:00Z',
    ]);
    expect(ladderOf(result, 'otp-validity').slice(-1)).toEqual([
      'expired recorded 2026-12-02T00:00:00Z',
    ]);
  });

  it('a long history ends with nothing to do: no expiry of a code that was used in time', () => {
    const facts = [
      a.caseOpened('2026-09-01'),
      a.requested('2026-09-02'),
      a.received('2026-09-08'),
      a.used('2026-09-10T10:00:00Z'),
      a.submitted('2026-09-10T10:30:00Z'),
      a.replied('2026-09-11T10:00:00Z'),
    ];
    const result = simulated('2026-11-20T10:00:00Z', facts);
    expect(new Set(result.followUps.map((f) => f.outcome))).toEqual(new Set(['superseded']));
    expect(lastState(result)).toBe('activating account-holder');
  });

  it('a submission of Friday evening recorded on Sunday evening promises no 48 hours any more', () => {
    const result = simulated('2026-11-22T20:00:00Z', [a.submitted('2026-11-20T17:00:00Z')]);
    expect(ladderOf(result, 'nhsmail-reply').sort()).toEqual([
      'breach recorded 2026-11-22T17:00:00Z',
      'call task 2026-11-23T09:00:00Z',
      'expect superseded 2026-11-23T09:00:00Z',
    ]);
  });

  it('a letter that would be the second of the day waits for the next working day', () => {
    const facts = [
      a.requested('2026-11-05'),
      a.requested('2026-11-05'),
      a.retracted('2026-11-10T11:00:00Z', 1),
    ];
    const until = '2026-11-10T23:00:00Z';
    const sameDay = simulated('2026-11-05T08:00:00Z', facts, until);
    const outcomes = (result: SimulationResult) =>
      result.followUps.filter((f) => f.rung === 'day-5').map((f) => `${f.outcome} ${f.sendAt}`);
    expect(outcomes(sameDay)).toEqual([
      'sent 2026-11-10T09:00:00Z',
      'pending 2026-11-10T11:00:00Z',
    ]);
    expect(outcomes(simulated('2026-11-05T08:00:00Z', facts, '2026-11-11T09:00:00Z'))).toEqual([
      'sent 2026-11-10T09:00:00Z',
      'sent 2026-11-10T11:00:00Z',
    ]);
  });
});

describe('closing and reopening', () => {
  it('stops every clock, and reopening resumes none silently', () => {
    const facts = [
      a.requested('2026-11-03'),
      a.closed('2026-11-10T10:00:00Z'),
      a.note('2026-11-11T10:00:00Z'),
      a.reopened('2026-11-12T10:00:00Z'),
    ];
    const result = simulated('2026-11-03T08:00:00Z', facts);
    expect(refusedIn(result)).toEqual(['2 case-closed']);
    expect(result.followUps.map((f) => f.outcome)).toEqual([
      'sent',
      'sent',
      ...Array(6).fill('superseded'),
    ]);
    expect(result.states.map((s) => s.stage)).toEqual(['proving', 'closed', 'prospect']);
  });
});
