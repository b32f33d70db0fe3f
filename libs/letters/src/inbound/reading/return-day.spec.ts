import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { returnDay } from './return-day';

/** A Saturday. */
const written = Temporal.PlainDate.from('2026-11-21');
const stated = (text: string, on = written): string | null =>
  returnDay(text, on)?.toString() ?? null;

describe('the first day back that an away message states', () => {
  it.each([
    ['Back on Monday 7 December 2026', '2026-12-07'],
    ['returning 7th Dec', '2026-12-07'],
    ['I return on the 7th of December.', '2026-12-07'],
    ['back in the office on Mon 7/12', '2026-12-07'],
    ['back 07.12.26', '2026-12-07'],
    ['back on 2026-12-07', '2026-12-07'],
    ['back December 7th', '2026-12-07'],
    ['I will be back on Tuesday', '2026-11-24'],
    ['back tomorrow', '2026-11-22'],
    ['back on the 3rd', '2026-12-03'],
    ['back on the 21st', '2026-11-21'],
  ])('%s', (text, day) => {
    expect(stated(text)).toBe(day);
  });

  it('takes the day after the last day off', () => {
    expect(stated('On leave from 23 November to 4 December.')).toBe('2026-12-05');
    expect(stated('Away 23/11/2026 - 04/12/2026')).toBe('2026-12-05');
    expect(stated('Out of office until 4 December inclusive')).toBe('2026-12-05');
    expect(stated('away up to and including Friday 4 December')).toBe('2026-12-05');
    expect(stated('Out of the office between 20 and 27 November.')).toBe('2026-11-28');
  });

  it('takes the day itself after "until", as people mean it', () => {
    expect(stated('Out of the office until Monday 7 December.')).toBe('2026-12-07');
  });

  it('prefers the day of return to the days of absence', () => {
    const text = 'I am away from 23 November until 4 December and back on 7 December.';
    expect(stated(text)).toBe('2026-12-07');
  });

  it('works the year out from the day it was written', () => {
    expect(stated('back on 4 January')).toBe('2027-01-04');
    expect(stated('back on 4 January', Temporal.PlainDate.from('2027-01-02'))).toBe('2027-01-04');
    expect(stated('back on 9 November')).toBe('2026-11-09');
    expect(stated('back on 20 September')).toBe('2027-09-20');
    expect(stated('back on 29 February')).toBeNull();
    expect(stated('back on 29 February', Temporal.PlainDate.from('2027-12-01'))).toBe('2028-02-29');
  });

  it('reads day before month, and the other way round only where nothing else makes a day', () => {
    expect(stated('back on 03/12/2026')).toBe('2026-12-03');
    expect(stated('back on 12/23/2026')).toBe('2026-12-23');
    expect(stated('back on 31/02/2027')).toBeNull();
  });

  it('finds none in opening days, telephone numbers or times', () => {
    expect(stated('We are open Monday to Friday.')).toBeNull();
    expect(stated('Ring 01522 000000 until I am back.')).toBeNull();
    expect(stated('I am out until 2.30pm.')).toBeNull();
    expect(stated('I only work Monday and Tuesday.')).toBeNull();
  });

  it('reads Welsh, German and French', () => {
    expect(stated('Byddaf yn ôl ar 7 Rhagfyr')).toBe('2026-12-07');
    expect(stated('bis zum 4. Dezember')).toBe('2026-12-04');
    expect(stated('de retour le 1er décembre')).toBe('2026-12-01');
  });
});
