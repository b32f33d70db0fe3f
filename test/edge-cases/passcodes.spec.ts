/*
 * Edge cases 1 to 17 of the domain rules, section 10: passcodes and proof. Each is named by what is
 * expected. All of it exists. That sent reminders stand (8) is tested in stored.db.spec.ts.
 */
import { passcodeInterval, refuseSecrets, readFact, shippedPolicy } from '@app/domain';
import * as a from '../builders/facts';
import { ladderOf, lastState, refusedIn, rungOf, simulated } from '../builders/simulations';
import { stateOf, stuck, whereItStands } from '../builders/standings';

describe('a posted passcode', () => {
  it('1: posted on 24 December 2026, it is asked after on the 31st and dies after 21 January', () => {
    const run = simulated('2026-12-24T08:00:00Z', [a.requested('2026-12-24')]);
    expect(rungOf(run, 'otp-arrival', 'day-7')).toMatchObject({
      sendAt: '2026-12-31T09:00:00Z',
      outcome: 'sent',
    });
    expect(rungOf(run, 'otp-validity', 'expired')?.dueAt).toBe('2027-01-22T00:00:00Z');
  });

  it.each([
    ['a working Friday', '2027-05-28', '2027-06-04T08:00:00Z'],
    ['Good Friday', '2027-03-19', '2027-03-30T08:00:00Z'],
  ])('2: requested on a Friday, it is asked after a week later: %s', (_, on, sendAt) => {
    const run = simulated(`${on}T08:00:00Z`, [a.requested(on)]);
    expect(rungOf(run, 'otp-arrival', 'day-7')?.sendAt).toBe(sendAt);
  });

  it('3: a new request supersedes the old code and every reminder of it', () => {
    const run = simulated('2026-11-02T08:00:00Z', [
      a.requested('2026-11-02'),
      a.requested('2026-11-10'),
    ]);
    const old = [
      ...ladderOf(run, 'otp-arrival', '2026-11-02'),
      ...ladderOf(run, 'otp-validity', '2026-11-02'),
    ];
    const went = old.filter((rung) => !rung.includes('superseded'));
    expect(went.map((rung) => rung.split(' ')[0])).toEqual(['day-5', 'day-7']);
    expect(ladderOf(run, 'otp-validity', '2026-11-10').map((r) => r.split(' ')[1])).toEqual([
      'sent',
      'sent',
      'sent',
      'task',
      'recorded',
    ]);
  });

  it('4: an old letter that comes after a new request is recorded of the old code, which stays dead', () => {
    const state = stateOf(
      a.requested('2026-11-02'),
      a.requested('2026-11-12'),
      a.received('2026-11-11'),
    );
    expect(state.passcodes).toMatchObject([
      { retired: 'replaced', receivedOn: '2026-11-11' },
      { retired: null, receivedOn: null },
    ]);
  });

  it('4: when either letter may have come, nobody is told to enter it before its date is known', () => {
    const state = stateOf(
      a.requested('2026-11-02'),
      a.requested('2026-11-09'),
      a.received('2026-11-12'),
    );
    const interval = passcodeInterval(state, shippedPolicy, '2026-11-12');
    expect(interval?.conflict?.code).toBe('which-letter-arrived');
    expect(interval?.conflict?.todo).toContain('do not enter it');
  });

  it.each([
    ['2026-11-30T23:59:59Z', []],
    ['2026-12-01T00:00:00Z', ['1 passcode-expired']],
  ])('5: used on day 28 at %s', (at, refused) => {
    const facts = [a.requested('2026-11-02'), a.used(at)];
    expect(refusedIn(simulated('2026-11-02T08:00:00Z', facts))).toEqual(refused);
  });

  it.each([
    [6, '2027-03-10', '2027-04-07T23:00:00Z'],
    [7, '2026-10-10', '2026-11-08T00:00:00Z'],
  ])('%i: issued %s, over a clock change, it is dead from %s', (_, on, deadFrom) => {
    const facts = [a.requested(on), a.issued(on)];
    const run = simulated(`${on}T09:00:00Z`, facts);
    expect(rungOf(run, 'otp-validity', 'expired')?.dueAt).toBe(deadFrom);
  });

  it('8: an issue date later than the request moves what is to come', () => {
    const facts = [a.requested('2026-11-02', 'email'), a.issued('2026-11-09')];
    const run = simulated('2026-11-02T08:00:00Z', facts);
    expect(rungOf(run, 'otp-validity', 'day-14')?.sendAt).toBe('2026-11-23T09:00:00Z');
    expect(rungOf(run, 'otp-validity', 'expired')?.dueAt).toBe('2026-12-08T00:00:00Z');
  });

  it('9: an issue date before the request, or in the future, is refused', () => {
    const run = simulated('2026-11-05T08:00:00Z', [
      a.requested('2026-11-02'),
      a.issued('2026-11-01'),
    ]);
    expect(refusedIn(run)).toEqual(['1 issued-before-requested']);
  });

  it('10: a letter that never comes is a task on day 10, and its validity runs on', () => {
    const run = simulated('2026-11-02T08:00:00Z', [a.requested('2026-11-02')]);
    expect(rungOf(run, 'otp-arrival', 'day-10')).toMatchObject({ outcome: 'task', to: 'officer' });
    expect(rungOf(run, 'otp-validity', 'expired')?.outcome).toBe('recorded');
    expect(stuck('2026-11-12T10:00:00Z', a.requested('2026-11-02'))).toContain('otp-not-arrived');
  });
});

