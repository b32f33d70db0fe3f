import fc from 'fast-check';
import {
  apiTable,
  areaExtractTable,
  directoryTable,
  drifted,
  dualRegistrations,
  hscaTable,
  type InventedLocation,
  inventedLocation,
  locationExportTable,
  type MadeTable,
  searchExportTable,
} from '../../../../../test/builders/cqc-tables';
import { ratingsHeader } from '../../../../../test/builders/latest-ratings';
import { readTable, type VariantReading } from '../../../../../test/harness/read-variant';
import type { TableVariant } from '../reading/variant';
import { tableVariants } from '.';
import { cqcApiTable } from './cqc-api-table';
import { cqcAreaExtract } from './cqc-area-extract';
import { cqcDirectory } from './cqc-directory';
import { cqcHscaLocations } from './cqc-hsca-locations';
import { cqcLatestRatings } from './cqc-latest-ratings';
import { cqcLocationExport } from './cqc-location-export';
import { cqcSearchExport } from './cqc-search-export';

const home = inventedLocation();
const town = [
  home,
  inventedLocation({
    locationId: '1-10216615141',
    providerId: '1-800000002',
    provider: 'O’Neill & Sons, Carers',
    name: 'St. Agatha’s',
    services: ['Nursing homes', 'Residential homes'],
    people: ['Learning disabilities'],
    lines: ['The Grange', ''],
    county: '',
    phone: '',
    website: '',
    manager: "O'Neill, Eileen, Mrs",
    dormant: true,
    brand: '',
  }),
  inventedLocation({
    locationId: '1-900000003',
    name: 'Amber at Home',
    services: ['Homecare agencies', 'Supported living'],
    manager: '',
    beds: 0,
    odsCode: '',
  }),
];

const families: [string, TableVariant, (all: readonly InventedLocation[]) => MadeTable][] = [
  ['the directory of 2016', cqcDirectory, (all) => directoryTable(all, 2016)],
  ['the directory of 2020', cqcDirectory, (all) => directoryTable(all, 2020)],
  ['the directory of 2026', cqcDirectory, (all) => directoryTable(all, 2026)],
  ['the HSCA workbook', cqcHscaLocations, (all) => hscaTable(all)],
  [
    'the HSCA workbook with days as Excel keeps them',
    cqcHscaLocations,
    (all) => hscaTable(all, { days: 'iso' }),
  ],
  ['the search export', cqcSearchExport, (all) => searchExportTable(all, [home])],
  ['the location export', cqcLocationExport, locationExportTable],
  ['an area’s extract', cqcAreaExtract, areaExtractTable],
  ['a table of API records', cqcApiTable, apiTable],
];

/** What is true of the first home in whatever file tells of it. */
const whole: Record<string, unknown> = {
  provider_id: '1-800000001',
  provider_name: 'Amber Care Ltd',
  name: 'Amber Lodge',
  also_known_as: null,
  care_home: true,
  service_types: ['Residential homes'],
  specialisms: ['Caring for adults over 65 yrs', 'Dementia'],
  address: '1 Mill Lane, Newland',
  town: 'Wexham',
  county: 'Lincolnshire',
  postcode: 'LN1 1AA',
  local_authority: 'Westshire',
  region: 'East Midlands',
  icb: null,
  phone: '01522123456',
  website: 'https://www.amber.example',
  registered_managers: ['Mrs Ann Mary Lee'],
  manager_absent_on: null,
  beds: 24,
  ods_code: 'VZZ01',
  location_type: 'Social Care Org',
  category: 'Residential social care',
  uprn: '100012345678',
  registered_on: '2011-01-10',
  deregistered_on: null,
  dormant: false,
  predecessors: null,
  successors: null,
  rating: 'Good',
  rated_on: '2024-03-02',
  cqc_url: 'https://www.cqc.org.uk/location/1-900000001',
  registration_status: 'registered',
};

