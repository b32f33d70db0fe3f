import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  type RatingsRow,
  ratingsHeader,
  ratingsRow,
  siteRows,
} from '../../../../../test/builders/latest-ratings';
import { readRecords, readTable } from '../../../../../test/harness/read-variant';
import { cqcLatestRatings } from './cqc-latest-ratings';

const read = (rows: readonly RatingsRow[]) =>
  readRecords(cqcLatestRatings, rows, { header: ratingsHeader });

describe('rows of a location', () => {
  it('become one, with the headline rating', async () => {
    const reading = await read([
      ratingsRow({ Domain: 'Safe', 'Latest Rating': 'Inadequate' }),
      ratingsRow({ 'Service / Population Group': 'Care Homes', 'Latest Rating': 'Outstanding' }),
      ratingsRow({ 'Latest Rating': 'requires improvement', 'Publication Date': '02/03/2025' }),
    ]);
    expect(reading.arrivals).toEqual([
      {
        subject: 'provider',
        row: 2,
        key: { provider_id: '1-800000001' },
        values: { name: 'Amber Care Ltd', brand: null },
        mayCreate: true,
      },
      {
        subject: 'site',
        row: 2,
        key: { location_id: '1-900000001' },
        values: {
          provider_id: '1-800000001',
          name: 'Amber Lodge',
          ods_code: 'VZZ01',
          care_home: true,
          location_type: 'Social Care Org',
          category: 'Residential social care',
          address: '1 Mill Lane',
          town: 'Wexham',
          postcode: 'LN1 1AA',
          local_authority: 'Westshire',
          region: 'East Midlands',
          registration_status: 'registered',
          cqc_url: 'https://www.cqc.org.uk/location/1-900000001',
          rating: 'Requires improvement',
          rated_on: '2025-02-03',
        },
        mayCreate: true,
      },
    ]);
    expect([reading.rows, reading.setAside, reading.problems]).toEqual([3, 0, []]);
    expect(reading.newestDay).toBe('2026-05-29');
  });

  it('fill one another’s blanks', async () => {
    const reading = await read([
      ratingsRow({ Domain: 'Safe', 'Location Address Line 2': '' }),
      ratingsRow({ 'Location Address Line 2': 'Newland' }),
      ratingsRow({ Domain: 'Caring', 'Location Address Line 2': '' }),
    ]);
    expect(reading.of('site').map((s) => s.values.address)).toEqual(['1 Mill Lane, Newland']);
  });

  it('that contradict those above, or come again further down, arrive apart', async () => {
    const other = { 'Location ID': '1-900000002', 'Location Name': 'Birch House' };
    const reading = await read([
      ...siteRows(),
      ratingsRow({ Domain: 'Caring', 'Location City': 'Elsewhere' }),
      ...siteRows(other),
      ratingsRow({ Domain: 'Responsive' }),
    ]);
    expect(reading.of('site').map((s) => [s.row, s.values.name, s.values.town])).toEqual([
      [2, 'Amber Lodge', 'Wexham'],
      [4, 'Amber Lodge', 'Elsewhere'],
      [5, 'Birch House', 'Wexham'],
      [7, 'Amber Lodge', 'Wexham'],
    ]);
    expect(reading.of('provider')).toHaveLength(1);
  });

  it('without an overall rating leave the one known before, wherever it might have come', async () => {
    const late = { 'Location ID': '1-900000002', 'Location Name': 'Birch House' };
    const reading = await read([
      ratingsRow({ Domain: 'Safe', ...late }),
      ratingsRow({ Domain: 'Safe' }),
      ratingsRow({ 'Latest Rating': 'Good', ...late }),
    ]);
    expect(reading.told('site', '1-900000001')).toMatchObject({ rating: undefined });
    expect(reading.told('site', '1-900000002')).toMatchObject({ rating: 'Good' });
    expect(reading.inShort()).toEqual(['3 Latest Rating no-overall-rating']);
    expect(reading.setAside).toBe(0);
  });

  it('bring the brand without the word CQC puts before it', async () => {
    const reading = await read([ratingsRow({ 'Brand Name': 'BRAND Amber Group' })]);
    expect(reading.told('provider', '1-800000001')).toMatchObject({ brand: 'Amber Group' });
  });

  it('of the NHS and of other services are read with the codes they have', async () => {
    const reading = await read([
      ratingsRow({ 'Location ID': 'RWDDA', 'Provider ID': 'RWD', 'Location ODS Code': '' }),
      ratingsRow({
        'Care Home?': 'N',
        'Location Type': 'Primary Medical Services',
        'Location Primary Inspection Category': 'GP Practices',
        'Location ODS Code': 'C83635',
      }),
    ]);
    expect(reading.told('site', 'RWDDA')).toMatchObject({ ods_code: null });
    expect(reading.told('site', '1-900000001')).toMatchObject({ ods_code: 'C83635' });
    expect(reading.problems).toEqual([]);
  });
});

