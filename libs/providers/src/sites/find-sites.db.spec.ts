import { randomUUID } from 'node:crypto';
import { BadInput, searchWords } from '@app/domain';
import { Database } from '@app/platform';
import fc from 'fast-check';
import { buildOfficer } from '../../../../test/builders/register';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { ProvidersService } from './providers.service';
import { searchText } from './search-text';
import type { SiteSearch } from './sites.service';
import { SitesService } from './sites.service';

let test: TestDatabase;
let db: Database;
let sites: SitesService;
let providers: ProvidersService;
const importId = randomUUID();
let serial = 0;

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  sites = new SitesService(db);
  providers = new ProvidersService(db);
  await db.query(
    `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
     VALUES ($1, 'cqc', 'invented.csv', '', '2026-11-01T09:00:00Z', 'test', '{}')`,
    [importId],
  );
  await db.query(
    `INSERT INTO provider (provider_id, name, brand, ods_code, companies_house, import_id, changed_at)
     VALUES ('1-8001', 'Marsh Care Limited', 'BRAND Marsh Group', 'AQ3M', '01234567', $1, now()),
            ('1-8002', 'Saint Cuthbert Trust', NULL, NULL, NULL, $1, now())`,
    [importId],
  );
  await add('Seacroft Court', { town: 'Skegness', postcode: 'PE25 3BE', ods_code: 'VZZ01' });
  await add('Northampton Lodge', { phone: '01522775640', provider_id: '1-8001' });
  await add('Amber Court', { town: 'Northampton', also_known_as: 'The Old Rectory' });
  await add('St. Mary’s', { provider_id: '1-8002', local_authority: 'Westshire' });
  await add('Sea Croft Villa', { provider_name: 'Known by name only' });
  await add('Closed House', { registration_status: 'deregistered', ods_code: 'VZZ02' });
  await add('Sleeping House', { dormant: true });
  await add('House of Zinnia', { care_home: null, in_scope: false });
  await db.query(
    `INSERT INTO register_change (import_id, subject, key, before, after)
     SELECT $1, 'site', location_id, '{"name": "Wisteria Grange"}', '{}' FROM site WHERE name = 'Amber Court'`,
    [importId],
  );
  await refresh();
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

async function add(name: string, values: Record<string, unknown> = {}): Promise<string> {
  const locationId = `1-70000000${String(++serial).padStart(2, '0')}`;
  const all = {
    location_id: locationId,
    name,
    care_home: true,
    in_scope: true,
    import_id: importId,
    changed_at: '2026-11-01T09:00:00Z',
    search: name.toLowerCase(),
    ...values,
  };
  await db.query(
    `INSERT INTO site (${Object.keys(all).join(', ')})
     VALUES (${Object.keys(all)
       .map((_, i) => `$${i + 1}`)
       .join(', ')})`,
    Object.values(all),
  );
  return locationId;
}

const refresh = () =>
  db.query(`UPDATE site t SET search = ${searchText('s', 'p')}
              FROM site s LEFT JOIN provider p ON p.provider_id = s.provider_id
             WHERE t.location_id = s.location_id`);

const names = async (search: SiteSearch) => (await sites.search(search)).items.map((s) => s.name);

