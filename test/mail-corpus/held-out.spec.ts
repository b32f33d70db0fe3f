import { describe, expect, it } from '@jest/globals';
import { heldOut, secondSight } from './held-out';
import { figuresOf, inWords, judge } from './judge';

describe('messages the rules were not fitted to', () => {
  it('are at least sixty', () => {
    expect(heldOut.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['Held-out mail', heldOut],
    ['Held-out mail, second set', secondSight],
  ])(
    '%s: no machine is taken for a person, and nothing is filed to a wrong case',
    async (title, all) => {
      const figures = figuresOf(await Promise.all(all.map(judge)));
      process.stdout.write(`${inWords(title, figures)}\n`);
      expect(figures.machinesTakenForPeople).toEqual([]);
      expect(figures.wrongCase).toEqual([]);
    },
  );
});