describe('a passcode by email', () => {
  it('11: sent to a manager who has left it stalls', () => {
    const facts = [
      a.requested('2026-11-02', 'email'),
      a.stallNoted('2026-11-04T10:00:00Z', 'manager-changed-or-vacant'),
    ];
    expect(stuck('2026-11-05T10:00:00Z', ...facts)).toContain('otp-emailed-to-former');
  });

  it('12: has no time in the post; its validity starts that day', () => {
    const run = simulated('2026-11-02T08:00:00Z', [a.requested('2026-11-02', 'email')]);
    expect(ladderOf(run, 'otp-arrival')).toEqual([]);
    expect(rungOf(run, 'otp-validity', 'day-14')?.anchor).toBe('2026-11-02');
  });
});

describe('warnings of its end', () => {
  it('13: with three days left only the last one goes', () => {
    const asOf = '2026-11-27T10:00:00Z';
    const run = simulated(asOf, [a.requested('2026-11-02'), a.received('2026-11-27')]);
    expect(ladderOf(run, 'otp-validity').map((r) => r.split(' ').slice(0, 2).join(' '))).toEqual([
      'day-14 superseded',
      'day-21 superseded',
      'day-26 sent',
      'day-26-call task',
      'expired recorded',
    ]);
  });

  it('14: a last warning that falls on a Sunday goes on the Friday before', () => {
    const run = simulated('2026-11-03T08:00:00Z', [a.requested('2026-11-03')]);
    expect(rungOf(run, 'otp-validity', 'day-26')).toMatchObject({
      dueAt: '2026-11-29T09:00:00Z',
      sendAt: '2026-11-27T09:00:00Z',
    });
  });
});

describe('proof', () => {
  it.each(['The OTP is 482913', 'password: Sunny2day!', 'their contact ID is CON1-1234567'])(
    '15: a note with a secret is refused and not repeated: %s',
    (text) => {
      const note = readFact(a.note('2026-11-02T10:00:00Z', text), 'fact-0');
      const refusal = (): void => refuseSecrets(note);
      expect(refusal).toThrow(expect.objectContaining({ code: 'secret-refused' }));
      expect(refusal).not.toThrow(
        expect.objectContaining({ message: expect.stringContaining(text) }),
      );
    },
  );

  it('16: with the contact ID there the passcode is not needed, and its clocks close', () => {
    const facts = [a.requested('2026-11-02'), a.contactId('2026-11-05')];
    const run = simulated('2026-11-02T08:00:00Z', facts);
    expect(run.followUps.map((f) => f.outcome)).toEqual(run.followUps.map(() => 'superseded'));
    expect(stateOf(...facts).passcodes[0]?.retired).toBe('not-needed');
    expect(lastState(run)).toBe('ready provider');
  });

  it('17: a used passcode is spent when the application is rejected: it needs new proof', () => {
    const rejected = [
      a.agreed('2026-11-01'),
      a.requested('2026-11-02'),
      a.used('2026-11-10T10:00:00Z'),
      a.submitted('2026-11-10T11:00:00Z'),
      a.replied('2026-11-12T10:00:00Z', 'rejected'),
    ];
    expect(whereItStands(...rejected)).toBe('proving officer');
    expect(stuck('2026-11-13T10:00:00Z', ...rejected)).toContain('rejected');
    expect(whereItStands(...rejected, a.contactId('2026-11-13'))).toBe('ready provider');
  });
});
