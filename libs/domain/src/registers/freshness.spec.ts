import { Temporal } from 'temporal-polyfill';
import { agingRegisters, freshnessLimit, freshnessOf } from './freshness';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('how old a register may be', () => {
  it.each([
    ['cqc', '2026-11-20', 7],
    ['ods', '2026-11-20', 35],
    ['dspt', '2026-05-31', 7],
    ['dspt', '2026-06-01', 1],
    ['dspt', '2026-06-30', 1],
    ['dspt', '2026-07-01', 7],
    ['cqc', '2026-06-15', 7],
  ] as const)('%s on %s: %i days', (register, on, limit) => {
    expect(freshnessLimit(register, day(on))).toBe(limit);
  });

  it('is stale the day after its limit, not on it', () => {
    expect(freshnessOf('cqc', '2026-11-13', day('2026-11-20'))).toEqual({
      register: 'cqc',
      asOf: '2026-11-13',
      days: 7,
      limit: 7,
      stale: false,
    });
    expect(freshnessOf('cqc', '2026-11-12', day('2026-11-20')).stale).toBe(true);
  });

  it('counts whole days across months and the change of the clocks', () => {
    expect(freshnessOf('ods', '2026-09-20', day('2026-10-26')).days).toBe(36);
  });

  it('calls nothing stale that was never imported, and nothing younger than today', () => {
    for (const register of agingRegisters)
      expect(freshnessOf(register, null, day('2026-06-15'))).toMatchObject({
        days: null,
        stale: false,
      });
    expect(freshnessOf('cqc', '2026-12-01', day('2026-11-20')).days).toBe(0);
  });
});
