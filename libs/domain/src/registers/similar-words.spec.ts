import fc from 'fast-check';
import { oneSlipAway, slipsAllowed, slipsBetween } from './similar-words';

describe('slips between two words', () => {
  it.each([
    ['house', 'house', 0],
    ['huose', 'house', 1],
    ['hose', 'house', 1],
    ['nothampton', 'northampton', 1],
    ['cort', 'court', 1],
    ['lincon', 'lincoln', 1],
    ['skegnes', 'skegness', 1],
    ['seecraft', 'seacroft', 2],
    ['', 'oak', 3],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
  });

  const word = fc.stringMatching(/^[a-z]{0,8}$/);

  it('are as many either way, and none only between the same words', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b)).toBe(slipsBetween(b, a));
        expect(slipsBetween(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('are one for each word that is one slip away, and no other word is', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        for (const near of oneSlipAway(a)) expect(slipsBetween(a, near)).toBe(1);
        expect(oneSlipAway(a).includes(b)).toBe(slipsBetween(a, b) === 1);
      }),
      { numRuns: 30 },
    );
  });
});

it('makes no other word of a short one or of a code', () => {
  expect(['oak', 'cort', 'seacroft', 'vln1f'].map(slipsAllowed)).toEqual([0, 1, 2, 0]);
});
