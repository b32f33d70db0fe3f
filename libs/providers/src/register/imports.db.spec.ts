import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, projectFile, SettableClock } from '@app/platform';
import {
  type RatingsRow,
  ratingsFile,
  ratingsRow,
  siteRows,
} from '../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { readHere } from './files/read-here';
import { Imports } from './imports.service';
import type { ImportResult } from './import-result';

const realFile = projectFile('data/lincolnshire_latest_ratings_2026.csv');
const clock = new SettableClock('2026-11-20T10:00:00Z');

let folder: string;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-register-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  clock.set('2026-11-20T10:00:00Z');
  test = await testDatabase();
  db = new Database(test.url);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const importFile = (path: string, dryRun = false): Promise<ImportResult> =>
  new Imports(db, clock, new Map(), readHere).run({
    kind: 'cqc',
    path,
    fileName: 'ratings.csv',
    actor: 'Jo',
    dryRun,
  });

async function importRows(rows: RatingsRow[], dryRun = false): Promise<ImportResult> {
  const path = join(folder, 'ratings.csv');
  await writeFile(path, ratingsFile(rows));
  return importFile(path, dryRun);
}

const shop = (n: number, overrides: Partial<RatingsRow> = {}): RatingsRow[] =>
  siteRows({
    'Location ID': `1-90000${String(n).padStart(4, '0')}`,
    'Location Name': `Home ${n}`,
    'Provider ID': `1-80000${String(n).padStart(4, '0')}`,
    'Provider Name': `Provider ${n}`,
    ...overrides,
  });
const shops = (from: number, to: number, overrides?: Partial<RatingsRow>): RatingsRow[] =>
  Array.from({ length: to - from + 1 }, (_, i) => shop(from + i, overrides)).flat();

/** Every row with its place on disk: one written again with the same values shows too. */
const wholeRegister = () =>
  db.query(`SELECT xmin::text, ctid::text, to_jsonb(t) FROM (
              SELECT xmin, ctid, to_jsonb(site) AS t FROM site
              UNION ALL SELECT xmin, ctid, to_jsonb(provider) FROM provider) t ORDER BY 2, 3`);
const one = async (sql: string) => (await db.query(sql))[0];
const problems = (result: ImportResult) =>
  result.problems.map((p) => `${p.row} ${p.column} ${p.code}`);

