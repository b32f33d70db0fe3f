import { refusedIn, simulated } from '../../../../test/builders/simulations';
import type { SimulationResult } from './simulate';

const created = (person: string) => ({ type: 'account-created', on: '2026-11-02', person });

/** Rungs of one person or ticket: "rung outcome sendAt". */
const ladderFor = (result: SimulationResult, clock: string, person: string): string[] =>
  result.followUps
    .filter((f) => f.clock === clock && f.person === person)
    .map((f) => `${f.rung} ${f.outcome} ${f.sendAt}`);

describe('a clock for each person', () => {
  const activated = { type: 'account-activated', on: '2026-11-06', person: 'Bryn' };

  it('runs for one when the other has activated', () => {
    const result = simulated(
      '2026-11-02T08:00:00Z',
      [created('Amina'), created('Bryn'), activated],
      '2026-12-03T00:00:00Z',
    );
    expect(ladderFor(result, 'activation', 'Amina')).toEqual([
      'day-3 sent 2026-11-05T09:00:00Z',
      'day-10 sent 2026-11-12T09:00:00Z',
      'day-20 sent 2026-11-23T09:00:00Z',
      'day-27 sent 2026-11-27T09:00:00Z',
      'at-risk task 2026-12-02T09:00:00Z',
    ]);
    expect(ladderFor(result, 'activation', 'Bryn').map((line) => line.split(' ')[1])).toEqual([
      'sent',
      ...Array(4).fill('superseded'),
    ]);
    expect(ladderFor(result, 'inactivity', 'Bryn')).toHaveLength(4);
    expect(ladderFor(result, 'inactivity', 'Amina')).toEqual([]);
  });

  it('writes to each person by themselves, on the same day too, beside the provider', () => {
    const posted = { type: 'otp-requested', on: '2026-10-31', channel: 'post' };
    const result = simulated('2026-11-02T08:00:00Z', [posted, created('Amina'), created('Bryn')]);
    const thatDay = result.followUps.filter((f) => f.sendAt === '2026-11-05T09:00:00Z');
    expect(thatDay.map((f) => `${f.to} ${f.person} ${f.outcome}`)).toEqual([
      'provider null sent',
      'person Amina sent',
      'person Bryn sent',
    ]);
  });

  it('refuses the activation of an account that was never created, and runs on', () => {
    const result = simulated('2026-11-06T08:00:00Z', [activated]);
    expect(result.followUps).toEqual([]);
    expect(refusedIn(result)).toHaveLength(1);
  });
});

describe('a clock for each ticket', () => {
  const raised = (reference: string) => ({
    type: 'ticket-raised',
    at: '2026-11-02T10:00:00Z',
    reference,
  });

  it('stops at the answer to that ticket alone', () => {
    const answered = { type: 'ticket-answered', at: '2026-11-03T10:00:00Z', reference: 'INC1' };
    const result = simulated('2026-11-02T08:00:00Z', [raised('INC1'), raised('INC2'), answered]);
    expect(ladderFor(result, 'ticket', 'INC1').map((line) => line.split(' ')[1])).toEqual([
      'superseded',
      'superseded',
    ]);
    expect(ladderFor(result, 'ticket', 'INC2')).toEqual([
      'working-day-2 task 2026-11-04T09:00:00Z',
      'working-day-4 task 2026-11-06T09:00:00Z',
    ]);
    expect(result.followUps.filter((f) => f.person === 'INC2').map((f) => f.to)).toEqual([
      'officer',
      'lead',
    ]);
  });
});
