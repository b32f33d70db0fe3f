import { dayOfSerial, digitsOf, showsDays } from './spreadsheet-date';

describe('a day in a workbook', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [44742, '2022-06-30'],
    [44742.99, '2022-06-30'],
    [2_958_465, '9999-12-31'],
  ])('%d is %s', (serial, day) => expect(dayOfSerial(serial, false)).toBe(day));

  it('counts from 1904 in workbooks that began on a Mac', () =>
    expect(dayOfSerial(43280, true)).toBe('2022-06-30'));

  it.each([0, -1, 0.5, 2_958_466, Number.NaN])('%d is none', (serial) =>
    expect(dayOfSerial(serial, false)).toBeNull(),
  );

  it.each([
    ['dd/mm/yyyy', true],
    ['[$-809]d mmmm yyyy;@', true],
    ['yyyy\\-mm\\-dd', true],
    ['hh:mm:ss', false],
    ['0.00', false],
    ['General', false],
    ['0" days"', false],
    ['[Red]0', false],
  ])('the format %s shows days: %s', (format, is) => expect(showsDays(format)).toBe(is));
});

it.each([
  ['16', 0, '16'],
  ['16', 3, '016'],
  ['1.2073770990000001E9', 0, '1207377099'],
  ['100012345678', 0, '100012345678'],
  ['1.00012345678E11', 0, '100012345678'],
  ['0.10000000000000001', 0, '0.1'],
  ['-3', 0, '-3'],
  ['', 0, ''],
])('the number %s is written with its digits', (stored, zeros, digits) =>
  expect(digitsOf(stored, zeros)).toBe(digits),
);
