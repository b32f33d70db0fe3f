import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type DayOrder, readDay } from './read-day';

const day = (text: string, order: DayOrder): string | null => {
  const read = readDay(text, order);
  return 'value' in read ? read.value : null;
};

describe('readDay', () => {
  it.each<[string, DayOrder, string | null]>([
    ['05/29/2026', 'month-first', '2026-05-29'],
    ['5/9/2026', 'month-first', '2026-05-09'],
    ['5/9/2026', 'day-first', '2026-09-05'],
    ['29/05/2026', 'day-first', '2026-05-29'],
    ['29/05/2026', 'month-first', null],
    ['05/29/2026', 'day-first', null],
    ['29.05.2026', 'day-first', '2026-05-29'],
    ['29-05-2026', 'day-first', '2026-05-29'],
    ['02/29/2024', 'month-first', '2024-02-29'],
    ['02/29/2025', 'month-first', null],
    ['1/2/2025 12:00:00 AM', 'month-first', '2025-01-02'],
    ['09/Jan/2018 - 00:00', 'day-first', '2018-01-09'],
    ['16/11/2015 - 00:00', 'day-first', '2015-11-16'],
    ['19 August 2026', 'day-first', '2026-08-19'],
    ['19-Aug-2026', 'month-first', '2026-08-19'],
    ['2026-05-29', 'month-first', '2026-05-29'],
    ['2026/5/9', 'day-first', '2026-05-09'],
    ['2024-09-17 15:19:48', 'day-first', '2024-09-17'],
    ['2024-05-13T00:00:00', 'day-first', '2024-05-13'],
    ['2024-05-24T23:00:00Z', 'day-first', '2024-05-25'],
    ['2024-12-24T23:00:00Z', 'day-first', '2024-12-24'],
    ['2024-05-24T23:30:00+01:00', 'day-first', '2024-05-24'],
    ['2024-13-01', 'day-first', null],
    ['2024-13-01T00:00:00Z', 'day-first', null],
    ['00/10/2026', 'month-first', null],
    ['05/29/26', 'month-first', null],
    ['01/01/0001', 'day-first', null],
    ['31/12/9999', 'day-first', null],
    ['19 Augustus 2026 or so', 'day-first', null],
    ['19 Foo 2026', 'day-first', null],
    ['45000', 'day-first', null],
    ['', 'day-first', null],
  ])('%p %s is %p', (text, order, expected) => {
    expect(day(text, order)).toBe(expected);
  });

  it('says how the file writes days', () => {
    expect(readDay('soon', 'month-first')).toEqual({
      wrong: {
        code: 'invalid-date',
        message: '“soon” is not a date; write month/day/year, as in 05/29/2026.',
      },
    });
  });

  it('reads back every day of a century, in every form', () => {
    const first = Temporal.PlainDate.from('1980-01-01');
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.nat(36_524), (days) => {
        const date = first.add({ days });
        const { year } = date;
        const [month, dayOf] = [two(date.month), two(date.day)];
        expect(day(`${month}/${dayOf}/${year}`, 'month-first')).toBe(date.toString());
        expect(day(`${dayOf}/${month}/${year} - 00:00`, 'day-first')).toBe(date.toString());
        expect(day(`${year}-${month}-${dayOf}`, 'day-first')).toBe(date.toString());
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom<DayOrder>('day-first', 'month-first'),
        (text, order) => {
          expect(day(text, order) ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
        },
      ),
    );
  });
});
