import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { freeAfter, mayLeave, paceOf } from './pace';

const start = Temporal.Instant.from('2026-12-24T09:00:00Z');

/** Takes as many letters as it may at each of these moments, and returns when each left. */
function leaving(perMinute: number, waitsMs: readonly number[], wanted = 1_000_000): number[] {
  const pace = paceOf(perMinute);
  let freeAt = Temporal.Instant.from('2000-01-01T00:00:00Z');
  let now = start;
  const left: number[] = [];
  for (const wait of waitsMs) {
    now = now.add({ milliseconds: wait });
    const letters = Math.min(mayLeave(pace, freeAt, now), wanted);
    if (letters === 0) continue;
    freeAt = freeAfter(pace, freeAt, now, letters);
    for (let n = 0; n < letters; n++) left.push(now.epochMilliseconds);
  }
  return left;
}

/** The most that left in any sixty seconds. */
function mostInAMinute(left: readonly number[]): number {
  let first = 0;
  return left.reduce((most, at, last) => {
    while (at - (left[first] ?? at) >= 60_000) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}

it('never lets more leave in any sixty seconds, however often and irregularly it is asked', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), waits, (perMinute, waitsMs) => {
      expect(mostInAMinute(leaving(perMinute, waitsMs))).toBeLessThanOrEqual(perMinute);
    }),
    { seed: 20261123, numRuns: 2000 },
  );
});

it.each([1, 7, 60, 600, 6000])('lets %i a minute leave when asked all the time', (perMinute) => {
  const left = leaving(perMinute, Array<number>(6000).fill(100));
  expect(left.length).toBeGreaterThanOrEqual(perMinute * 10 * 0.98);
  expect(mostInAMinute(left)).toBeLessThanOrEqual(perMinute);
});

it('spreads sixty a minute over the minute: one a second', () => {
  expect(paceOf(60)).toEqual({ burst: 1, spacing: 1_000_000 });
  const left = leaving(60, Array<number>(50).fill(100));
  expect(left.map((at) => at - start.epochMilliseconds)).toEqual([100, 1100, 2100, 3100, 4100]);
});

it('saves up nothing overnight', () => {
  expect(leaving(60, [0, 12 * 3_600_000, 0, 0])).toHaveLength(2);
});

it('goes on after the clock was set back', () => {
  const pace = paceOf(60);
  const freeAt = start.add({ hours: 3 });
  expect(mayLeave(pace, freeAt, start)).toBe(1);
  expect(mayLeave(pace, freeAfter(pace, freeAt, start, 1), start)).toBe(0);
});
