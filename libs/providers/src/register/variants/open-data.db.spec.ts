import { Database, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { openDataFile } from '../../../../../test/harness/open-data';
import type { ImportResult } from '../import-result';
import { Imports } from '../imports.service';

const clock = new SettableClock('2026-11-20T10:00:00Z');
let test: TestDatabase;
let db: Database;

beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const importFile = (name: string): Promise<ImportResult> =>
  new Imports(db, clock).run({
    kind: 'cqc',
    path: openDataFile(name),
    fileName: name,
    actor: 'Jo',
    confirmed: true,
  });

const one = async (sql: string): Promise<unknown> => Object.values((await db.query(sql))[0] ?? {});

/**
 * Values of the register alone, without what says where they come from, or what it is searched by:
 * that holds former names too.
 */
const register = () =>
  db.query(
    `SELECT to_jsonb(s) - '{import_id,sources,changed_at,search,words,name_words}'::text[] AS values
       FROM site s ORDER BY location_id`,
  );

const nothing = { providers: 0, sites: 0 };

describe('each of the open files', () => {
  it.each([
    ['lincolnshire_latest_ratings_2026.csv', '2026-05-29', 4159, 478, 342],
    ['search_export_head_2025-08.csv', '2025-08-31', 500, 329, 400],
    ['care_homes_archived_2024-06.zip', '2024-06-30', 10_695, 10_695, 5303],
    ['locations_detail_head_2025-08.csv', '2025-08-31', 999, 999, 771],
    ['trafford_care_homes_2025-07.csv', '2025-07-31', 54, 54, 0],
    ['oldham-2025-03.zip', '2025-03-31', 471, 451, 20],
    ['locations_page1_1000.zip', '2010-04-01', 1000, 1000, 0],
    ['cqc_care_homes_with_ods_2021-02.zip', '2021-02-28', 728, 728, 0],
  ])(
    '%s is taken whole, and a second time changes nothing',
    async (name, asOf, rows, sites, providers) => {
      const first = await importFile(name);
      expect(first.refused).toBeNull();
      expect([first.asOf, first.rows, first.created.sites, first.created.providers]).toEqual([
        asOf,
        rows,
        sites,
        providers,
      ]);
      const before = await register();
      const again = await importFile(name);
      expect(again).toMatchObject({
        created: nothing,
        updated: nothing,
        unchanged: { sites, providers },
        rows: first.rows,
        quarantined: first.quarantined,
      });
      expect(await register()).toEqual(before);
    },
  );
});

it('a listing replaces nothing, and a site that it alone names is not ours until more is known', async () => {
  await importFile('lincolnshire_latest_ratings_2026.csv');
  await importFile('locations_detail_head_2025-08.csv');
  const listing = await importFile('locations_page1_1000.zip');
  // The location export has no postcodes: those it may fill.
  const replaced = await db.query(
    `SELECT c.key, v.key AS field, v.value FROM register_change c, jsonb_each(c.before) v
      WHERE c.import_id = $1 AND v.value <> 'null' AND v.key NOT IN ('sources', 'changed_at')`,
    [listing.importId],
  );
  expect(replaced).toEqual([]);
  expect(listing.created.sites).toBeLessThan(1000);
  expect(
    await one(`SELECT count(*)::int FROM site WHERE NOT in_scope
                AND scope_reason = 'Its details are not known yet.'`),
  ).toEqual([listing.created.sites]);
}, 120_000);

it('a later borough’s extract updates the homes that changed and adds the new ones', async () => {
  await importFile('trafford_care_homes_2025-07.csv');
  const later = await importFile('trafford_care_homes_2026-02.csv');
  const { created, updated, unchanged } = later;
  expect(created.sites + updated.sites + unchanged.sites).toBe(56);
  expect(created.sites).toBeGreaterThan(0);
  expect(updated.sites).toBeGreaterThan(0);
  const older = await importFile('trafford_care_homes_2025-07.csv');
  expect([older.created, older.updated]).toEqual([nothing, nothing]);
});

it('files about the same locations come to the same register in whatever order they arrive', async () => {
  const names = [
    'oldham-2025-03.zip',
    'search_export_head_2025-08.csv',
    'locations_detail_head_2025-08.csv',
    'locations_page1_1000.zip',
  ];
  for (const name of names) await importFile(name);
  const forwards = await register();
  await db.close();
  await test.drop();
  test = await testDatabase();
  db = new Database(test.url);
  for (const name of names.reverse()) await importFile(name);
  expect(await register()).toEqual(forwards);
}, 120_000);