describe('finding a site', () => {
  it.each([
    ['the town', 'skeg', ['Seacroft Court']],
    ['another name it goes by', 'old rectory', ['Amber Court']],
    ['a name it had before', 'wisteria grange', ['Amber Court']],
    ['its brand', 'marsh group', ['Northampton Lodge']],
    ['its provider’s id', '1-8001', ['Northampton Lodge']],
    ['a provider known by name only', 'known by', ['Sea Croft Villa']],
    ['its phone', '01522 775640', ['Northampton Lodge']],
    ['its phone from abroad', '+44 1522 775640', ['Northampton Lodge']],
    ['a phone that lost its zero', '1522775640', ['Northampton Lodge']],
    ['a name without its apostrophe', 'st marys', ['St. Mary’s']],
    ['saint for st', 'saint mary', ['St. Mary’s']],
    ['an id without its beginning', '7000000001', ['Seacroft Court']],
  ])('by %s', async (_, q, found) => {
    expect(await sites.search({ q })).toMatchObject({ similar: false, leftOut: [] });
    expect(await names({ q })).toEqual(found);
  });

  it.each([
    ['a letter left out', 'seacroft cort', ['Seacroft Court']],
    ['letters that changed places', 'seacrotf', ['Seacroft Court']],
    ['two slips in a long word', 'nothamptan lodge', ['Northampton Lodge']],
    ['one word written as two', 'seac roft', ['Sea Croft Villa', 'Seacroft Court']],
    ['two written as one', 'crofttvilla', []],
    ['two words in one', 'croftvilla', ['Sea Croft Villa']],
    ['the middle of a word', 'thampto', ['Northampton Lodge', 'Amber Court']],
  ])('in spite of %s', async (_, q, found) => {
    expect(await names({ q })).toEqual(found);
    expect((await sites.search({ q })).similar).toBe(found.length > 0);
  });

  it('has those with the words in their name first', async () => {
    expect(await names({ q: 'northampton' })).toEqual(['Northampton Lodge', 'Amber Court']);
    expect(await names({ q: 'court' })).toEqual(['Amber Court', 'Seacroft Court']);
  });

  it('leaves a word out that nothing is like, and says so', async () => {
    expect(await sites.search({ q: 'seacroft xylophone' })).toMatchObject({
      items: [{ name: 'Sea Croft Villa' }, { name: 'Seacroft Court' }],
      similar: true,
      leftOut: ['xylophone'],
    });
    expect(await sites.search({ q: 'xylophone' })).toMatchObject({ items: [], leftOut: [] });
    expect(await names({ q: 'seacroft xylophone quartet' })).toEqual([]);
  });

  it('makes no other code of a code', async () => {
    expect(await names({ q: 'vzz09' })).toEqual([]);
  });

  it('goes from page to page through all that fits, best first, each once', async () => {
    for (const search of [
      { q: 'northampton' },
      { q: 'nothampton' },
      { q: 'house', status: 'any' },
      {},
    ]) {
      const whole = await names(search as SiteSearch);
      expect(whole.length).toBeGreaterThan(1);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await sites.search({ ...(search as SiteSearch), limit: 1, cursor });
        paged.push(...page.items.map((s) => s.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(whole);
    }
  });

  it('refuses a place of another list', async () => {
    const { nextCursor } = await providers.search({ limit: 1 });
    await expect(sites.search({ cursor: nextCursor ?? '' })).rejects.toThrow(BadInput);
  });
});

describe('which sites', () => {
  it.each([
    ['dormant ones', { status: 'dormant' }, ['Sleeping House']],
    ['deregistered ones', { status: 'deregistered' }, ['Closed House']],
    ['only registered ones unless asked', { q: 'closed' }, []],
    ['a deregistered one by its exact code', { q: 'vzz02' }, ['Closed House']],
    ['but not when registered ones are asked for', { q: 'vzz02', status: 'registered' }, []],
    ['a provider’s', { providerId: '1-8002' }, ['St. Mary’s']],
    ['a brand’s', { brand: 'BRAND Marsh Group' }, ['Northampton Lodge']],
    ['a local authority’s', { localAuthority: 'Westshire' }, ['St. Mary’s']],
    ['what is not ours', { inScope: false }, ['House of Zinnia']],
    ['what is no text', { providerId: 'a\0' }, []],
  ] as [string, SiteSearch, string[]][])('%s', async (_, search, found) => {
    expect(await names(search)).toEqual(found);
  });

  it('those with an open case, with past ones, or with none', async () => {
    const officer = await buildOfficer(db);
    const ids = await db.query<{ id: string }>(
      "SELECT location_id AS id FROM site WHERE name IN ('Amber Court', 'Seacroft Court') ORDER BY name",
    );
    for (const [i, { id }] of ids.entries())
      await db.query(
        `INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, stalls,
                                       officer_id, opened_on, changed_at, parked_until)
         VALUES (gen_random_uuid(), $1, 1, $2, 'proving', 'provider', '{}', $3, '2026-11-01',
                 '2026-11-01T00:00Z', '2026-11-15')`,
        [id, i === 0, officer],
      );
    expect(await names({ case: 'open' })).toEqual(['Amber Court']);
    expect(await names({ case: 'past' })).toEqual(['Seacroft Court']);
    expect(await names({ case: 'none', q: 'court' })).toEqual([]);
    expect((await names({ case: 'none' })).length).toBe(5);
  });
});

describe('providers', () => {
  it.each(['marsh', 'AQ3M', '01234567', '1-8001', 'mash care ltd'])(
    'are found by %s',
    async (q) => {
      expect((await providers.search({ q })).items.map((p) => p.name)).toEqual([
        'Marsh Care Limited',
      ]);
    },
  );

  it('are known by an id alone when files have told only of their sites', async () => {
    await add('Orphan House', { provider_id: '1-8999' });
    const provider = await providers.get('1-8999');
    expect(provider).toMatchObject({ name: null, source: null });
    expect(provider.sites.map((s) => s.name)).toEqual(['Orphan House']);
    expect(provider.sites[0]?.provider).toEqual({ providerId: '1-8999', name: null });
  });
});

it('takes texts apart in the database as in the program', async () => {
  const texts = fc.sample(
    fc.string({ unit: 'grapheme', maxLength: 40 }).filter((t) => !t.includes('\0')),
    300,
  );
  texts.push(
    "St. Mary’s Café-Über 1-123-456 O'Neil ﬁne ½ İstanbul ΑΒΓ",
    '`a‘b’c',
    'x'.repeat(1500),
  );
  const rows = await db.query<{ words: string[] }>(
    'SELECT tsvector_to_array(register_words(t)) AS words FROM unnest($1::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n',
    [texts],
  );
  const ours = texts.map((text) => [...new Set(searchWords(text))].sort());
  expect(rows.map(({ words }) => [...words].sort())).toEqual(ours);
});
