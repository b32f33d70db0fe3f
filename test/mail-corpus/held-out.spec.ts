import { describe, expect, it } from '@jest/globals';
import { heldOut } from './held-out';
import { figuresOf, inWords, judge } from './judge';

describe('messages the rules were not fitted to', () => {
  it('holds at least sixty', () => {
    expect(heldOut.length).toBeGreaterThanOrEqual(60);
  });

  it('takes no machine for a person, and files nothing to a wrong case', async () => {
    const figures = figuresOf(await Promise.all(heldOut.map(judge)));
    process.stdout.write(`${inWords('Held-out mail', figures)}\n`);
    expect(figures.machinesTakenForPeople).toEqual([]);
    expect(figures.wrongCase).toEqual([]);
  });
});
