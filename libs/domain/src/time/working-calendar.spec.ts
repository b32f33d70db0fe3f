import { Temporal } from 'temporal-polyfill';
import { workingCalendar } from './working-calendar';

const day = (iso: string) => Temporal.PlainDate.from(iso);

const christmas2026 = workingCalendar([
  { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
  { date: '2026-12-25', title: 'Christmas Day' },
]);

describe('which days are working days', () => {
  it.each([
    ['2026-12-24', null],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-26', 'a Saturday'],
    ['2026-12-27', 'a Sunday'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
    ['2026-12-29', null],
  ])('%s: %s', (date, why) => {
    expect(christmas2026.whyNot(day(date))).toBe(why);
    expect(christmas2026.isWorkingDay(day(date))).toBe(why === null);
  });

  it('steps over weekend and holidays, never staying on the day itself', () => {
    expect(christmas2026.nextAfter(day('2026-12-24')).toString()).toBe('2026-12-29');
    expect(christmas2026.nextAfter(day('2026-12-29')).toString()).toBe('2026-12-30');
    expect(christmas2026.lastBefore(day('2026-12-29')).toString()).toBe('2026-12-24');
    expect(christmas2026.lastBefore(day('2026-12-24')).toString()).toBe('2026-12-23');
  });

  it('knows how far it reaches, whatever the order it was given in', () => {
    expect(christmas2026.knownUntil).toBe('2026-12-28');
    expect(workingCalendar([]).knownUntil).toBeNull();
  });

  it('a holiday on a Saturday is named by its title', () => {
    const calendar = workingCalendar([{ date: '2026-12-26', title: 'Boxing Day' }]);
    expect(calendar.whyNot(day('2026-12-26'))).toBe('Boxing Day');
  });
});