describe('the Lincolnshire file', () => {
  it('is 4,159 rows and 478 sites, 262 of them care homes of 155 providers', async () => {
    expect(await importFile(realFile)).toEqual({
      kind: 'cqc',
      variant: 'cqc-latest-ratings',
      file: 'ratings.csv',
      asOf: '2026-05-29',
      importId: expect.any(String),
      rows: 4159,
      read: 4159,
      created: { providers: 342, sites: 478 },
      updated: { providers: 0, sites: 0 },
      unchanged: { providers: 0, sites: 0 },
      quarantined: 0,
      refused: null,
      problems: [],
    });
    expect(
      await one(`SELECT count(*)::int AS homes, count(DISTINCT provider_id)::int AS providers,
                        count(ods_code)::int AS codes, count(postcode)::int AS postcodes
                   FROM site WHERE care_home`),
    ).toEqual({ homes: 262, providers: 155, codes: 262, postcodes: 262 });
    expect(
      await db.query(`SELECT rating, count(*)::int AS homes FROM site WHERE care_home
                       GROUP BY 1 ORDER BY 2 DESC, 1`),
    ).toEqual([
      { rating: 'Good', homes: 184 },
      { rating: 'Requires improvement', homes: 56 },
      { rating: 'Outstanding', homes: 16 },
      { rating: 'Inadequate', homes: 3 },
      { rating: 'Not Rated', homes: 3 },
    ]);
  });

  it('keeps what is not ours, and says why it is not', async () => {
    await importFile(realFile);
    expect(
      await one(`SELECT count(*) FILTER (WHERE in_scope)::int AS ours,
                        count(*) FILTER (WHERE in_scope AND NOT care_home)::int AS offices,
                        count(*) FILTER (WHERE scope_reason LIKE 'Run by the NHS%')::int AS nhs,
                        count(*) FILTER (WHERE in_scope <> (scope_reason IS NULL))::int AS unclear
                   FROM site`),
    ).toEqual({ ours: 356, offices: 94, nhs: 6, unclear: 0 });
    expect(
      await one(`SELECT name, provider_id, in_scope FROM site WHERE location_id = 'RWDDA'`),
    ).toEqual({ name: 'Lincoln County Hospital', provider_id: 'RWD', in_scope: false });
  });

  it('holds what CQC says of one home', async () => {
    await importFile(realFile);
    const home = await one(`SELECT s.*, to_jsonb(r) - 'result' AS run FROM site s
                              JOIN import_run r ON r.id = import_id WHERE name = 'Seacroft Court'`);
    expect(home).toMatchObject({
      location_id: '1-1031902754',
      provider_id: '1-102642921',
      ods_code: 'VLN1F',
      care_home: true,
      address: 'Seacroft Esplanade',
      town: 'Skegness',
      postcode: 'PE25 3BE',
      local_authority: 'Lincolnshire',
      rating: 'Good',
      rated_on: '2025-04-29',
      changed_at: '2026-11-20T10:00:00Z',
      search:
        'seacroft court pe25 3be pe253be 1-1031902754 vln1f skegness prime life limited 1-102642921 prime life limited',
      run: {
        kind: 'cqc',
        file_name: 'ratings.csv',
        imported_by: 'Jo',
        file_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        compare: { reader: expect.any(Number), areas: { Lincolnshire: 478 } },
      },
    });
  });

  it.each([
    ['the very same file', (text: string) => text],
    ['the same rows in other bytes', (text: string) => text.replaceAll('\r\n', '\n')],
    [
      'the same rows in another order',
      (text: string) => {
        const [head, ...rows] = text.trimEnd().split('\r\n');
        return `${[head, ...rows.reverse()].join('\r\n')}\r\n`;
      },
    ],
  ])('imported again as %s changes nothing', async (_, rewrite) => {
    const { readFile } = await import('node:fs/promises');
    const copy = join(folder, 'again.csv');
    await writeFile(copy, rewrite(await readFile(realFile, 'utf8')));
    await importFile(realFile);
    const before = await wholeRegister();
    clock.set('2026-11-21T10:00:00Z');
    expect(await importFile(copy)).toMatchObject({
      rows: 4159,
      read: 4159,
      created: { providers: 0, sites: 0 },
      updated: { providers: 0, sites: 0 },
      unchanged: { providers: 342, sites: 478 },
      refused: null,
    });
    expect(await wholeRegister()).toEqual(before);
    expect(await one('SELECT count(*)::int AS runs FROM import_run')).toEqual({ runs: 2 });
  });

  it('imported twice at once is created once', async () => {
    const results = await Promise.all([importFile(realFile), importFile(realFile)]);
    expect(results.map((r) => r.created.sites).sort()).toEqual([0, 478]);
    expect(results.map((r) => r.unchanged.sites).sort()).toEqual([0, 478]);
  });

  it('as a dry run tells the same and leaves no trace', async () => {
    const dry = await importFile(realFile, true);
    expect(
      await one(
        'SELECT (SELECT count(*)::int FROM site) + (SELECT count(*)::int FROM provider) + (SELECT count(*)::int FROM import_run) AS n',
      ),
    ).toEqual({ n: 0 });
    const { importId, ...done } = await importFile(realFile);
    expect(importId).toEqual(expect.any(String));
    expect(dry).toEqual({
      ...done,
      importId: null,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await importFile(realFile, true)).unchanged.sites).toBe(478);
    expect(await one('SELECT count(*)::int AS runs FROM import_run')).toEqual({ runs: 1 });
  });
});

