import * as a from '../../../../test/builders/facts';
import { fold } from './evolve';

const wishes = (...facts: a.GivenFact[]) =>
  fold(a.factsOf(...facts)).wishes.map((w) => [w.person, w.optedOut]);

describe('what a person wants of our letters', () => {
  const out = a.personOptedOut('2026-11-03T10:00:00Z', 'Ann');
  const inAgain = a.personOptedIn('2026-11-04T10:00:00Z', 'Ann');

  it('is what they said last, and says nothing of others', () => {
    expect(wishes(out)).toEqual([['Ann', true]]);
    expect(wishes(out, inAgain)).toEqual([['Ann', false]]);
    expect(wishes(inAgain, a.personOptedOut('2026-11-03T10:00:00Z', 'Bob'))).toEqual([
      ['Ann', false],
      ['Bob', true],
    ]);
  });

  it('is what they said last, though it was learned in another order', () => {
    expect(wishes(inAgain, out)).toEqual([['Ann', false]]);
  });

  it('is what was recorded last of one moment', () => {
    const same = a.personOptedIn('2026-11-03T10:00:00Z', 'Ann');
    expect(wishes(out, same)).toEqual([['Ann', false]]);
    expect(wishes(same, out)).toEqual([['Ann', true]]);
  });

  it('is unsaid when it is retracted', () => {
    expect(wishes(out, a.retracted('2026-11-05T10:00:00Z', 'fact-0'))).toEqual([]);
  });
});
