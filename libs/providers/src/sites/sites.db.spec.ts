import { randomUUID } from 'node:crypto';
import { BadInput, NotFound } from '@app/domain';
import { Database, projectFile, SettableClock } from '@app/platform';
import { buildOfficer } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { readHere } from '../register/files/read-here';
import { Imports } from '../register/imports.service';
import type { Page } from './page';
import { ProvidersService } from './providers.service';
import { SitesService } from './sites.service';

let test: TestDatabase;
let db: Database;
let sites: SitesService;
let providers: ProvidersService;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  sites = new SitesService(db);
  providers = new ProvidersService(db);
  await new Imports(db, new SettableClock('2026-11-20T10:00:00Z'), new Map(), readHere).run({
    kind: 'cqc',
    path: projectFile('data/lincolnshire_latest_ratings_2026.csv'),
    fileName: 'lincolnshire.csv',
    actor: 'Jo',
  });
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

async function allPages<Item>(read: (cursor?: string) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

const byName = (a: string, b: string) =>
  Buffer.compare(Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase()));

describe('searching sites', () => {
  it('page by page gives every site once, by name', async () => {
    const all = await allPages((cursor) => sites.search({ limit: 7, cursor }));
    expect(all).toHaveLength(478);
    expect(new Set(all.map((s) => s.locationId)).size).toBe(478);
    const names = all.map((s) => s.name);
    expect(names).toEqual([...names].sort(byName));
  });

  it.each([
    ['care homes', { careHome: true }, 262],
    ['what is ours', { inScope: true }, 356],
    ['what is not', { inScope: false }, 122],
    ['a local authority', { localAuthority: 'Lincolnshire' }, 478],
    ['another', { localAuthority: 'Rutland' }, 0],
    ['part of a name', { q: 'seacroft' }, 1],
    ['words in any order and case', { q: ' Skegness  SEAcroft ' }, 1],
    ['a postcode without its space', { q: 'pe253be' }, 1],
    ['a postcode with it', { q: 'PE25 3BE' }, 1],
    ['the beginning of a postcode', { q: 'pe25 3' }, 9],
    ['a location id', { q: '1-1031902754' }, 1],
    ['an ODS code', { q: 'vln1f' }, 1],
    ['a provider and a filter', { q: 'prime life', careHome: true }, 12],
    ['signs that mean something to SQL', { q: "%'\\ seacroft:*" }, 1],
    ['nothing', { q: '  ' }, 478],
  ])('for %s', async (_, search, found) => {
    const all = await allPages((cursor) => sites.search({ ...search, limit: 200, cursor }));
    expect(all).toHaveLength(found);
  });

  it.each([
    ['a cursor of our own making', { cursor: 'abc' }],
    ['an endless search', { q: 'x'.repeat(201) }],
    ['a search that is no text', { q: 'a\0b' }],
    ['too high a limit', { limit: 201 }],
  ])('with %s is refused', async (_, search) => {
    await expect(sites.search(search)).rejects.toThrow(BadInput);
  });

  it('shows the open case of a site, and only an open one', async () => {
    const officer = await buildOfficer(db);
    const open = randomUUID();
    const insert = (id: string, isOpen: boolean) =>
      db.query(
        `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, stalls,
                                       officer_id, opened_on, changed_at, parked_until)
         VALUES ($1, '1-1031902754', 1, $2, 'proving', 'provider', '{}', $3, '2026-11-01',
                 '2026-11-01T00:00Z', '2026-11-15')`,
        [id, isOpen, officer],
      );
    const find = async () => (await sites.search({ q: 'vln1f' })).items[0];
    await insert(randomUUID(), false);
    expect((await find())?.openCase).toBeNull();
    await insert(open, true);
    expect(await find()).toEqual({
      locationId: '1-1031902754',
      name: 'Seacroft Court',
      town: 'Skegness',
      postcode: 'PE25 3BE',
      localAuthority: 'Lincolnshire',
      odsCode: 'VLN1F',
      careHome: true,
      inScope: true,
      registrationStatus: 'registered',
      dormant: null,
      rating: 'Good',
      ratedOn: '2025-04-29',
      provider: { providerId: '1-102642921', name: 'Prime Life Limited' },
      openCase: { id: open, stage: 'proving' },
    });
  });
});

describe('one site', () => {
  it('comes with its provider and the file it is known from', async () => {
    expect(await sites.get('RWDDA')).toMatchObject({
      locationId: 'RWDDA',
      name: 'Lincoln County Hospital',
      town: 'Lincoln',
      postcode: 'LN2 5QY',
      localAuthority: 'Lincolnshire',
      odsCode: null,
      careHome: false,
      inScope: false,
      rating: expect.any(String),
      ratedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      openCase: null,
      locationType: 'NHS Healthcare Organisation',
      category: 'Acute hospital - NHS non-specialist',
      address: expect.any(String),
      region: 'East Midlands',
      cqcUrl: 'https://www.cqc.org.uk/location/RWDDA',
      scopeReason: 'Run by the NHS, which has NHSmail already: its id is an ODS code.',
      provider: {
        providerId: 'RWD',
        name: 'United Lincolnshire Teaching Hospitals NHS Trust',
        brand: null,
      },
      source: {
        importId: expect.any(String),
        kind: 'cqc',
        fileName: 'lincolnshire.csv',
        importedAt: '2026-11-20T10:00:00Z',
      },
    });
  });

  it.each(['1-999999999', '', 'RWDDA\0', '\0'])('%j is not there', async (id) => {
    await expect(sites.get(id)).rejects.toThrow(NotFound);
  });
});

describe('providers', () => {
  it('page by page come once each, by name, with the number of their sites', async () => {
    const all = await allPages((cursor) => providers.search({ limit: 50, cursor }));
    expect(all).toHaveLength(342);
    const names = all.map((p) => p.name);
    expect(names).toEqual([...names].sort(byName));
    expect(all.reduce((sum, p) => sum + p.sites, 0)).toBe(478);
  });

  it('are found by name, brand or id', async () => {
    const found = async (q: string) => (await providers.search({ q })).items.map((p) => p.name);
    expect(await found('prime life')).toEqual(['Prime Life Limited']);
    expect(await found('1-102642921')).toEqual(['Prime Life Limited']);
    expect(await found('no such provider')).toEqual([]);
  });

  it('one by one come with their sites and the file they are known from', async () => {
    const provider = await providers.get('1-102642921');
    expect(provider).toMatchObject({
      name: 'Prime Life Limited',
      brand: 'Prime Life Limited',
      source: { fileName: 'lincolnshire.csv' },
    });
    expect(provider.sites.map((s) => s.name)).toContain('Seacroft Court');
    expect(provider.sites.map((s) => s.name)).toEqual(
      provider.sites.map((s) => s.name).sort(byName),
    );
    await expect(providers.get('1-1')).rejects.toThrow(NotFound);
  });
});
