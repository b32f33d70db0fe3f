import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { BankHoliday } from '../time/working-calendar';
import { compareHolidays, holidayHorizon } from './bank-holiday-list';

const day = (date: string, title = 'A holiday'): BankHoliday => ({ date, title });
const dates = (days: readonly { date: string }[]) => days.map(({ date }) => date);

describe('an announced list of bank holidays', () => {
  it('adds, removes and renames within the days it speaks of, and leaves the others', () => {
    const known = [
      day('2012-06-05', 'Queen’s Diamond Jubilee'),
      day('2026-12-25'),
      day('2026-12-28', 'Boxing Day'),
      day('2027-05-03'),
      day('2029-01-01'),
    ];
    const announced = [
      day('2027-12-27'),
      day('2026-12-25'),
      day('2026-12-28', 'Boxing Day (substitute day)'),
      day('2027-01-01'),
    ];
    const found = compareHolidays(known, announced);
    expect(dates(found.days)).toEqual([
      '2012-06-05',
      '2026-12-25',
      '2026-12-28',
      '2027-01-01',
      '2027-12-27',
      '2029-01-01',
    ]);
    expect(dates(found.added)).toEqual(['2027-01-01', '2027-12-27']);
    expect(dates(found.removed)).toEqual(['2027-05-03']);
    expect(found.renamed).toEqual([
      { date: '2026-12-28', from: 'Boxing Day', to: 'Boxing Day (substitute day)' },
    ]);
    expect(found.unchanged).toBe(3);
  });

  const days = fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 })
    .map((numbers) =>
      numbers.map((n) => day(Temporal.PlainDate.from('2026-12-01').add({ days: n }).toString())),
    );

  it('taken twice is taken once, and its counts add up', () => {
    fc.assert(
      fc.property(days, days, (known, announced) => {
        const once = compareHolidays(known, announced);
        expect(once.days).toHaveLength(known.length - once.removed.length + once.added.length);
        expect(once.unchanged + once.renamed.length + once.removed.length).toBe(known.length);
        for (const holiday of announced) expect(once.days).toContainEqual(holiday);
        const twice = compareHolidays(once.days, announced);
        expect(twice).toMatchObject({ days: once.days, added: [], removed: [], renamed: [] });
      }),
    );
  });
});

describe('how far the bank holidays are known', () => {
  it.each([
    ['2026-06-26', '2026-12-26', false],
    ['2026-06-27', '2026-12-26', true],
    ['2026-08-31', '2027-02-28', false],
    ['2026-06-27', null, true],
  ])('on %s, up to %s', (today, knownUntil, isShort) => {
    expect(holidayHorizon(knownUntil, Temporal.PlainDate.from(today)).isShort).toBe(isShort);
  });
});
