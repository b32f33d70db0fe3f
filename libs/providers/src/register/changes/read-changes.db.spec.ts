import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import {
  type RatingsRow,
  ratingsFile,
  ratingsRow,
} from '../../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { readHere } from '../files/read-here';
import { Imports } from '../imports.service';
import { listImports, readImport } from './import-runs';
import { ImportChanges } from './read-changes';

const clock = new SettableClock('2026-11-20T10:00:00Z');
let folder: string;
let test: TestDatabase;
let db: Database;
let imports: Imports;
let changes: ImportChanges;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-changes-'));
  test = await testDatabase();
  db = new Database(test.url);
  imports = new Imports(db, clock, new Map(), readHere);
  changes = new ImportChanges(db);
});
afterAll(async () => {
  await db.close();
  await test.drop();
  await rm(folder, { recursive: true });
});

/** Three homes of one provider; the second may be told of otherwise. */
const homes = (second: Partial<RatingsRow> = {}): RatingsRow[] => [
  ratingsRow(),
  ratingsRow({
    'Location ID': '1-900000002',
    'Location ODS Code': 'VZZ02',
    'Location Name': 'Birch Lodge',
    ...second,
  }),
  ratingsRow({
    'Location ID': '1-900000003',
    'Location ODS Code': 'VZZ03',
    'Location Name': 'Cedar 100% Lodge',
  }),
];

async function bringIn(
  fileName: string,
  rows: RatingsRow[],
  preview?: { id: string },
): Promise<string> {
  const path = join(folder, 'register.csv');
  await writeFile(path, ratingsFile(rows));
  const request = { kind: 'cqc', path, fileName, actor: 'test', confirmed: true } as const;
  const result = await imports.run(
    preview ? { ...request, dryRun: true, previewFor: preview.id } : request,
  );
  expect(result.refused).toBeNull();
  return result.importId ?? '';
}

async function newJob(): Promise<{ id: string }> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO import_job (id, kind, file_name, file_sha256, file_bytes, asked_by, asked_at, state)
     VALUES ($1, 'cqc', 'next.csv', '', 1, 'test', $2, 'previewed')`,
    [id, clock.now().toString()],
  );
  return { id };
}

let first: string;
let second: string;

it('tells what a file would make, row by row, and nothing is there yet', async () => {
  const job = await newJob();
  await bringIn('first 2026-06-01.csv', homes(), job);
  const { items, nextCursor } = await changes.ofJob(job.id);
  expect(nextCursor).toBeNull();
  const sites = items.filter(({ subject }) => subject === 'site');
  expect(sites.map(({ key, name, action, row }) => [key, name, action, row])).toEqual([
    ['1-900000001', 'Amber Lodge', 'create', 2],
    ['1-900000002', 'Birch Lodge', 'create', 3],
    ['1-900000003', 'Cedar 100% Lodge', 'create', 4],
  ]);
  expect(sites[0]?.fields).toContainEqual({
    field: 'ods_code',
    old: null,
    new: 'VZZ01',
    oldFrom: null,
    asks: false,
  });
  expect(await db.query('SELECT 1 FROM site')).toEqual([]);
});

it('tells what an import made, a page at a time, by name and by id', async () => {
  first = await bringIn('first 2026-06-01.csv', homes());
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await changes.ofImport(first, { limit: 1, cursor });
    keys.push(...page.items.map(({ subject, key }) => `${subject} ${key}`));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(keys).toEqual([
    'provider 1-800000001',
    'site 1-900000001',
    'site 1-900000002',
    'site 1-900000003',
  ]);
  const named = async (q: string) =>
    (await changes.ofImport(first, { q })).items.map(({ name }) => name);
  expect(await named('birch')).toEqual(['Birch Lodge']);
  expect(await named('900000003')).toEqual(['Cedar 100% Lodge']);
  expect(await named('0% l')).toEqual(['Cedar 100% Lodge']);
  expect(await named('_')).toEqual([]);
});

it('tells old and new value of each field, and which file the old one is from', async () => {
  const job = await newJob();
  const renamed = homes({ 'Location Name': 'Birch House', 'Latest Rating': 'Outstanding' });
  await bringIn('second 2026-07-01.csv', renamed, job);
  const expected = {
    subject: 'site',
    key: '1-900000002',
    action: 'update',
    fields: [
      {
        field: 'name',
        old: 'Birch Lodge',
        new: 'Birch House',
        oldFrom: { importId: first, fileName: 'first 2026-06-01.csv', asOf: '2026-06-01' },
        asks: false,
      },
      {
        field: 'rating',
        old: 'Good',
        new: 'Outstanding',
        oldFrom: { importId: first, fileName: 'first 2026-06-01.csv', asOf: '2026-06-01' },
        asks: false,
      },
    ],
  };
  expect((await changes.ofJob(job.id)).items).toEqual([
    { ...expected, name: 'Birch Lodge', row: 3 },
  ]);
  second = await bringIn('second 2026-07-01.csv', renamed);
  expect((await changes.ofImport(second)).items).toEqual([
    { ...expected, name: 'Birch House', row: null },
  ]);
});

it('names the import that gave a value last, not the one that made the record', async () => {
  const third = await bringIn('third 2026-08-01.csv', homes({ 'Location Name': 'Birch Hall' }));
  const [change] = (await changes.ofImport(third)).items;
  const froms = change?.fields.map(({ field, oldFrom }) => [field, oldFrom?.importId]);
  expect(froms).toEqual(expect.arrayContaining([['name', second]]));
  const made = (await changes.ofImport(first, { q: '1-900000002' })).items[0]?.fields ?? [];
  expect(made.map(({ field }) => field)).not.toContain('name');
});

it('shows only what is new, or only what is changed', async () => {
  const job = await newJob();
  const rows = [
    ...homes({ 'Location Name': 'Birch Villa' }),
    ratingsRow({
      'Location ID': '1-900000004',
      'Location ODS Code': 'VZZ04',
      'Location Name': 'Dale Lodge',
    }),
  ];
  await bringIn('fourth 2026-09-01.csv', rows, job);
  const keysOf = async (action: 'create' | 'update') =>
    (await changes.ofJob(job.id, { action })).items.map(({ key }) => key);
  expect(await keysOf('create')).toEqual(['1-900000004']);
  expect(await keysOf('update')).toEqual(['1-900000002']);
});

it('refuses a place in another list', async () => {
  await expect(changes.ofJob(randomUUID(), { cursor: 'nonsense' })).rejects.toThrow(
    /cannot be found/,
  );
  await expect(changes.ofImport(first, { cursor: 'nonsense' })).rejects.toThrow(/cannot be found/);
});

it('lists imports newest first with the day of their data, and one by its id', async () => {
  const { items, nextCursor } = await listImports(db, { limit: 2 });
  expect(items.map(({ fileName, asOf, undoneAt }) => [fileName, asOf, undoneAt])).toEqual([
    ['third 2026-08-01.csv', '2026-08-01', null],
    ['second 2026-07-01.csv', '2026-07-01', null],
  ]);
  const rest = await listImports(db, { limit: 2, cursor: nextCursor ?? '' });
  expect(rest.items.map(({ id }) => id)).toEqual([first]);
  expect((await readImport(db, first)).run).toMatchObject({ kind: 'cqc', importedBy: 'test' });
  await expect(readImport(db, randomUUID())).rejects.toThrow('There is no such import.');
});
