import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { isBefore } from './is-before';

/** Near each other, in every form in which ISO 8601 writes an instant. */
const instants = fc
  .record({
    nanoseconds: fc.constantFrom(0n, 1n, 5_000_000n, 500_000_000n, 1_000_000_000n, 60_000_000_000n),
    timeZone: fc.constantFrom('UTC', '+00:00', '+01:00', '-05:30'),
    fractionalSecondDigits: fc.constantFrom('auto' as const, 0 as const, 3 as const, 9 as const),
  })
  .map(({ nanoseconds, timeZone, fractionalSecondDigits }) =>
    new Temporal.Instant(1_793_000_000_000_000_000n + nanoseconds).toString({
      fractionalSecondDigits,
      ...(timeZone === 'UTC' ? {} : { timeZone }),
    }),
  );

test('an instant lies before another however the two are written', () => {
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      expect(isBefore(a, b)).toBe(Temporal.Instant.compare(a, b) < 0);
    }),
    { numRuns: 500 },
  );
});