describe('a later file', () => {
  it('changes what differs, puts it down to itself, and leaves the rest', async () => {
    await importRows(shops(1, 10));
    clock.set('2026-11-27T10:00:00Z');
    const result = await importRows([
      ...shops(1, 8),
      ...shop(9, { 'Latest Rating': 'Inadequate', 'Publication Date': '11/25/2026' }),
      ...shop(11),
    ]);
    expect(result).toMatchObject({
      created: { providers: 1, sites: 1 },
      updated: { providers: 0, sites: 1 },
      unchanged: { providers: 9, sites: 8 },
    });
    expect(
      await db.query(`SELECT name, rating, rated_on FROM site
                       WHERE changed_at = '2026-11-27T10:00:00Z' ORDER BY name COLLATE "C"`),
    ).toEqual([
      { name: 'Home 11', rating: 'Good', rated_on: '2026-05-29' },
      { name: 'Home 9', rating: 'Inadequate', rated_on: '2026-11-25' },
    ]);
    // A ratings file lists what has a rating: a home that is not in it may well be open.
    expect(await one(`SELECT in_scope FROM site WHERE name = 'Home 10'`)).toEqual({
      in_scope: true,
    });
  });

  it('takes a code away when the column is blank, but not when what stands there is wrong', async () => {
    await importRows(shops(1, 5));
    const result = await importRows([
      ...shops(1, 3),
      ...shop(4, { 'Location ODS Code': '' }),
      ...shop(5, {
        'Location ODS Code': 'V12345',
        'Location Post Code': 'nowhere',
        'Publication Date': '31/12/2026',
      }),
    ]);
    expect(result).toMatchObject({ updated: { sites: 1 }, quarantined: 2, read: 8 });
    expect(
      await db.query(`SELECT name, ods_code, postcode, rating, rated_on FROM site
                       WHERE name IN ('Home 4', 'Home 5') ORDER BY name`),
    ).toEqual([
      {
        name: 'Home 4',
        ods_code: null,
        postcode: 'LN1 1AA',
        rating: 'Good',
        rated_on: '2026-05-29',
      },
      {
        name: 'Home 5',
        ods_code: 'VZZ01',
        postcode: 'LN1 1AA',
        rating: 'Good',
        rated_on: '2026-05-29',
      },
    ]);
  });

  it('keeps the rating of a site whose overall row is missing, and says so', async () => {
    await importRows(shops(1, 2));
    const result = await importRows([...shop(1), ratingsRow({ ...shop(2)[0], Domain: 'Safe' })]);
    expect(problems(result)).toEqual(['4 Latest Rating no-overall-rating']);
    expect(result.unchanged.sites).toBe(2);
  });

  it('with a provider’s new name makes all its sites findable by it', async () => {
    const group = { 'Provider ID': '1-800000099', 'Provider Name': 'Old Name Ltd' };
    await importRows(shops(1, 2, group));
    await importRows(
      shop(3, {
        ...group,
        'Provider Name': 'New Name Ltd',
        'Location Local Authority': 'Eastshire',
      }),
    );
    expect(
      await db.query(`SELECT name, changed_at = (SELECT min(changed_at) FROM site) AS old FROM site
                       WHERE search LIKE '%new name ltd%' ORDER BY name`),
    ).toHaveLength(3);
  });

  it('that goes back to an older state is not taken for a repeat', async () => {
    const older = shops(1, 3);
    const newer = [...shops(1, 2), ...shop(3, { 'Location City': 'Newtown' })];
    await importRows(older);
    await importRows(newer);
    expect((await importRows(older)).updated.sites).toBe(1);
    expect((await importRows(older)).unchanged.sites).toBe(3);
  });

  it('with fewer than 80% of the sites of its area is refused whole', async () => {
    await importRows(shops(1, 10));
    const before = await wholeRegister();
    const result = await importRows([...shops(1, 6), ...shop(11)]);
    expect(result.refused).toEqual({
      code: 'too-few-sites',
      message:
        'The file holds 7 sites of Westshire, where the last one (ratings.csv) held 10; ' +
        'fewer than 80% looks cut short, so download it again, or confirm that it is right.',
    });
    expect(result).toMatchObject({ created: { sites: 0 }, updated: { sites: 0 }, rows: 14 });
    expect(await wholeRegister()).toEqual(before);
    expect((await importRows(shops(1, 8))).refused).toBeNull();
    // Compared with the last file, not with all that was ever imported.
    expect((await importRows(shops(1, 7))).refused).toBeNull();
  });

  it('of another area, however small, is not compared with this one', async () => {
    await importRows(shops(1, 10));
    const other = { 'Location Local Authority': 'Eastshire' };
    expect((await importRows(shops(21, 21, other))).created.sites).toBe(1);
    expect((await importRows(shops(1, 5))).refused?.code).toBe('too-few-sites');
    expect((await importRows([...shops(1, 10), ...shops(21, 22, other)])).created.sites).toBe(1);
  });
});

it('text that means something to COPY arrives as it is', async () => {
  const names = ['C:\\new\\table', '\\N', '\\.', '{a,"b"}', "O'Neil; DROP TABLE site"];
  await importRows(names.flatMap((name, i) => shop(i, { 'Location Name': name })));
  const stored = await db.query<{ name: string }>('SELECT name FROM site ORDER BY location_id');
  expect(stored.map((row) => row.name)).toEqual(names);
});
