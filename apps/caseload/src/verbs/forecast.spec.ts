import type { ForecastItem } from '@app/measures';
import { inWords } from './forecast';

const item = (change: Partial<ForecastItem>): ForecastItem => ({
  caseId: 'c',
  locationId: '1-1',
  home: 'Oak House',
  town: null,
  practice: false,
  clock: 'otp-arrival',
  rung: 'day-5',
  at: '2026-07-01T08:00:00Z',
  dueAt: '2026-07-01T08:00:00Z',
  act: 'letter',
  to: 'provider',
  person: null,
  letter: 'otp-on-its-way',
  outcome: 'sent',
  opensLetter: true,
  ...change,
});

const forecast = (...items: ForecastItem[]) => ({
  asOf: '2026-06-30T08:00:00Z',
  until: '2026-07-01T23:00:00Z',
  total: { letters: 1, tasks: 1, expiries: 0 },
  days: [
    { day: '2026-06-30', letters: 0, tasks: 0, expiries: 0, items: [] },
    { day: '2026-07-01', letters: 1, tasks: 1, expiries: 0, items },
  ],
});

describe('a forecast in words', () => {
  it('is a table a day, in London time, without the days on which nothing happens', () => {
    const task = item({ home: 'Elm', act: 'task', to: 'officer', letter: null, outcome: 'task' });
    expect(inWords(forecast(item({}), task)).split('\n')).toEqual([
      'Wednesday 1 July 2026: 1 letter, 1 task, 0 ends',
      '  9:00am  Oak House  otp-arrival day-5             letter otp-on-its-way to provider',
      '  9:00am  Elm        otp-arrival day-5             task for officer',
      '',
      'In 2 days: 1 letter, 1 task, 0 ends',
    ]);
  });

  it.each<[Partial<ForecastItem>, string]>([
    [{ outcome: 'merged' }, 'letter otp-on-its-way to provider (same letter)'],
    [{ outcome: 'suppressed' }, 'no letter, none wanted: otp-on-its-way to provider'],
    [{ act: 'record', to: null, letter: null, outcome: 'recorded' }, 'noted'],
    [{ to: 'person', person: 'Amina', letter: 'activate' }, 'letter activate to person Amina'],
  ])('%j: %s', (change, words) => {
    expect(
      inWords(forecast(item(change)))
        .split('\n')[1]
        ?.slice(-words.length),
    ).toBe(words);
  });

  it('holds a letter set in below its line', () => {
    const rendered = {
      to: { name: null, address: null },
      subject: 'S',
      text: 'a\n\nb\n',
      html: '',
    };
    expect(
      inWords(forecast(item({ rendered })))
        .split('\n')
        .slice(2, 9),
    ).toEqual(['', '            S', '', '            a', '', '            b', '']);
  });
});
