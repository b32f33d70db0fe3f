import { Temporal } from 'temporal-polyfill';
import { dayFromNow, exactly, many, momentFromNow, relativeDay, shortMoment } from './when';

const instant = (text: string) => Temporal.Instant.from(text);
const day = (text: string) => Temporal.PlainDate.from(text);

describe('relativeDay', () => {
  it.each([
    ['2026-12-31', 'today'],
    ['2027-01-01', 'tomorrow'],
    ['2026-12-30', 'yesterday'],
    ['2027-01-05', 'in 5 days'],
    ['2026-12-26', '5 days ago'],
  ])('%s, seen on 31 December 2026, is %s', (other, words) => {
    expect(relativeDay(day(other), day('2026-12-31'))).toBe(words);
  });
});

describe('momentFromNow', () => {
  it('counts days in London, not in UTC', () => {
    // 23:30Z on 30 June is already 1 July in London.
    expect(momentFromNow('2026-07-01T08:00:00Z', instant('2026-06-30T23:30:00Z'))).toBe(
      'Today, Wednesday 1 July 2026 at 9:00am',
    );
    expect(momentFromNow('2026-12-31T09:00:00Z', instant('2026-12-30T23:30:00Z'))).toBe(
      'Tomorrow, Thursday 31 December 2026 at 9:00am',
    );
  });

  it('shows a change of the clocks', () => {
    expect(momentFromNow('2027-03-28T16:00:00Z', instant('2027-03-26T17:00:00Z'))).toBe(
      'In 2 days, Sunday 28 March 2027 at 5:00pm',
    );
  });
});

describe('shortMoment', () => {
  it.each([
    ['2026-11-23T17:00:00Z', 'today at 5:00pm'],
    ['2026-11-24T09:00:00Z', 'tomorrow at 9:00am'],
    ['2026-11-22T17:00:00Z', 'yesterday at 5:00pm'],
    ['2026-11-20T09:00:00Z', 'Friday 20 November at 9:00am'],
    ['2027-01-04T09:00:00Z', 'Monday 4 January 2027 at 9:00am'],
  ])('%s is %s', (moment, words) => {
    expect(shortMoment(moment, day('2026-11-23'))).toBe(words);
  });
});

describe('dayFromNow', () => {
  it('gives the day and how far it is', () => {
    expect(dayFromNow('2026-12-15', instant('2026-11-23T09:30:00Z'))).toBe(
      'Tuesday 15 December 2026 (in 22 days)',
    );
  });
});

describe('exactly', () => {
  it.each([
    [1, '1 row'],
    [64201, '64,201 rows'],
  ])('%i', (count, words) => {
    expect(exactly(count, 'row')).toBe(words);
  });
});

describe('many', () => {
  it.each([
    [0, '0 calls'],
    [1, '1 call'],
    [3, '3 calls'],
    [1000, '1,000 or more calls'],
  ])('%i', (count, words) => {
    expect(many(count, 'call')).toBe(words);
  });
});
