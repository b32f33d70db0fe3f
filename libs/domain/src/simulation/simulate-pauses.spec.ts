import * as a from '../../../../test/builders/facts';
import { ladderOf, refusedIn, simulated } from '../../../../test/builders/simulations';

const asked = { type: 'provider-asked', at: '2026-11-02T10:00:00Z', about: 'the people form' };
const raised = { type: 'ticket-raised', at: '2026-11-02T10:00:00Z', reference: 'T1' };
const paused = (at: string): a.GivenFact => ({ type: 'paused', at, reason: 'flu in the home' });
const resumed = (at: string): a.GivenFact => ({ type: 'resumed', at });
const start = '2026-11-02T08:00:00Z';

describe('a paused case', () => {
  it('leaves out each working day on which it is paused at 09:00', () => {
    const run = simulated(start, [
      asked,
      paused('2026-11-04T09:00:00Z'),
      resumed('2026-11-06T08:59:59Z'),
    ]);
    expect(ladderOf(run, 'provider-silence')[0]).toBe('working-day-5 sent 2026-11-11T09:00:00Z');
  });

  it('counts a day on which it is resumed at 09:00 sharp, or paused a moment after', () => {
    const run = simulated(start, [
      asked,
      paused('2026-11-03T09:00:00.001Z'),
      resumed('2026-11-04T09:00:00Z'),
    ]);
    expect(ladderOf(run, 'provider-silence')[0]).toBe('working-day-5 sent 2026-11-09T09:00:00Z');
  });

  it('says which days were not counted because of it', () => {
    const { followUps } = simulated(start, [
      raised,
      paused('2026-11-03T08:00:00Z'),
      resumed('2026-11-03T12:00:00Z'),
    ]);
    expect(followUps[0]?.basis).toEqual([
      'Ticket T1 was raised on Monday 2 November 2026 at 10:00am.',
      'Working day 2 after that is Thursday 5 November 2026 at 9:00am. Not counted: Tuesday 3 November 2026 (paused).',
      'That is a working day between 9:00 and 17:00, so it goes then.',
    ]);
  });

  it('while the pause lasts nothing of it goes out, and nothing of it is given up', () => {
    const run = simulated(start, [raised, asked, paused('2026-11-03T08:00:00Z')]);
    expect(ladderOf(run, 'ticket').map((line) => line.split(' ')[1])).toEqual([
      'pending',
      'pending',
    ]);
    expect(ladderOf(run, 'provider-silence').map((line) => line.split(' ')[1])).toEqual(
      Array(4).fill('pending'),
    );
  });

  it('goes on with the real-world clocks', () => {
    const run = simulated(start, [a.requested('2026-11-02'), paused('2026-11-03T08:00:00Z')]);
    expect(ladderOf(run, 'otp-arrival')).toEqual(
      [
        'day-5 merged 2026-11-09T09:00:00Z',
        'day-7 sent 2026-11-09T09:00:00Z',
        'day-10 task 2026-11-12T09:00:00Z',
      ].map((line) => expect.stringContaining(line.split(' ')[2] ?? '')),
    );
  });

  it('sends after all what was passed over for a rung the pause has moved on', () => {
    const run = simulated('2026-11-25T10:00:00Z', [
      raised,
      paused('2026-11-05T10:00:00Z'),
      resumed('2026-11-25T09:30:00Z'),
    ]);
    expect(ladderOf(run, 'ticket')).toEqual([
      'working-day-2 task 2026-11-25T10:00:00Z',
      'working-day-4 task 2026-11-26T09:00:00Z',
    ]);
  });

  it('holds what was passed over and is not due yet, as long as the pause lasts', () => {
    const run = simulated('2026-12-31T10:00:00Z', [asked, paused('2026-11-05T10:00:00Z')]);
    expect(ladderOf(run, 'provider-silence').map((line) => line.split(' ')[1])).toEqual(
      Array(4).fill('pending'),
    );
  });

  it('stops for good when the answer comes in the pause', () => {
    const run = simulated(start, [
      asked,
      paused('2026-11-03T08:00:00Z'),
      { type: 'provider-replied', at: '2026-11-04T10:00:00Z' },
    ]);
    expect(ladderOf(run, 'provider-silence').every((line) => line.includes('superseded'))).toBe(
      true,
    );
  });

  it('is not paused twice, nor resumed when it runs', () => {
    const twice = simulated(start, [
      paused('2026-11-03T08:00:00Z'),
      paused('2026-11-04T08:00:00Z'),
    ]);
    expect(refusedIn(twice)).toEqual(['1 already-paused']);
    expect(refusedIn(simulated(start, [resumed('2026-11-03T08:00:00Z')]))).toEqual([
      '0 not-paused',
    ]);
  });
});

describe('a dormant site', () => {
  const dormant = [
    { type: 'site-dormant', on: '2026-11-03' },
    { type: 'site-reopened', on: '2026-11-05' },
  ];

  it('does not count against a silent provider, and counts against the helpdesk', () => {
    const run = simulated(start, [asked, raised, ...dormant]);
    expect(ladderOf(run, 'provider-silence')[0]).toBe('working-day-5 sent 2026-11-11T09:00:00Z');
    expect(ladderOf(run, 'ticket')[0]).toBe('working-day-2 task 2026-11-04T09:00:00Z');
  });
});
