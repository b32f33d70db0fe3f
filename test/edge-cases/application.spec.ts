/*
 * Edge cases 47 to 53 of the domain rules, section 10: the application and what follows it. Each is
 * named by what is expected. The measures that count breaches and finds (48, 49) are tested with
 * the measures.
 */
import { accountOf, accountStanding } from '@app/domain';
import * as a from '../builders/facts';
import { ladderOf, lastState, refusedIn, rungOf, simulated } from '../builders/simulations';
import { stateOf, stuck, whereItStands } from '../builders/standings';

describe('with NHSmail', () => {
  it.each([
    ['a Friday', '2026-11-20T17:00:00Z', '2026-11-22T17:00:00Z', '2026-11-23T09:00:00Z'],
    [
      'a Friday before a bank holiday',
      '2027-04-30T16:00:00Z',
      '2027-05-02T16:00:00Z',
      '2027-05-04T08:00:00Z',
    ],
  ])(
    '47: submitted at 17:00 on %s: breach after 48 hours, call at the next 09:00',
    (_, at, breach, call) => {
      const run = simulated(at, [a.submitted(at)]);
      expect(rungOf(run, 'nhsmail-reply', 'breach')).toMatchObject({
        dueAt: breach,
        outcome: 'recorded',
      });
      expect(rungOf(run, 'nhsmail-reply', 'call')).toMatchObject({ sendAt: call, outcome: 'task' });
    },
  );

  it('48: a reply after the breach stops the clock and keeps the breach', () => {
    const run = simulated('2026-11-20T17:00:00Z', [
      a.submitted('2026-11-20T17:00:00Z'),
      a.replied('2026-11-23T08:00:00Z'),
    ]);
    expect(ladderOf(run, 'nhsmail-reply').map((r) => r.split(' ').slice(0, 2).join(' '))).toEqual(
      expect.arrayContaining(['breach recorded', 'call superseded', 'expect superseded']),
    );
    expect(lastState(run)).toBe('activating account-holder');
  });

  it('49: "already exists" is for the officer: to close, or to help them back in', () => {
    const exists = [
      a.submitted('2026-11-20T10:00:00Z'),
      a.replied('2026-11-21T10:00:00Z', 'already-exists'),
    ];
    expect(whereItStands(...exists)).toBe('submitted officer');
    expect(stuck('2026-11-21T11:00:00Z', ...exists)).toEqual(['already-has-nhsmail']);
    const closed = a.closed('2026-11-23T10:00:00Z', 'already has NHSmail');
    expect(whereItStands(...exists, closed)).toBe('closed nobody');
    const recovered = [...exists, a.created('2026-11-24', 'Ann'), a.activated('2026-11-24', 'Ann')];
    expect(whereItStands(...recovered)).toBe('activating provider');
  });

  it('50: a second submission is blocked while the first is open, and counts once it is answered', () => {
    const first = a.submitted('2026-11-16T10:00:00Z');
    const second = a.submitted('2026-11-18T10:00:00Z');
    const asOf = '2026-11-16T10:00:00Z';
    expect(refusedIn(simulated(asOf, [first, second]))).toEqual(['1 submission-already-open']);
    const answered = a.replied('2026-11-17T10:00:00Z', 'rejected');
    expect(refusedIn(simulated(asOf, [first, answered, second]))).toEqual([]);
  });
});

describe('accounts', () => {
  it('51: one of three activates: the stage stays, the other two are chased each by themselves', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      ...['Ann', 'Bob', 'Cat'].map((name) => a.created('2026-11-02', name)),
      a.activated('2026-11-04', 'Ann'),
    ]);
    expect(lastState(run)).toContain('activating account-holder');
    const chased = run.followUps.filter((f) => f.clock === 'activation' && f.outcome === 'sent');
    const rungsOf = (name: string) => chased.filter((f) => f.person === name).map((f) => f.rung);
    expect(rungsOf('Ann')).toEqual([]);
    expect(rungsOf('Bob')).toEqual(['day-3', 'day-10', 'day-20', 'day-27']);
    expect(rungsOf('Cat')).toEqual(rungsOf('Bob'));
    expect(new Set(chased.map((f) => f.to))).toEqual(new Set(['person']));
  });

  const used = stateOf(a.created('2026-11-01', 'Ann'), a.activated('2026-11-02', 'Ann'));
  const account = accountOf(used, 'Ann')!;

  it.each([
    ['2026-11-02', 'in-use'],
    ['2026-12-02', 'in-use'],
    ['2026-12-03', 'inactive'],
    ['2027-01-01', 'inactive'],
    ['2027-01-02', 'probably-deleted'],
    ['2027-01-31', 'probably-deleted'],
    ['2027-02-01', 'beyond-recovery'],
  ])('52: last used on 2 November 2026, on %s it is %s', (day, status) => {
    expect(accountStanding(account, day)?.status).toBe(status);
  });

  it('52: on day 61 the advice is to restore it before day 90, and a task has said so', () => {
    expect(accountStanding(account, '2027-01-02')?.advice).toContain('restore it before 90 days');
    const run = simulated('2026-11-02T09:00:00Z', [
      a.created('2026-11-01', 'Ann'),
      a.activated('2026-11-02', 'Ann'),
    ]);
    expect(rungOf(run, 'inactivity', 'day-60')).toMatchObject({ outcome: 'task', to: 'officer' });
  });

  it('52: nothing is said of an account that is switched off or was never used', () => {
    const off = stateOf(
      a.created('2026-11-01', 'Ann'),
      a.activated('2026-11-02', 'Ann'),
      a.disabled('2026-11-03', 'Ann'),
    );
    expect(accountStanding(accountOf(off, 'Ann')!, '2027-03-01')).toBeNull();
    const unused = stateOf(a.created('2026-11-01', 'Ann'));
    expect(accountStanding(accountOf(unused, 'Ann')!, '2027-03-01')).toBeNull();
  });

  it('53: disabled for maternity leave: 18 months run and the account is not chased meanwhile', () => {
    const facts = [
      a.created('2026-11-01', 'Ann'),
      a.activated('2026-11-02', 'Ann'),
      a.disabled('2026-11-23', 'Ann'),
    ];
    const run = simulated('2026-11-23T09:00:00Z', facts, '2029-01-01T00:00:00Z');
    expect(ladderOf(run, 'long-leave')).toEqual([
      'month-15 sent 2028-02-23T09:00:00Z',
      'month-17 sent 2028-04-24T08:00:00Z',
      'month-18 task 2028-05-23T08:00:00Z',
    ]);
    expect(ladderOf(run, 'inactivity').filter((rung) => !rung.includes('superseded'))).toEqual([]);
  });
});
