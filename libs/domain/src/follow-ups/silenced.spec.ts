import { Temporal } from 'temporal-polyfill';
import { england } from '../../../../test/builders/calendars';
import * as a from '../../../../test/builders/facts';
import { newCase } from '../cases/case-state';
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

describe('why a letter is suppressed', () => {
  const letter = { act: 'letter', to: 'person', person: 'p1' } as const;
  const wish = (person: string, optedOut = true) => ({ person, optedOut, at: '' });

  it('is that this person asked for none, and holds for nobody else', () => {
    const why = silencedIn({ ...newCase, wishes: [wish('p1'), wish('p2', false)] });
    expect(why(letter)).toBe('person-opted-out');
    expect(why({ ...letter, person: 'p2' })).toBeNull();
    expect(why({ ...letter, to: 'provider', person: null })).toBeNull();
    expect(why({ ...letter, act: 'task' })).toBeNull();
  });

  it('is what is known of the address, for those who read it', () => {
    const bounced = { silenced: 'bounced', awayUntil: null } as const;
    const why = silencedIn(newCase, new Map([['person:p1', bounced]]));
    expect(why(letter)).toBe('bounced');
    expect(why({ ...letter, person: 'p2' })).toBeNull();
    const provider = silencedIn(newCase, new Map([['provider', bounced]]));
    // About a person, to the mailbox owner.
    expect(provider({ ...letter, to: 'provider' })).toBe('bounced');
    expect(provider({ ...letter, act: 'record', to: null })).toBeNull();
  });

  it('is not that they are away: such a letter only waits', () => {
    const away = { silenced: null, awayUntil: Temporal.Instant.from('2026-12-01T00:00:00Z') };
    expect(silencedIn(newCase, new Map([['person:p1', away]]))(letter)).toBeNull();
  });
});

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