describe('a bad row', () => {
  const good = { 'Location ID': '1-900000009', 'Location Name': 'Zinnia House' };

  it.each<[string, Partial<RatingsRow>, string]>([
    ['no location id', { 'Location ID': ' ' }, 'Location ID missing-value'],
    ['a wrong location id', { 'Location ID': '900000001' }, 'Location ID invalid-location-id'],
    ['a word as location id', { 'Location ID': 'HELLO' }, 'Location ID invalid-location-id'],
    ['a wrong provider id', { 'Provider ID': 'x' }, 'Provider ID invalid-provider-id'],
    ['one id for both', { 'Provider ID': '1-900000001' }, 'Location ID same-id'],
    ['no name', { 'Location Name': '' }, 'Location Name missing-value'],
    ['no provider name', { 'Provider Name': '' }, 'Provider Name missing-value'],
    ['no type', { 'Location Type': '' }, 'Location Type missing-value'],
    ['a huge name', { 'Location Name': 'A'.repeat(501) }, 'Location Name too-long'],
    ['an invisible letter', { 'Location Name': 'A\u0007' }, 'Location Name control-character'],
  ])('with %s is left out, named, and the rest is read', async (_, values, expected) => {
    const reading = await read([ratingsRow(values), ratingsRow(good)]);
    expect(reading.inShort()).toEqual([`2 ${expected}`]);
    expect(reading.of('site').map((s) => s.values.name)).toEqual(['Zinnia House']);
    expect([reading.rows, reading.setAside]).toEqual([2, 1]);
  });

  it.each<[string, Partial<RatingsRow>, string, string[]]>([
    [
      'a dental code',
      { 'Location ODS Code': 'V12345' },
      'Location ODS Code dental-ods-code',
      ['ods_code'],
    ],
    [
      'no real postcode',
      { 'Location Post Code': 'LN1 1' },
      'Location Post Code invalid-postcode',
      ['postcode'],
    ],
    ['a link to somewhere else', { URL: 'javascript:alert(1)' }, 'URL invalid-url', ['cqc_url']],
    [
      'a British date',
      { 'Publication Date': '29/05/2026' },
      'Publication Date invalid-date',
      ['rating', 'rated_on'],
    ],
    ['neither Y nor N', { 'Care Home?': 'perhaps' }, 'Care Home? invalid-yes-no', ['care_home']],
  ])('with %s is used without that value', async (_, values, expected, without) => {
    const reading = await read([ratingsRow(values), ratingsRow(good)]);
    expect(reading.inShort()).toEqual([`2 ${expected}`]);
    const told = reading.told('site', '1-900000001');
    expect(
      Object.keys(told)
        .filter((field) => told[field] === undefined)
        .sort(),
    ).toEqual([...without].sort());
    expect([reading.rows, reading.setAside]).toEqual([2, 1]);
  });

  it('sets a value aside even where another row of the location leaves it blank', async () => {
    const reading = await read([
      ratingsRow({ Domain: 'Safe', 'Location Post Code': 'nowhere' }),
      ratingsRow({ 'Location Post Code': '' }),
    ]);
    expect(reading.told('site', '1-900000001')).toMatchObject({ postcode: undefined });
  });

  it.each<[string, Partial<RatingsRow>, string]>([
    ['a short id', { 'Location ID': '1-1234567' }, 'Location ID unusual-location-id'],
    [
      'a headquarters code',
      { 'Location ODS Code': 'AQ3M' },
      'Location ODS Code headquarters-ods-code',
    ],
    ['a new rating', { 'Latest Rating': 'Splendid' }, 'Latest Rating unknown-rating'],
  ])('with %s is only pointed out', async (_, values, expected) => {
    const reading = await read([ratingsRow(values)]);
    expect(reading.inShort()).toEqual([`2 ${expected}`]);
    expect([reading.rows, reading.setAside]).toEqual([1, 0]);
  });

  it('with a provider’s id where the location’s should be is left out', async () => {
    const reading = await read([
      ratingsRow(),
      ratingsRow({ 'Location ID': '1-800000001', 'Provider ID': '1-800000002' }),
    ]);
    expect(reading.inShort()).toEqual(['3 Location ID provider-id-as-location']);
    expect(reading.of('site')).toHaveLength(1);
  });
});

