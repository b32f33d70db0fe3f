import { Temporal } from 'temporal-polyfill';
import { england } from '../../../../test/builders/calendars';
import { countWorkingDays, type Uncounted, workingDaysAfter } from './working-days';

const counted = (from: string, count: number, ...uncounted: Uncounted[]) =>
  countWorkingDays(Temporal.PlainDate.from(from), count, 9, england, uncounted);

const pause = (from: string, to: string | null): Uncounted => ({ from, to, name: 'paused' });

test.each([
  ['2026-11-02', 0, '2026-11-02'],
  ['2026-11-06', 1, '2026-11-09'],
  ['2026-12-24', 2, '2026-12-30'],
])('after %s, %i working days on, comes %s', (from, count, day) => {
  expect(workingDaysAfter(Temporal.PlainDate.from(from), count, england).toString()).toBe(day);
});

describe('counting working days', () => {
  it.each([
    ['from a Monday', '2026-11-02', 1, '2026-11-03T09:00:00Z'],
    ['from a Friday', '2026-11-06', 1, '2026-11-09T09:00:00Z'],
    ['from a Saturday', '2026-11-07', 1, '2026-11-09T09:00:00Z'],
    ['from Christmas Eve', '2026-12-24', 1, '2026-12-29T09:00:00Z'],
    ['from a bank holiday', '2026-12-28', 2, '2026-12-30T09:00:00Z'],
    ['over the spring clock change', '2027-03-25', 1, '2027-03-30T08:00:00Z'],
    ['over the autumn clock change', '2026-10-23', 1, '2026-10-26T09:00:00Z'],
  ])('%s', (_, from, count, at) => {
    expect(counted(from, count)?.at.toString()).toBe(at);
  });

  it('names each day left out, in order', () => {
    const { skipped } = counted('2026-12-24', 1)!;
    expect(skipped.map(({ day, why }) => `${day.toString()} ${why}`)).toEqual([
      '2026-12-25 Christmas Day',
      '2026-12-26 a Saturday',
      '2026-12-27 a Sunday',
      '2026-12-28 Boxing Day (substitute day)',
    ]);
  });

  it('a day in a span that begins or lasts at the hour is left out; one that ends then is not', () => {
    const at = (from: string, to: string) =>
      counted('2026-11-02', 1, pause(from, to))?.at.toString();
    expect(at('2026-11-03T09:00:00Z', '2026-11-03T09:00:01Z')).toBe('2026-11-04T09:00:00Z');
    expect(at('2026-11-03T08:00:00Z', '2026-11-03T09:00:00Z')).toBe('2026-11-03T09:00:00Z');
    expect(at('2026-11-03T09:00:01Z', '2026-11-04T08:59:59Z')).toBe('2026-11-03T09:00:00Z');
  });

  it('a span without end that comes first leaves it open', () => {
    expect(counted('2026-11-02', 2, pause('2026-11-04T09:00:00Z', null))).toBeNull();
    expect(counted('2026-11-02', 1, pause('2026-11-04T09:00:00Z', null))?.at.toString()).toBe(
      '2026-11-03T09:00:00Z',
    );
  });

  it('a holiday within a span is left out once, as a holiday', () => {
    const { skipped, at } = counted(
      '2026-12-24',
      1,
      pause('2026-12-25T00:00:00Z', '2026-12-29T09:00:01Z'),
    )!;
    expect(at.toString()).toBe('2026-12-30T09:00:00Z');
    expect(skipped.map((s) => s.why)).toEqual([
      'Christmas Day',
      'a Saturday',
      'a Sunday',
      'Boxing Day (substitute day)',
      'paused',
    ]);
  });
});
