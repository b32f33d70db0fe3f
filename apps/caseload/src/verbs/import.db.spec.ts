import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, projectFile, SettableClock } from '@app/platform';
import { ratingsFile, ratingsRow, siteRows } from '../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { importVerb } from './import';

const clock = new SettableClock('2026-11-20T10:00:00Z');
let folder: string;
let test: TestDatabase;
let db: Database;
let out: string;
let err: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-import-'));
  test = await testDatabase();
  db = new Database(test.url);
});
afterAll(async () => {
  await db.close();
  await test.drop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  [out, err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

const run = (file: string, options: { dryRun?: boolean; json?: boolean } = {}, kind = 'cqc') =>
  importVerb({ db, clock }, kind, file, { dryRun: false, json: false, ...options });

async function write(content: string): Promise<string> {
  const path = join(folder, 'register.csv');
  await writeFile(path, content);
  return path;
}

describe('caseload import', () => {
  const real = projectFile('data/lincolnshire_latest_ratings_2026.csv');

  it('says in words what a dry run would do, then what the import did', async () => {
    const table = [
      'lincolnshire_latest_ratings_2026.csv: 4,159 rows read.',
      '  new        478 sites, 342 providers',
      '  changed    0 sites, 0 providers',
      '  as before  0 sites, 0 providers\n',
    ].join('\n');
    expect(await run(real, { dryRun: true })).toBe(0);
    expect(out).toBe(`${table}This was a dry run: nothing was changed.\n`);
    out = '';
    expect(await run(real)).toBe(0);
    expect(out).toBe(table);
    expect(err).toBe('');
  });

  it('gives exactly the agreed JSON', async () => {
    const path = await write(
      ratingsFile([...siteRows(), ratingsRow({ 'Location ID': 'x' }), ratingsRow({ Domain: '' })]),
    );
    expect(await run(path, { json: true })).toBe(0);
    expect(JSON.parse(out)).toStrictEqual({
      kind: 'cqc',
      file: 'register.csv',
      rows: 4,
      read: 2,
      created: { providers: 1, sites: 1 },
      updated: { providers: 0, sites: 0 },
      unchanged: { providers: 0, sites: 0 },
      quarantined: 2,
      refused: null,
      problems: [
        {
          row: 4,
          column: 'Location ID',
          code: 'invalid-location-id',
          message: '“X” is not a CQC location ID; it should look like 1-123456789.',
        },
        {
          row: 5,
          column: 'Domain',
          code: 'missing-value',
          message: 'The row has no “Domain”; fill it in.',
        },
      ],
    });
  });

  it('shows the first problems in words', async () => {
    const bad = Array.from({ length: 25 }, () => ratingsRow({ 'Location ID': 'x' }));
    expect(await run(await write(ratingsFile([ratingsRow(), ...bad])))).toBe(0);
    expect(out).toContain('  set aside  25 rows\nLook at:\n  row 3, Location ID: “X” is not');
    expect(out).toContain('  row 22, ');
    expect(out).not.toContain('  row 23, ');
    expect(out).toContain('  and 5 more; --json lists them.');
  });

  it('refuses with the reason on standard error and status 1', async () => {
    const path = await write('');
    expect(await run(path)).toBe(1);
    expect([out, err]).toEqual([
      '',
      'register.csv was refused: The file is empty; download it again.\n',
    ]);
    err = '';
    expect(await run(path, { json: true })).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ refused: { code: 'empty' }, rows: 0 });
    expect(err).toMatch(/was refused/);
  });

  it('does not know another kind: status 2', async () => {
    expect(await run(real, {}, 'dspt')).toBe(2);
    expect([out, err]).toEqual(['', '“dspt” cannot be imported; the only KIND so far is cqc.\n']);
  });
});
