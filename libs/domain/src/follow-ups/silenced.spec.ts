import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { wantedRungs } from '../clocks/all-clocks';
import { shippedPolicy } from '../policy';
import { silencedIn } from './silenced';

const running = [a.requested('2026-11-02'), a.created('2026-11-02', 'Ann')];

/** Whom letters are kept from; tasks and records never are. */
function silenced(...more: a.GivenFact[]): string[] {
  const state = fold(a.factsOf(...running, ...more));
  const rungs = wantedRungs(state, { policy: shippedPolicy, calendar: england });
  const kept = rungs.filter(silencedIn(state));
  expect(kept.every((rung) => rung.act === 'letter')).toBe(true);
  return [...new Set(kept.map((rung) => rung.to ?? ''))].sort();
}

describe('whom letters are kept from', () => {
  const out = a.optedOut('2026-11-03T10:00:00Z');

  it.each<[string, a.GivenFact[], string[]]>([
    ['nobody', [], []],
    ['a provider who opted out', [out], ['provider']],
    ['not one who opted in again', [out, a.optedIn('2026-11-04T10:00:00Z')], []],
    [
      'nor one who had opted in since, told in the other order',
      [a.optedIn('2026-11-04T10:00:00Z'), out],
      [],
    ],
    [
      'everybody outside, of a site that is deregistered',
      [a.deregistered('2026-11-03')],
      ['person', 'provider'],
    ],
    [
      'not once it is registered again',
      [a.deregistered('2026-11-03'), a.siteReopened('2026-11-05')],
      [],
    ],
    ['nobody of a site that is dormant', [a.dormant('2026-11-03')], []],
  ])('%s', (_, facts, expected) => {
    expect(silenced(...facts)).toEqual(expected);
  });
});
