import { Temporal } from 'temporal-polyfill';
import { nextReading } from './next-reading';

const ended = Temporal.Instant.from('2026-11-20T06:00:00Z');

describe('when a service is read next', () => {
  it.each([
    ['cqc', '2026-11-21T06:00:00Z', '2026-11-21T08:00:00Z'],
    ['dspt', '2026-11-21T06:00:00Z', '2026-11-21T08:00:00Z'],
    ['ods', '2026-11-27T06:00:00Z', '2026-11-27T08:00:00Z'],
    ['bank-holidays', '2026-11-27T06:00:00Z', '2026-11-27T08:00:00Z'],
  ] as const)('%s: between %s and %s', (service, first, last) => {
    expect(nextReading(service, ended, 'well', 0).toString()).toBe(first);
    expect(nextReading(service, ended, 'well', 1).toString()).toBe(last);
  });

  it('comes back an hour or two after a failure', () => {
    expect(nextReading('ods', ended, 'wrong', 0).toString()).toBe('2026-11-20T07:00:00Z');
    expect(nextReading('ods', ended, 'wrong', 1).toString()).toBe('2026-11-20T08:00:00Z');
  });
});
