/*
 * Edge cases 54 to 64 of the domain rules, section 10: what the service does with letters, people
 * and time. Each is named by what is expected. Those that depend on what is stored (54, 57, 58, 59,
 * 64, and 3 and 8) are in stored.db.spec.ts.
 *
 * | Case | Tested here                                       | Comes with                       |
 * | ---- | ------------------------------------------------- | -------------------------------- |
 * | 55   | the person is taken off: their letters stop       | an objection of their own        |
 * | 56   | nothing                                           | inbound mail                     |
 * | 60   | taken off, the minimum of two is checked again    | erasure of what is kept          |
 * | 61   | nothing                                           | monthly snapshots                |
 * | 62   | never refused for its funding: an officer decides | funding on the case              |
 */
import * as a from '../builders/facts';
import { lastState, refusedIn, simulated } from '../builders/simulations';
import { missing, stuck, whereItStands } from '../builders/standings';

const eligible = [
  a.agreed('2026-11-01'),
  a.nhsmailChecked('2026-11-01'),
  a.published('2026-05-20', 'met', '25/26'),
];

describe('whom letters go to', () => {
  it('54: opted out: no letter to the provider, tasks and clocks run on, account holders are still written to', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      a.requested('2026-11-02'),
      a.created('2026-11-02', 'Ann'),
      a.optedOut('2026-11-03T10:00:00Z'),
    ]);
    const of = (to: string) =>
      new Set(run.followUps.filter((f) => f.to === to).map((f) => f.outcome));
    expect(of('provider')).toEqual(new Set(['suppressed']));
    expect(of('officer')).toEqual(new Set(['task']));
    expect(of('person')).toEqual(new Set(['sent']));
    expect(run.followUps.find((f) => f.rung === 'expired')?.outcome).toBe('recorded');
  });

  it('54: opted in again the letters that are still to come go', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      a.requested('2026-11-02', 'email'),
      a.optedOut('2026-11-03T10:00:00Z'),
      a.optedIn('2026-11-20T10:00:00Z'),
    ]);
    const letters = run.followUps.filter((f) => f.letter !== undefined);
    expect(letters.map((f) => `${f.rung} ${f.outcome}`)).toEqual([
      'day-14 suppressed',
      'day-21 sent',
      'day-26 sent',
    ]);
  });

  it('55: one account holder is taken off: theirs stop, the others’ go on', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      a.created('2026-11-02', 'Ann'),
      a.created('2026-11-02', 'Bob'),
      a.removed('2026-11-04', 'Ann'),
    ]);
    const of = (person: string) =>
      run.followUps.filter((f) => f.person === person).map((f) => f.outcome);
    expect(new Set(of('Ann'))).toEqual(new Set(['superseded']));
    expect(of('Bob')).toEqual(['sent', 'sent', 'sent', 'sent', 'task']);
  });

  it('60: when one of two is taken off, preparation is not complete any more', () => {
    const two = [
      ...eligible,
      a.named('2026-11-02', 'Ann', { role: 'owner' }),
      a.named('2026-11-02', 'Bob', { role: 'administrator' }),
      a.prepared('2026-11-03'),
    ];
    expect(whereItStands(...two)).toBe('proving provider');
    const one = [...two, a.removed('2026-11-05', 'Bob')];
    expect(whereItStands(...one)).toBe('preparing provider');
    expect(missing('2026-11-05', ...one)).toContain('one-person-only');
    expect(stuck('2026-11-06T10:00:00Z', ...one)).toContain('fewer-than-two-people');
  });
});

describe('what an officer decides', () => {
  it('62: funding is asked of nobody before a case may go on', () => {
    const run = simulated('2026-11-20T10:00:00Z', [
      ...eligible,
      a.submitted('2026-11-19T10:00:00Z'),
    ]);
    expect(refusedIn(run)).toEqual([]);
  });

  it('63: a hospice is closed as going another way, and every clock with it', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      a.requested('2026-11-02'),
      a.asked('2026-11-02T09:00:00Z'),
      a.closed('2026-11-03T10:00:00Z', 'other route'),
    ]);
    expect(lastState(run)).toBe('closed ');
    expect(new Set(run.followUps.map((f) => f.outcome))).toEqual(new Set(['superseded']));
  });
});
