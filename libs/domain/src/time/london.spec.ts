import { Temporal } from 'temporal-polyfill';
import {
  dayInWords,
  instantText,
  londonDay,
  londonHour,
  londonMoment,
  londonWallClock,
  momentInWords,
  startOfLondonDay,
  timeInWords,
} from './london';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const instant = (iso: string) => Temporal.Instant.from(iso);

describe('days and moments in London', () => {
  it.each([
    ['2026-01-15T23:59:59Z', '2026-01-15'],
    ['2026-06-30T22:59:59Z', '2026-06-30'],
    ['2026-06-30T23:00:00Z', '2026-07-01'],
    ['2027-03-28T00:59:59Z', '2027-03-28'],
    ['2026-10-25T23:59:59Z', '2026-10-25'],
  ])('%s is on %s', (at, expected) => {
    expect(londonDay(instant(at)).toString()).toBe(expected);
  });

  it.each([
    ['2026-12-24', 9, '2026-12-24T09:00:00Z'],
    ['2026-07-01', 9, '2026-07-01T08:00:00Z'],
    ['2026-10-25', 9, '2026-10-25T09:00:00Z'],
    ['2026-10-24', 9, '2026-10-24T08:00:00Z'],
    ['2027-03-28', 9, '2027-03-28T08:00:00Z'],
  ])('on %s at %i:00 it is %s', (on, hour, expected) => {
    expect(londonMoment(day(on), hour).toString()).toBe(expected);
  });

  it('an hour the clocks skip becomes the one after; of an hour they repeat it is the first', () => {
    expect(londonMoment(day('2027-03-28'), 1, 30).toString()).toBe('2027-03-28T01:30:00Z');
    expect(londonMoment(day('2026-10-25'), 1, 30).toString()).toBe('2026-10-25T00:30:00Z');
  });

  it('a day begins at midnight there, an hour early for Greenwich in summer', () => {
    expect(startOfLondonDay(day('2027-04-08')).toString()).toBe('2027-04-07T23:00:00Z');
    expect(startOfLondonDay(day('2026-11-08')).toString()).toBe('2026-11-08T00:00:00Z');
  });

  it('shows what the clock on the wall shows', () => {
    expect(londonWallClock(instant('2026-07-01T08:05:00Z')).toString()).toBe('2026-07-01T09:05:00');
  });
});

describe('in words', () => {
  it.each([
    ['00:00', 'midnight'],
    ['12:00', 'midday'],
    ['00:05', '12:05am'],
    ['09:00', '9:00am'],
    ['12:30', '12:30pm'],
    ['17:30', '5:30pm'],
    ['23:59', '11:59pm'],
  ])('%s is %s', (time, words) => {
    expect(timeInWords(Temporal.PlainTime.from(time))).toBe(words);
  });

  it('a day has its weekday, a moment its time in London', () => {
    expect(dayInWords(day('2026-12-31'))).toBe('Thursday 31 December 2026');
    expect(momentInWords(instant('2026-07-01T08:00:00Z'))).toBe('Wednesday 1 July 2026 at 9:00am');
  });
});

it('an instant is written to the nanosecond, asked once and again', () => {
  for (const text of ['2026-12-24T09:00:00Z', '2026-12-24T09:00:00.000000001Z'])
    expect([instantText(instant(text)), instantText(instant(text))]).toEqual([text, text]);
});

describe('what is remembered of London', () => {
  /** What the time zone says, asked anew. */
  const asked = (at: Temporal.Instant) => {
    const shown = at.toZonedDateTimeISO('Europe/London');
    const day = shown.toPlainDate();
    return `${day} ${shown.hour} ${dayInWords(day)} at ${timeInWords(shown.toPlainTime())}`;
  };
  const remembered = (at: Temporal.Instant) =>
    `${londonDay(at)} ${londonHour(at)} ${momentInWords(at)}`;

  it.each([1969, 2026])('is what the time zone says of every hour of %i', (year) => {
    const first = instant(`${year}-01-01T00:00:00Z`);
    const wrong = Array.from({ length: 366 * 24 }, (_, n) => first.add({ hours: n }))
      .flatMap((hour) => [hour.subtract({ milliseconds: 1 }), hour])
      .filter((at) => remembered(at) !== asked(at))
      .map(String);
    expect(wrong).toEqual([]);
  });

  it('is what the time zone says of times of each day, asked once and again', () => {
    const times = [0, 60, 90, 9 * 60, 23 * 60 + 59];
    const days = Array.from({ length: 365 }, (_, n) => day('2026-01-01').add({ days: n }));
    const wrong = [...days, ...days].flatMap((on) => {
      const start = on.toZonedDateTime('Europe/London').toInstant();
      const isRight = times.every((minutes) => {
        const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
        const zoned = on.toZonedDateTime({ timeZone: 'Europe/London', plainTime });
        return londonMoment(on, plainTime.hour, plainTime.minute).equals(zoned.toInstant());
      });
      return isRight && startOfLondonDay(on).equals(start) ? [] : [on.toString()];
    });
    expect(wrong).toEqual([]);
  });
});
