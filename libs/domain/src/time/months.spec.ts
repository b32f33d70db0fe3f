import { monthNumber, months, shortMonthName } from './months';

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
