import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import {
  type RatingsRow,
  ratingsFile,
  ratingsRow,
  siteRows,
} from '../../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { readHere } from '../files/read-here';
import type { ImportResult } from '../import-result';
import { Imports } from '../imports.service';

const clock = new SettableClock('2026-11-20T10:00:00Z');

let folder: string;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-repeats-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

async function importRows(rows: RatingsRow[]): Promise<ImportResult> {
  const path = join(folder, 'ratings.csv');
  await writeFile(path, ratingsFile(rows));
  const imports = new Imports(db, clock, new Map(), readHere);
  return imports.run({ kind: 'cqc', path, fileName: 'ratings.csv', actor: 'Jo' });
}

const shop = (n: number, overrides: Partial<RatingsRow> = {}): RatingsRow[] =>
  siteRows({
    'Location ID': `1-90000${String(n).padStart(4, '0')}`,
    'Location Name': `Home ${n}`,
    'Provider ID': `1-80000${String(n).padStart(4, '0')}`,
    'Provider Name': `Provider ${n}`,
    ...overrides,
  });

const one = async (sql: string) => (await db.query(sql))[0];
const problems = (result: ImportResult) =>
  result.problems.map((p) => `${p.row} ${p.column} ${p.code}`);

describe('rows that contradict one another', () => {
  it('are pointed out, and the one further up stands', async () => {
    const result = await importRows([
      ...shop(1),
      ratingsRow({ ...shop(1)[0], 'Location City': 'Elsewhere', Domain: 'Caring' }),
      ...shop(2),
      ratingsRow({ ...shop(1)[0], 'Latest Rating': 'Inadequate', Domain: 'Overall' }),
    ]);
    expect(problems(result)).toEqual([
      '4 Location City conflicting-repeat',
      '7 Latest Rating conflicting-repeat',
    ]);
    expect(result.problems[0]?.message).toBe(
      'Here it is “Elsewhere”, elsewhere in the file “Wexham”, which was taken.',
    );
    expect(result).toMatchObject({ rows: 6, read: 4, quarantined: 2, created: { sites: 2 } });
    expect(await one(`SELECT town, rating FROM site WHERE name = 'Home 1'`)).toEqual({
      town: 'Wexham',
      rating: 'Good',
    });
  });

  it('about a provider are pointed out too', async () => {
    const group = { 'Provider ID': '1-800000099', 'Provider Name': 'Amber Ltd' };
    const result = await importRows([
      ...shop(1, group),
      ...shop(2, { ...group, 'Provider Name': 'Birch Ltd' }),
    ]);
    expect(problems(result)).toEqual(['4 Provider Name conflicting-repeat']);
    expect(await one('SELECT name FROM provider')).toEqual({ name: 'Amber Ltd' });
  });

  it('fill one another’s blanks although they lie apart', async () => {
    await importRows([
      ...shop(1, { 'Location ODS Code': '', 'Location Address Line 2': '', Domain: 'Safe' }),
      ...shop(2),
      ...shop(1, { 'Location Address Line 2': 'Newland' }),
    ]);
    expect(await one(`SELECT address, ods_code, rating FROM site WHERE name = 'Home 1'`)).toEqual({
      address: '1 Mill Lane, Newland',
      ods_code: 'VZZ01',
      rating: 'Good',
    });
  });
});