const read = (variant: TableVariant, { header, rows }: MadeTable, fileName?: string) =>
  readTable(variant, header, rows, fileName ? { fileName } : {});

/** What was told, whatever the order it was told in. */
const told = (reading: VariantReading): string[] =>
  reading.arrivals
    .map(({ subject, key, values, row }) =>
      JSON.stringify([subject, key, row, Object.entries(values).sort()]),
    )
    .sort();

describe.each(families)('%s', (_, variant, make) => {
  it('is known by its header, and by no other reader before it', () => {
    const { header } = make(town);
    expect(tableVariants.find((v) => v.recognise(header))?.name).toBe(variant.name);
  });

  it('tells of a home what is true of it, in every field it speaks of', async () => {
    const reading = await read(variant, make([home]), 'active.csv');
    const site = reading.told('site', home.locationId);
    const spoken = variant.speaks.site ?? [];
    // Files may lack a column: then nothing is said of the field.
    for (const field of spoken.filter((f) => site[f] !== undefined))
      expect([field, site[field]]).toEqual([field, whole[field]]);
    expect(Object.keys(site).filter((f) => !(spoken as readonly string[]).includes(f))).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('reads a whole town without a problem, and blanks as blanks', async () => {
    const reading = await read(variant, make(town), 'active.csv');
    expect(new Set(reading.of('site').map((s) => s.key.location_id)).size).toBe(town.length);
    expect(reading.problems).toEqual([]);
    const lonely = reading.told('site', '1-10216615141');
    for (const field of ['phone', 'website'])
      if (field in lonely) expect([field, lonely[field]]).toEqual([field, null]);
    expect(lonely['care_home']).toBe(true);
    expect(reading.told('site', '1-900000003')['care_home']).toBe(false);
  });

  it('reads the same after its header drifted', async () => {
    const before = told(await read(variant, make(town)));
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(10_000)), async (numbers) => {
        const later = drifted(make(town), (choices) => (numbers.next().value ?? 0) % choices);
        expect(variant.recognise(later.header)).toBe(true);
        expect(told(await read(variant, later))).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  it('is not known without a column that it needs', () => {
    const { header } = make(town);
    const ids = /^(?:cqc location|location ?id|cqc_id)/i;
    expect(variant.recognise(header.filter((name) => !ids.test(name)))).toBe(false);
  });

  it('says nothing of a field whose column is gone', async () => {
    const { header, rows } = make([home]);
    const at = header.findIndex((name) => /phone/i.test(name));
    const without = (row: string[]) => row.filter((_, i) => i !== at);
    const reading = await read(variant, { header: without(header), rows: rows.map(without) });
    expect(reading.told('site', home.locationId)['phone']).toBeUndefined();
    expect(reading.told('site', home.locationId)['name']).toBe('Amber Lodge');
  });

  it('survives any rows at all', async () => {
    const { header } = make(town);
    const cell = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('1-900000001', '1-800000001', 'RWDDA', 'Y', "[{'name': ", '01/02/2020', '\0'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: header.length }), { maxLength: 5 }),
        async (rows) => {
          const reading = await readTable(variant, header, rows);
          expect(reading.setAside).toBeLessThanOrEqual(reading.rows);
          for (const { key } of reading.of('site')) expect(key.location_id).not.toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });
});

it('every reader of CQC files has a name and a title of its own, and speaks of sites', () => {
  const cqc = tableVariants.filter((v) => v.kind === 'cqc');
  expect(new Set(cqc.map((v) => v.name)).size).toBe(cqc.length);
  expect(new Set(cqc.map((v) => v.title)).size).toBe(cqc.length);
  expect(cqc.every((v) => v.speaks.site)).toBe(true);
});

describe('the HSCA workbook', () => {
  it('of deactivated locations says since when', async () => {
    const gone = inventedLocation({ endedOn: '2025-11-30' });
    const reading = await read(cqcHscaLocations, hscaTable([gone], { deactivated: true }));
    expect(reading.told('site', gone.locationId)).toMatchObject({
      registration_status: 'deregistered',
      deregistered_on: '2025-11-30',
      beds: 24,
      dormant: undefined,
    });
  });

  it('tells of providers once', async () => {
    const reading = await read(cqcHscaLocations, hscaTable(town));
    expect(reading.of('provider').map((p) => [p.key.provider_id, p.values.name])).toEqual([
      ['1-800000001', 'Amber Care Ltd'],
      ['1-800000002', 'O’Neill & Sons, Carers'],
    ]);
    expect(reading.told('provider', '1-800000001')).toMatchObject({
      brand: 'Amber Group',
      companies_house: '01234567',
      address: '9 High Street',
      town: 'Wexham',
      postcode: 'LN1 9ZZ',
      registered_on: '2010-10-01',
    });
  });

  it('keeps a sheet of dual registrations beside it from being read', () => {
    expect(tableVariants.filter((v) => v.recognise(dualRegistrations.header))).toEqual([]);
  });
});

describe('the search export', () => {
  const made = searchExportTable([home], [home]);

  it.each([
    ['active_locations.csv', 'registered'],
    ['care_homes_archived_2024-06.csv', 'deregistered'],
    ['Archive of homes.zip/homes.csv', 'deregistered'],
    ['deregistered.csv', 'deregistered'],
    ['inactive.csv', 'deregistered'],
    ['homes.csv', undefined],
  ])('%s says %s', async (name, status) => {
    const reading = await read(cqcSearchExport, made, name);
    expect(reading.told('site', home.locationId)['registration_status']).toBe(status);
    expect(reading.told('provider', home.providerId)['registration_status']).toBe(status);
    expect(reading.inShort()).toEqual(status ? [] : ['1 null active-or-archived']);
  });

  it('knows a row of a provider by its page or its type, and never makes it a location', async () => {
    const reading = await read(cqcSearchExport, searchExportTable([], [home]), 'active.csv');
    expect(reading.of('site')).toEqual([]);
    expect(reading.told('provider', home.providerId)).toMatchObject({
      name: 'Amber Care Ltd',
      phone: '01522123456',
      town: 'Wexham',
    });
  });

  it('leaves out a row that has a provider’s ID for a location', async () => {
    const mixed = inventedLocation({ locationId: home.providerId, providerId: '1-800000009' });
    const reading = await read(cqcSearchExport, searchExportTable([home, mixed]), 'active.csv');
    expect(reading.of('site').map((s) => s.key.location_id)).toEqual([home.locationId]);
    expect(reading.problems.map((p) => p.code)).toEqual(['provider-id-as-location']);
  });
});

it('the location export takes a publication date that is the start of the registration for none', async () => {
  const odd = inventedLocation({ ratedOn: '2011-01-10' });
  const reading = await read(cqcLocationExport, locationExportTable([odd]));
  expect(reading.told('site', odd.locationId)).toMatchObject({
    rating: 'Good',
    rated_on: undefined,
  });
});

it('a table of API records whose list breaks off loses that list alone', async () => {
  const made = apiTable([home]);
  const at = made.header.indexOf('regulatedActivities');
  const broken = made.rows.map((row) => row.map((v, i) => (i === at ? v.slice(0, -5) : v)));
  const reading = await read(cqcApiTable, { header: made.header, rows: broken });
  expect(reading.inShort()).toEqual(['2 regulatedActivities invalid-literal']);
  expect(reading.told('site', home.locationId)).toMatchObject({
    name: 'Amber Lodge',
    registered_managers: undefined,
  });
});

it('the ratings file is not taken for the HSCA workbook, nor the other way round', () => {
  expect(cqcHscaLocations.recognise(ratingsHeader)).toBe(false);
  expect(cqcLatestRatings.recognise(hscaTable([home]).header)).toBe(false);
});
