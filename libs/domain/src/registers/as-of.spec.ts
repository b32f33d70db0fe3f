import { Temporal } from 'temporal-polyfill';
import { asOfDay, dayInFileName } from './as-of';

const today = Temporal.PlainDate.from('2026-11-20');

describe('a day in the name of a file', () => {
  it.each([
    ['2026-07-19_ratings.csv', '2026-07-19'],
    ['ratings 2026_07_19.csv', '2026-07-19'],
    ['19_August_2026_CQC_directory.csv', '2026-08-19'],
    ['9 august 2026.csv', '2026-08-09'],
    ['DSPT search results 09_09_2022 10_11_12.csv', '2022-09-09'],
    ['care_homes_archived_2024-06.csv', '2024-06-30'],
    ['cqc_care_homes_with_ods_2021-02.csv', '2021-02-28'],
    ['oldham-2025-03', '2025-03-31'],
    ['lincolnshire_latest_ratings_2026.csv', undefined],
    ['ratings 2026-13-01.csv', undefined],
    ['31_02_2026.csv', undefined],
    ['1-120713174.json', undefined],
    ['ratings.csv', undefined],
  ])('%s', (name, expected) => {
    expect(dayInFileName(name)?.toString()).toBe(expected);
  });
});

describe('the day a file speaks of', () => {
  const all = {
    given: '2026-11-01',
    producedOn: '2026-10-01',
    fileName: 'ratings_2026-09-01.csv',
    newestDay: '2026-08-01',
  };
  it.each([
    ['is what the person says', all, '2026-11-01'],
    ['else what the file says', { ...all, given: null }, '2026-10-01'],
    ['else what its name says', { ...all, given: null, producedOn: null }, '2026-09-01'],
    ['else its newest day', { ...all, given: null, producedOn: null, fileName: 'r' }, '2026-08-01'],
    ['else today', { fileName: 'ratings.csv' }, '2026-11-20'],
    [
      'and never a day to come',
      { fileName: 'r_2027-01-01.csv', newestDay: '2026-11-21' },
      '2026-11-20',
    ],
    ['passing over what is no day', { fileName: 'r', producedOn: '2026-02-30' }, '2026-11-20'],
  ])('%s', (_, hints, expected) => {
    expect(asOfDay(hints, today).toString()).toBe(expected);
  });
});
