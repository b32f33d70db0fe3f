import { practiceVerb } from '../../apps/caseload/src/verbs/practice';

describe('caseload practice', () => {
  it.each([
    [{ homes: 0, seed: 1, days: 10 }, '--homes must be a whole number from 1 to 5000.'],
    [{ homes: 5001, seed: 1, days: 10 }, '--homes must be a whole number from 1 to 5000.'],
    [{ homes: 10, seed: 1, days: 1.5 }, '--days must be a whole number from 1 to 1100.'],
    [{ homes: 10, seed: Number.NaN, days: 10 }, '--seed must be a whole number.'],
  ])('refuses the size %j before it touches a database', async (size, sentence) => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await practiceVerb(size)).toBe(2);
    expect(said).toHaveBeenCalledWith(`${sentence}\n`);
    said.mockRestore();
  });
});
