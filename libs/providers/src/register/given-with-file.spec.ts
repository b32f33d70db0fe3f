import { Temporal } from 'temporal-polyfill';
import { checkAsOf, plainFileName } from './given-with-file';

describe('the day given with a file', () => {
  const today = Temporal.PlainDate.from('2026-11-20');
  it.each(['1900-01-01', '2026-02-28', '2026-11-20'])('may be %s', (day) => {
    expect(() => checkAsOf(day, today)).not.toThrow();
  });
  it.each([
    ['2026-02-30', 'invalid-day'],
    ['20/11/2026', 'invalid-day'],
    ['', 'invalid-day'],
    ['0000-01-01', 'day-too-early'],
    ['1899-12-31', 'day-too-early'],
    ['2026-11-21', 'day-to-come'],
  ])('may not be “%s”', (day, code) => {
    expect(() => checkAsOf(day, today)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the name given with a file', () => {
  it.each([
    ['ratings.csv', 'ratings.csv'],
    ['Café – May ‘26’.csv', 'Café – May ‘26’.csv'],
    ['a\r\nb\u0000c.csv', 'a b c.csv'],
    ['\u001b[31mred.csv', '[31mred.csv'],
    ['bank\u202Evsc.exe', 'bank vsc.exe'],
    ['half\ud83d.csv', 'half\ufffd.csv'],
    ['\u0007', 'file'],
  ])('%j is shown as “%s”', (name, shown) => {
    expect(plainFileName(name)).toBe(shown);
  });
});
