import { outOfScopeReason } from '@app/domain';
import { openData, readOpenTable } from '../../../../../test/harness/open-data';
import { readDocuments, type VariantReading } from '../../../../../test/harness/read-variant';
import type { Arrival } from '../reading/arrival';
import { cqcApi, cqcApiListing } from './cqc-api';
import { cqcApiTable } from './cqc-api-table';
import { cqcAreaExtract } from './cqc-area-extract';
import { cqcLocationExport } from './cqc-location-export';
import { cqcSearchExport } from './cqc-search-export';

type Site = Arrival<'site'>['values'];

const distinct = (reading: VariantReading, subject: 'site' | 'provider'): number =>
  new Set(reading.of(subject).map((a) => Object.values(a.key).join())).size;

const sites = (reading: VariantReading): Site[] => reading.of('site').map((a) => a.values);

function count(list: readonly Site[], is: (site: Site) => boolean): number {
  return list.filter(is).length;
}

/** How often each value of a field occurs, the most frequent first. */
function tally(list: readonly Site[], field: keyof Site): Record<string, number> {
  const counts = new Map<string, number>();
  for (const site of list) {
    const value = String(site[field]);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

const codes = (reading: VariantReading): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { code } of reading.problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

describe('the search export of August 2025', () => {
  let reading: VariantReading;
  beforeAll(async () => {
    reading = await readOpenTable(cqcSearchExport, 'search_export_head_2025-08.csv');
  });

  it('has rows of locations and of providers, and one location twice', () => {
    expect(reading.rows).toBe(500);
    expect(reading.of('site')).toHaveLength(330);
    expect(distinct(reading, 'site')).toBe(329);
    expect(distinct(reading, 'provider')).toBe(400);
    expect(reading.of('site').filter((s) => s.key.location_id === '1-19666812212')).toHaveLength(2);
  });

  it('has 15 care homes, and no name with a blank before it', () => {
    expect(count(sites(reading), (s) => s.care_home === true)).toBe(15);
    expect(count(sites(reading), (s) => String(s.name).startsWith(' '))).toBe(0);
  });

  it('does not say whether its locations are active, so nothing is said of it', () => {
    expect(tally(sites(reading), 'registration_status')).toEqual({ undefined: 330 });
    expect(reading.inShort()[0]).toBe('1 null active-or-archived');
  });

  it('lacks what its description says, and has seven telephone numbers cut short', () => {
    const told = [...sites(reading), ...reading.of('provider').map((p) => p.values)];
    const blank = (field: 'phone' | 'website') => told.filter((v) => v[field] === null).length;
    expect([blank('phone'), blank('website')]).toEqual([35, 197]);
    expect(codes(reading)).toEqual({ 'active-or-archived': 1, 'invalid-phone': 7 });
    expect(reading.setAside).toBe(7);
  });

  it('dates itself by its newest report', () => {
    expect(reading.newestDay).toBe('2025-08-20');
  });
});

describe('the archived care homes of June 2024', () => {
  let reading: VariantReading;
  beforeAll(async () => {
    reading = await readOpenTable(cqcSearchExport, 'care_homes_archived_2024-06.zip');
  });

  it('are 10,695 locations, none of them registered', () => {
    expect(reading.rows).toBe(10_695);
    expect(distinct(reading, 'site')).toBe(10_695);
    expect(distinct(reading, 'provider')).toBe(5303);
    expect(tally(sites(reading), 'registration_status')).toEqual({ deregistered: 10_695 });
    expect(reading.of('site').filter((s) => !s.key.location_id.startsWith('1-'))).toHaveLength(51);
  });

  it('lack what their description says', () => {
    const all = sites(reading);
    expect(count(all, (s) => s.phone === null)).toBe(480);
    expect(count(all, (s) => s.website === null)).toBe(4885);
    expect(count(all, (s) => s.county === null)).toBe(1126);
    expect(count(all, (s) => !s.postcode)).toBe(0);
    expect(codes(reading)).toEqual({ 'invalid-phone': 95, 'not-a-name': 3 });
    expect(reading.setAside).toBe(98);
  });

  it('lie in nine regions', () => {
    expect(tally(sites(reading), 'region')).toEqual({
      'South East': 1969,
      'South West': 1451,
      'North West': 1384,
      London: 1104,
      East: 1081,
      'West Midlands': 1070,
      'Yorkshire & Humberside': 1043,
      'East Midlands': 1029,
      'North East': 564,
    });
    const of = (area: string) => count(sites(reading), (s) => s.local_authority === area);
    expect(['Lincolnshire', 'North East Lincolnshire', 'North Lincolnshire'].map(of)).toEqual([
      141, 51, 32,
    ]);
  });

  it('were reported on last on 25 May 2024 in London, though it was the 24th elsewhere', () => {
    expect(reading.newestDay).toBe('2024-05-25');
  });
});

describe('the location export of August 2025', () => {
  let reading: VariantReading;
  beforeAll(async () => {
    reading = await readOpenTable(cqcLocationExport, 'locations_detail_head_2025-08.csv');
  });

  it('has 999 locations, 495 of them care homes, 52 dormant', () => {
    expect([reading.rows, distinct(reading, 'site')]).toEqual([999, 999]);
    expect(distinct(reading, 'provider')).toBe(771);
    expect(count(sites(reading), (s) => s.care_home === true)).toBe(495);
    expect(count(sites(reading), (s) => s.dormant === true)).toBe(52);
    expect(tally(sites(reading), 'registration_status')).toEqual({ registered: 999 });
  });

  it('lacks what its description says', () => {
    const all = sites(reading);
    expect(count(all, (s) => s.phone === null)).toBe(84);
    expect(count(all, (s) => s.website === null)).toBe(458);
    expect(count(all, (s) => s.registered_managers === null)).toBe(128);
    expect(codes(reading)).toEqual({ 'invalid-phone': 8 });
  });

  it('has ratings in one spelling, and no day that is none of theirs', () => {
    expect(tally(sites(reading), 'rating')).toEqual({
      Good: 625,
      null: 251,
      'Requires improvement': 95,
      Outstanding: 21,
      Inadequate: 6,
      'Inspected but not rated': 1,
    });
    expect(tally(sites(reading), 'rated_on')).toEqual({ undefined: 999 });
  });

  it('lies in nine regions', () => {
    expect(tally(sites(reading), 'region')).toEqual({
      'South East': 185,
      London: 158,
      East: 129,
      'North West': 121,
      'West Midlands': 108,
      'East Midlands': 99,
      'South West': 88,
      'Yorkshire & Humberside': 80,
      'North East': 31,
    });
    const greater = /^(?:North |North East )?Lincolnshire$/;
    expect(count(sites(reading), (s) => greater.test(String(s.local_authority)))).toBe(9);
  });

  it('names managers as people say it, and companies by eight signs', () => {
    expect(reading.told('site', '1-21268168552')).toMatchObject({
      name: 'AbilityAvenue Care',
      registered_managers: ['Mr Shingirai Oneness Mubayi'],
      registered_on: '2025-01-02',
    });
    const numbers = reading.of('provider').map((p) => p.values.companies_house);
    expect(numbers.filter((n) => n !== null && !/^[A-Z0-9]{8}$/.test(String(n)))).toEqual([]);
  });
});

describe('the homes of one borough', () => {
  it.each([
    ['trafford_care_homes_2025-07.csv', 54, { phone: 0, website: 22 }],
    ['trafford_care_homes_2026-02.csv', 56, { phone: 2, website: 26 }],
  ])('%s', async (name, rows, missing) => {
    const reading = await readOpenTable(cqcAreaExtract, name);
    expect([reading.rows, distinct(reading, 'site')]).toEqual([rows, rows]);
    expect(reading.of('provider')).toEqual([]);
    const all = sites(reading);
    expect(count(all, (s) => s.care_home === true)).toBe(rows);
    expect(count(all, (s) => s.phone === null)).toBe(missing.phone);
    expect(count(all, (s) => s.website === null)).toBe(missing.website);
    expect(count(all, (s) => s.phone !== null && !/^0\d{10}$/.test(String(s.phone)))).toBe(0);
    expect(reading.problems).toEqual([]);
    expect(reading.told('site', '1-1938268568')).toMatchObject({
      address: 'Deansgate Lane, Timperley',
      town: 'Altrincham',
      provider_name: 'Maria Mallaband 16 Limited',
      phone: '01619291783',
    });
  });
});

describe('Oldham’s records of March 2025', () => {
  let reading: VariantReading;
  let registeredHomes: Site[];
  beforeAll(async () => {
    const files = await openData('oldham-2025-03.zip');
    reading = await readDocuments(
      cqcApi,
      files.flatMap(({ bytes }) => recognised(JSON.parse(bytes.toString()))),
    );
    registeredHomes = sites(reading).filter(
      (s) => s.care_home === true && s.registration_status === 'registered',
    );
  });

  it('are 451 locations and 20 providers; a copy and the listings add nothing', () => {
    expect(reading.rows).toBe(471);
    expect(distinct(reading, 'site')).toBe(451);
    const named = reading.of('provider');
    expect(new Set(named.map((p) => p.key.provider_id)).size).toBe(20);
    expect(named.filter((p) => p.values.ods_code).length).toBe(13);
    expect(reading.of('site').filter((s) => !s.key.location_id.startsWith('1-'))).toHaveLength(16);
  });

  it('have 216 registered, 235 not, 87 care homes, 17 dormant', () => {
    // The copy of one record, a dentist's, is told of twice.
    const all = [...new Map(reading.of('site').map((a) => [a.key.location_id, a.values])).values()];
    expect(tally(all, 'registration_status')).toEqual({ deregistered: 235, registered: 216 });
    expect(count(all, (s) => s.deregistered_on !== null)).toBe(235);
    expect(count(all, (s) => s.care_home === true)).toBe(87);
    expect(count(all, (s) => s.dormant === true)).toBe(17);
    expect(count(all, (s) => s.ods_code !== null)).toBe(252);
    expect(count(all, (s) => s.phone !== null)).toBe(409);
    expect(count(all, (s) => s.uprn !== null)).toBe(266);
  });

  it('have 44 registered care homes', () => {
    expect(registeredHomes).toHaveLength(44);
    expect(count(registeredHomes, (s) => /^V\w{4}$/.test(String(s.ods_code)))).toBe(44);
    expect(count(registeredHomes, (s) => Boolean(s.phone))).toBe(42);
    expect(count(registeredHomes, (s) => Boolean(s.website))).toBe(17);
    expect(count(registeredHomes, (s) => Boolean(s.manager_absent_on))).toBe(5);
    expect(count(registeredHomes, (s) => s.registered_managers === null)).toBe(5);
    const managers = registeredHomes.map((s) => (s.registered_managers ?? []) as string[]);
    expect(managers.filter((names) => names.length > 1)).toHaveLength(1);
  });

  it('tell of predecessors and successors, with the reason', () => {
    const relations = reading
      .of('site')
      .flatMap((s) => [s.values.predecessors ?? [], s.values.successors ?? []].flat() as string[]);
    expect(relations.length).toBeGreaterThan(200);
    expect(relations.filter((r) => !/^[\w-]+: [A-Z][\w ]+$/.test(r))).toEqual([]);
  });

  it('take the rating of a home of one service from its newest assessment', () => {
    expect(reading.told('site', '1-5203053560')).toMatchObject({
      name: 'Treetops Nursing Home',
      rating: 'Good',
      rated_on: '2024-09-17',
    });
  });

  it('say of every location whether it is one of ours', () => {
    const reasons = reading.of('site').map(({ key, values }) =>
      outOfScopeReason({
        locationId: key.location_id,
        locationType: values.location_type as string | null,
        category: values.category as string | null,
        serviceTypes: values.service_types as string[] | null,
        careHome: values.care_home as boolean | null,
      }),
    );
    expect(reasons.filter((reason) => reason === null)).toHaveLength(224);
  });

  it('have seven telephone numbers cut short and nothing else that cannot be right', () => {
    expect(codes(reading)).toEqual({ 'invalid-phone': 7 });
  });
});

it('a page of the API’s listing names 1,000 locations', async () => {
  const [file] = await openData('locations_page1_1000.zip');
  const reading = await readDocuments(cqcApiListing, recognised(JSON.parse(String(file?.bytes))));
  expect([reading.rows, distinct(reading, 'site')]).toEqual([1000, 1000]);
  expect(reading.told('site', '1-1000210669')).toEqual({
    name: 'Kingswood House Nursing Home',
    postcode: 'TN37 6HR',
  });
  expect(codes(reading)).toEqual({});
});

describe('the table of 2021', () => {
  let reading: VariantReading;
  beforeAll(async () => {
    reading = await readOpenTable(cqcApiTable, 'cqc_care_homes_with_ods_2021-02.zip');
  });

  it('has 728 registered care homes with a code each, 4 dormant', () => {
    const all = sites(reading);
    expect([reading.rows, distinct(reading, 'site')]).toEqual([728, 728]);
    expect(count(all, (s) => s.care_home === true)).toBe(728);
    expect(tally(all, 'registration_status')).toEqual({ registered: 728 });
    expect(new Set(all.map((s) => s.ods_code)).size).toBe(728);
    expect(count(all, (s) => s.dormant === true)).toBe(4);
    expect(tally(all, 'local_authority')).toEqual({
      Devon: 324,
      Somerset: 222,
      Plymouth: 97,
      Torbay: 85,
    });
  });

  it('lacks what its description says; telephone numbers got their zero back', () => {
    const all = sites(reading);
    expect(count(all, (s) => s.phone === null)).toBe(12);
    expect(count(all, (s) => s.website === null)).toBe(307);
    expect(count(all, (s) => s.registered_managers !== null)).toBe(635);
    expect(count(all, (s) => s.manager_absent_on !== null)).toBe(87);
    expect(count(all, (s) => /^0\d{10}$/.test(String(s.phone)))).toBe(665);
    expect(codes(reading)).toEqual({ 'invalid-phone': 51 });
  });

  it('has its days in one form', () => {
    expect(reading.told('site', '1-1000587219')).toMatchObject({
      registered_on: '2013-11-04',
      registered_managers: ['Mrs Fiona Geraldine Martin'],
      category: 'Residential social care',
      rating: 'Good',
      rated_on: '2020-05-06',
      phone: '01392491261',
    });
  });

  it('makes no provider out of an id', () => {
    expect(reading.of('provider')).toEqual([]);
  });
});

/** The records in a document, as they are found: it may be one, or a listing wrapped more than once. */
function recognised(content: unknown): unknown[] {
  if (cqcApi.recognise(content) || cqcApiListing.recognise(content)) return [content];
  if (typeof content !== 'object' || content === null) return [];
  return Object.values(content).flatMap((part) =>
    Array.isArray(part) ? part.flatMap(recognised) : [],
  );
}
