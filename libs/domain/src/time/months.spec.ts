import { lastDayOfMonth, monthNumber, months, shortMonthName } from './months';

test.each([
  ['jan', 1],
  ['Sept', 9],
  ['DECEMBER', 12],
  ['Ma', null],
  ['13', null],
  ['', null],
])('the month in “%s” is %s', (word, month) => {
  expect(monthNumber(word)).toBe(month);
});

test('every month is known by its short name', () => {
  for (const [n] of months.entries()) expect(monthNumber(shortMonthName(n + 1))).toBe(n + 1);
});

test.each([
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-09', '2026-09-30'],
  ['2026-12', '2026-12-31'],
])('the last day of %s is %s', (month, day) => {
  expect(lastDayOfMonth(month)).toBe(day);
});