describe('a file', () => {
  it('is known by its columns, whatever their order, spelling and company', () => {
    const drifted = [...ratingsHeader, 'Extra'].reverse().map((c) => ` ${c.toUpperCase()}  `);
    expect(cqcLatestRatings.recognise(drifted)).toBe(true);
    expect(cqcLatestRatings.recognise(ratingsHeader.filter((c) => c !== 'Domain'))).toBe(false);
  });

  it('reads the same with its columns in another order', async () => {
    const columns = [...ratingsHeader].reverse();
    const reading = await readRecords(cqcLatestRatings, [ratingsRow()], { header: columns });
    expect(reading.arrivals).toEqual((await read([ratingsRow()])).arrivals);
  });

  it('with a column twice is refused', async () => {
    const header = [...ratingsHeader, 'Location  ID'];
    const rows = [header.map(() => 'x')];
    await expect(readTable(cqcLatestRatings, header, rows)).rejects.toMatchObject({
      code: 'repeated-column',
    });
  });

  it('may hold days as a workbook gives them', async () => {
    const reading = await read([ratingsRow({ 'Publication Date': '2026-05-29' })]);
    expect(reading.told('site', '1-900000001')).toMatchObject({ rated_on: '2026-05-29' });
  });
});

it('of Lincolnshire holds what its description says', async () => {
  const [header = [], ...rows] = parse(
    readFileSync('data/lincolnshire_latest_ratings_2026.csv'),
  ) as string[][];
  const reading = await readTable(cqcLatestRatings, header, rows);
  expect([reading.rows, reading.setAside, reading.problems]).toEqual([4159, 0, []]);
  const sites = reading.of('site');
  expect(sites).toHaveLength(478);
  const homes = sites.filter((s) => s.values.care_home);
  expect(homes).toHaveLength(262);
  expect(new Set(homes.map((s) => s.values.provider_id)).size).toBe(155);
  expect(new Set(homes.map((s) => s.values.ods_code)).size).toBe(262);
  expect(sites.filter((s) => s.values.ods_code === null)).toHaveLength(30);
  expect(sites.filter((s) => !s.key.location_id.startsWith('1-'))).toHaveLength(6);
  expect(sites.filter((s) => !s.values.postcode)).toEqual([]);
  expect(reading.of('provider')).toHaveLength(342);
  const ratings = homes.map((s) => s.values.rating as string);
  const count = (rating: string) => ratings.filter((r) => r === rating).length;
  expect(
    ['Good', 'Requires improvement', 'Outstanding', 'Inadequate', 'Not Rated'].map(count),
  ).toEqual([184, 56, 16, 3, 3]);
  expect(reading.newestDay).toBe('2026-05-29');
});
