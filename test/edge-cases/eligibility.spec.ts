/*
 * Edge cases 18 to 33 of the domain rules, section 10: the DSPT and the registers, by the rules alone.
 * Each is named by what is expected. With imported files, 26 to 33 are in registers.db.spec.ts; what
 * headquarters published (22 to 24) is beside the DSPT's rules.
 */
import { dsptGate, fold, silencedIn, shippedPolicy, wantedRungs } from '@app/domain';
import * as a from '../builders/facts';
import { england } from '../builders/calendars';
import { lastState, refusedIn, rungOf, simulated } from '../builders/simulations';
import { missing, stateOf, stuck, warned, whereItStands } from '../builders/standings';

describe('a DSPT that lapses', () => {
  const prepared = [
    a.caseOpened('2027-05-01'),
    a.agreed('2027-05-01'),
    a.published('2026-05-20', 'met', '25/26'),
    a.named('2027-05-02', 'Ann', { mobile: '07700 900001', email: 'ann@home.example' }),
    a.contactId('2027-05-03'),
  ];

  it('18: before submission it blocks the submission and stalls the case; people are kept', () => {
    const run = simulated('2027-06-30T08:00:00Z', [
      ...prepared,
      a.submitted('2027-07-01T10:00:00Z'),
    ]);
    expect(refusedIn(run)).toEqual(['5 dspt-gate-shut']);
    expect(lastState(run)).toContain('dspt-expired');
    expect(stateOf(...prepared).people.map((p) => p.person)).toEqual(['Ann']);
  });

  it('18: on its last day the application may still go', () => {
    const run = simulated('2027-06-30T08:00:00Z', [
      ...prepared,
      a.submitted('2027-06-30T22:59:59Z'),
    ]);
    expect(refusedIn(run)).toEqual([]);
  });

  it('19: after submission nothing is withdrawn; the provider is warned', () => {
    const run = simulated('2027-06-01T08:00:00Z', [
      ...prepared,
      a.submitted('2027-06-01T10:00:00Z'),
    ]);
    expect(rungOf(run, 'dspt-currency', 'days-7')?.outcome).toBe('sent');
    expect(rungOf(run, 'dspt-currency', 'expired')?.outcome).toBe('recorded');
    expect(lastState(run)).toBe('submitted nhsmail no-reply-over-48h');
  });

  it('21: Approaching Standards a second time must reach Met', () => {
    const twice = [
      a.agreed('2026-05-01'),
      a.published('2026-05-20', 'approaching', '25/26'),
      a.published('2027-05-20', 'approaching', '26/27'),
    ];
    expect(stuck('2027-05-21T10:00:00Z', ...twice)).toContain('approaching-already-used');
    const asked = [...twice, a.nhsmailChecked('2027-05-21')];
    expect(warned('2027-05-21', ...asked)).toContain('approaching-already-used');
  });
});

describe('which DSPT counts', () => {
  it('20: published on 30 June at 23:30 it is of that day; half an hour past midnight is late and still counts', () => {
    const gateOn = (on: string, edition: string) =>
      dsptGate(stateOf(a.published(on, 'met', edition)), '2026-07-02').open;
    expect(gateOn('2026-06-30', '25/26')).toBe(true);
    expect(gateOn('2026-07-01', '25/26')).toBe(true);
  });

  it('22 and 23: a site with no publication that covers it is never assumed to have one', () => {
    expect(dsptGate(stateOf(a.agreed('2026-11-01')), '2026-11-02').open).toBe('unknown');
    const agreed = [a.agreed('2026-11-01'), a.nhsmailChecked('2026-11-01')];
    expect(missing('2026-11-02', ...agreed)).toContain('dspt-unknown');
  });

  it('24: of its own and its headquarters’ publication the newest that was recorded counts', () => {
    const own = a.published('2026-05-20', 'met', '25/26', 'own');
    const hq = a.published('2026-05-10', 'approaching', '25/26', 'inherited');
    for (const order of [
      [own, hq],
      [hq, own],
    ])
      expect(dsptGate(stateOf(...order), '2026-06-01')).toMatchObject({
        open: true,
        publication: { coverage: 'own', level: 'met' },
      });
    expect(stateOf(own, hq).dspt.map((p) => p.coverage)).toEqual(['inherited', 'own']);
  });

  it('25: Standards Not Met after Met: the latest wins, and the case stalls', () => {
    const facts = [
      a.agreed('2026-05-01'),
      a.published('2026-05-20'),
      a.published('2026-08-20', 'not-met'),
    ];
    expect(dsptGate(stateOf(...facts), '2026-08-21')).toMatchObject({
      open: false,
      code: 'dspt-too-low',
    });
    expect(stuck('2026-08-21T10:00:00Z', ...facts)).toContain('dspt-too-low');
  });
});

describe('a site that changes', () => {
  const asked = a.asked('2026-11-02T10:00:00Z');

  it('30: deregistered half way: letters stop, tasks run on, the officer confirms and closes', () => {
    const run = simulated('2026-11-02T10:00:00Z', [
      a.requested('2026-11-02'),
      a.created('2026-11-02', 'Ann'),
      a.deregistered('2026-11-03'),
    ]);
    const letters = run.followUps.filter((f) => f.letter !== undefined);
    expect(new Set(letters.map((f) => f.outcome))).toEqual(new Set(['suppressed']));
    expect(rungOf(run, 'otp-arrival', 'day-10')?.outcome).toBe('task');
    expect(lastState(run)).toContain('officer closure');
    const closed = [
      a.requested('2026-11-02'),
      a.deregistered('2026-11-03'),
      a.closed('2026-11-04T10:00:00Z', 'site closed'),
    ];
    expect(whereItStands(...closed)).toBe('closed nobody');
  });

  it('30: silences every letter to those outside', () => {
    const state = stateOf(
      a.requested('2026-11-02'),
      a.created('2026-11-02', 'Ann'),
      a.deregistered('2026-11-03'),
    );
    const rungs = wantedRungs(state, { policy: shippedPolicy, calendar: england });
    const silenced = rungs.filter(silencedIn(state));
    expect(new Set(silenced.map((r) => r.to))).toEqual(new Set(['provider', 'person']));
    expect(rungs.filter((r) => r.act === 'letter')).toEqual(silenced);
  });

  it('31: dormant: the provider’s silence is not counted until it opens again', () => {
    const run = simulated('2026-11-02T10:00:00Z', [
      asked,
      a.dormant('2026-11-04'),
      a.siteReopened('2026-11-11'),
    ]);
    // Without it: Monday 9 November. The 4th to the 10th, five working days, are not counted.
    expect(rungOf(run, 'provider-silence', 'working-day-5')?.sendAt).toBe('2026-11-16T09:00:00Z');
  });

  it('33: a change of owner is a reason to be chosen, and goes when it is resolved', () => {
    const noted = [
      a.agreed('2026-11-01'),
      a.stallNoted('2026-11-02T10:00:00Z', 'ownership-change'),
    ];
    expect(stuck('2026-11-03T10:00:00Z', ...noted)).toEqual(['ownership-change']);
    const cleared = [...noted, a.stallCleared('2026-11-03T10:00:00Z', 'ownership-change')];
    expect(stuck('2026-11-04T10:00:00Z', ...cleared)).toEqual([]);
    expect(fold(a.factsOf(...cleared)).notedStalls).toEqual([]);
  });
});
