import { Temporal } from 'temporal-polyfill';
import { workingCalendar } from '../time/working-calendar';
import { type MorningWish, morningOf, wantsMorningLetter } from './morning-letter';

const calendar = workingCalendar([{ date: '2026-05-04', title: 'Early May bank holiday' }]);

const settings = (morningLetterAt: number) => ({ policy: { morningLetterAt }, calendar });

describe('the morning letter', () => {
  it.each([
    ['Tuesday in winter, a minute before eight', '2026-11-24T07:59:59Z', null],
    ['Tuesday in winter at eight', '2026-11-24T08:00:00Z', '2026-11-24'],
    ['Tuesday in summer at eight', '2026-07-07T07:00:00Z', '2026-07-07'],
    ['just before noon', '2026-11-24T11:59:59Z', '2026-11-24'],
    ['at noon', '2026-11-24T12:00:00Z', null],
    ['on a Saturday', '2026-11-21T09:00:00Z', null],
    ['on a bank holiday', '2026-05-04T09:00:00Z', null],
    ['on the Sunday the clocks go back', '2026-10-25T09:00:00Z', null],
  ])('%s', (_, at, day) => {
    expect(morningOf(Temporal.Instant.from(at), settings(8))?.toString() ?? null).toBe(day);
  });

  it('comes at the hour of the policy', () => {
    const day = (at: string, hour: number): string | undefined =>
      morningOf(Temporal.Instant.from(at), settings(hour))?.toString();
    expect(day('2026-11-24T06:59:59Z', 7)).toBeUndefined();
    expect(day('2026-11-24T07:00:00Z', 7)).toBe('2026-11-24');
    expect(day('2026-11-24T08:00:00Z', 10)).toBeUndefined();
    // The last Sunday of October has gone back an hour, the Monday goes by the new time.
    expect(day('2026-10-26T06:30:00Z', 7)).toBeUndefined();
    expect(day('2026-10-26T07:00:00Z', 7)).toBe('2026-10-26');
  });

  it('is written after noon too where it stays here, and on no other day for that', () => {
    const day = (at: string): string | undefined =>
      morningOf(Temporal.Instant.from(at), settings(8), true)?.toString();
    expect(day('2026-11-24T15:00:00Z')).toBe('2026-11-24');
    expect(day('2026-11-24T07:59:59Z')).toBeUndefined();
    expect(day('2026-11-21T15:00:00Z')).toBeUndefined();
    expect(day('2026-05-04T15:00:00Z')).toBeUndefined();
  });

  it.each<[MorningWish, string, boolean]>([
    ['daily', '2026-11-24', true],
    ['off', '2026-11-23', false],
    ['mondays', '2026-11-23', true],
    ['mondays', '2026-11-24', false],
    ['mondays', '2026-05-05', true],
    ['mondays', '2026-05-06', false],
  ])('%s on %s: %s', (wish, day, expected) => {
    expect(wantsMorningLetter(wish, Temporal.PlainDate.from(day), calendar)).toBe(expected);
  });
});
