import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, projectFile, SettableClock } from '@app/platform';
import {
  type RatingsRow,
  ratingsFile,
  siteRows,
} from '../../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { Corrections } from '../corrections/corrections.service';
import type { ImportResult } from '../import-result';
import { readHere } from '../files/read-here';
import { Imports } from '../imports.service';
import { dependantsOf, undoImport } from './undo-import';

const realFile = projectFile('data/lincolnshire_latest_ratings_2026.csv');
const clock = new SettableClock('2026-11-20T10:00:00Z');

let folder: string;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-undo-'));
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

/** Every import is a minute after the one before. */
async function importFile(path: string, fileName = 'ratings.csv'): Promise<ImportResult> {
  clock.set(clock.now().add({ minutes: 1 }));
  const result = await new Imports(db, clock, new Map(), readHere).run({
    kind: 'cqc',
    path,
    fileName,
    actor: 'Jo',
  });
  expect(result.refused).toBeNull();
  return result;
}

async function importRows(rows: RatingsRow[], fileName?: string): Promise<string> {
  const path = join(folder, 'ratings.csv');
  await writeFile(path, ratingsFile(rows));
  return String((await importFile(path, fileName)).importId);
}

const undo = (importId: unknown): Promise<void> =>
  db.transaction((tx) => undoImport(tx, String(importId), 'Sam', clock.now().toString()));

const home = (n: number, overrides: Partial<RatingsRow> = {}): RatingsRow[] =>
  siteRows({
    'Location ID': `1-90000000${n}`,
    'Location Name': `Home ${n}`,
    'Provider ID': `1-80000000${n}`,
    'Provider Name': `Provider ${n}`,
    ...overrides,
  });

const register = () =>
  db.query(`SELECT to_jsonb(s)::text AS row FROM site s
            UNION ALL SELECT to_jsonb(p)::text FROM provider p
            UNION ALL SELECT to_jsonb(c)::text FROM site_correction c ORDER BY 1`);

describe('undoing an import', () => {
  it('of a first file leaves nothing, and lists it as undone', async () => {
    const { importId } = await importFile(realFile);
    await undo(importId);
    expect(await register()).toEqual([]);
    expect(
      await db.query('SELECT undone_by AS by, undone_at IS NOT NULL AS at FROM import_run'),
    ).toEqual([{ by: 'Sam', at: true }]);
    // It can come in again, and is not taken for a repeat.
    expect((await importFile(realFile)).created.sites).toBe(478);
  });

  it('restores every value, its source and its time, and what the site is found by', async () => {
    await importRows([...home(1), ...home(2), ...home(3)]);
    const before = await register();
    const later = await importRows([
      ...home(1, { 'Location Name': 'New Name', 'Provider Name': 'New Owner Ltd' }),
      ...home(2, {
        'Location ODS Code': '',
        'Location Type': 'Independent Healthcare Org',
        'Care Home?': 'N',
      }),
      ...home(3),
      ...home(4),
    ]);
    expect(await register()).not.toEqual(before);
    await undo(later);
    expect(await register()).toEqual(before);
  });

  it('names the files since that told of the same, the last first', async () => {
    const first = await importRows([...home(1), ...home(2)], 'first.csv');
    const second = await importRows(
      [...home(1, { 'Location City': 'Newtown' }), ...home(2)],
      'second.csv',
    );
    const third = await importRows([...home(2), ...home(1)], 'third.csv');
    expect(await dependantsOf(db, first)).toEqual([
      { what: 'import', name: 'third.csv', href: `/imports/${third}` },
      { what: 'import', name: 'second.csv', href: `/imports/${second}` },
    ]);
    await expect(undo(first)).rejects.toMatchObject({
      code: 'undo-in-the-way',
      message: expect.stringContaining('the file “third.csv” and 1 more'),
      dependants: [{ what: 'import' }, { what: 'import' }],
    });
    for (const id of [third, second, first]) await undo(id);
    expect(await register()).toEqual([]);
  });

  it('leaves another area’s later file alone', async () => {
    const first = await importRows(home(1));
    await importRows(home(2, { 'Location Local Authority': 'Eastshire' }));
    await undo(first);
    expect(await db.query('SELECT name FROM site')).toEqual([{ name: 'Home 2' }]);
  });

  it('is refused twice, and for an import that is not there', async () => {
    const first = await importRows(home(1));
    await undo(first);
    await expect(undo(first)).rejects.toMatchObject({ code: 'already-undone' });
    await expect(undo('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'no-such-import',
    });
  });

  it('names the sites on which people have built', async () => {
    const first = await importRows([...home(1), ...home(2)]);
    await new Corrections(db, clock).correct('1-900000001', 'town', 'Oldtown', 'Seen it', 'Jo');
    expect(await dependantsOf(db, first)).toEqual([
      { what: 'correction', name: 'Home 1', href: '/sites/1-900000001' },
    ]);
    await expect(undo(first)).rejects.toMatchObject({ code: 'undo-in-the-way' });
  });

  it('asks no more what only that import asked, and takes its agreement back', async () => {
    await importRows([...home(1), ...home(2)]);
    const corrections = new Corrections(db, clock);
    await corrections.correct('1-900000001', 'town', 'Oldtown', 'Seen it', 'Jo');
    await corrections.correct('1-900000002', 'town', 'Newtown', 'Seen it', 'Jo');
    const before = await register();
    const second = await importRows([
      ...home(1, { 'Location City': 'Elsewhere' }),
      ...home(2, { 'Location City': 'Newtown' }),
    ]);
    expect(await corrections.openQuestions()).toMatchObject([
      { locationId: '1-900000001', field: 'town', asked: { value: 'Elsewhere' } },
    ]);
    expect(await db.query('SELECT town, corrected FROM site ORDER BY name')).toEqual([
      { town: 'Oldtown', corrected: ['town'] },
      { town: 'Newtown', corrected: [] },
    ]);
    await undo(second);
    expect(await register()).toEqual(before);
  });
});
