import { isTakenIn, secondsUntilRetry, triedForHours } from './webhook-rules';

describe('trying a delivery again', () => {
  it('waits longer after each failure, and never longer than six hours', () => {
    const waits = Array.from({ length: 20 }, (_, n) => secondsUntilRetry(n + 1));
    expect(waits.slice(0, 9)).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600]);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(21_600);
  });

  it('comes to about twenty tries in three days', () => {
    let [tries, at] = [1, 0];
    while (at < triedForHours * 3600) at += secondsUntilRetry(tries++);
    expect(tries).toBeGreaterThan(15);
    expect(tries).toBeLessThan(25);
  });

  it('rests as long as it is asked to, up to six hours', () => {
    expect(secondsUntilRetry(1, 60)).toBe(60);
    expect(secondsUntilRetry(4, 60)).toBe(600);
    expect(secondsUntilRetry(1, 1e9)).toBe(21_600);
  });

  it.each([
    [199, false],
    [200, true],
    [204, true],
    [299, true],
    [301, false],
    [410, false],
    [500, false],
  ])('an answer of %i is taken in: %s', (status, expected) => {
    expect(isTakenIn(status)).toBe(expected);
  });
});
