import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { readUsDate } from './us-date';

describe('readUsDate', () => {
  it.each([
    ['05/29/2026', '2026-05-29'],
    ['5/9/2026', '2026-05-09'],
    ['02/29/2024', '2024-02-29'],
    ['02/29/2025', null],
    ['29/05/2026', null],
    ['00/10/2026', null],
    ['04/31/2026', null],
    ['2026-05-29', null],
    ['05/29/26', null],
    ['05/29/2026 00:00', null],
    ['', null],
  ])('%p is %p', (text, expected) => {
    expect(readUsDate(text)).toBe(expected);
  });

  it('reads back every day of a century', () => {
    const first = Temporal.PlainDate.from('1980-01-01');
    fc.assert(
      fc.property(fc.nat(36_524), (days) => {
        const day = first.add({ days });
        const two = (n: number) => String(n).padStart(2, '0');
        const text = `${two(day.month)}/${two(day.day)}/${day.year}`;
        expect(readUsDate(text)).toBe(day.toString());
      }),
    );
  });
});
