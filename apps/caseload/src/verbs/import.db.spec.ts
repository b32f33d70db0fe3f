import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, projectFile, SettableClock } from '@app/platform';
import { Imports } from '@app/providers';
import { ratingsFile, ratingsRow, siteRows } from '../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { importsVerb } from './import-list';
import { type ImportOptions, importVerb } from './import';

jest.setTimeout(60_000);

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
    // How far it is, is told on a slow machine only.
    if (!/^(Reading|Comparing|Bringing in) /.test(String(text))) err += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

/** The news for open cases have tests of their own. */
const told = jest.fn(() => Promise.resolve(0));

let interrupt: () => void = () => undefined;

const run = (file: string, options: Partial<ImportOptions> = {}, kind = 'cqc') =>
  importVerb(
    {
      imports: new Imports(db, clock),
      news: { tell: told },
      onInterrupt: (stop) => {
        interrupt = stop;
      },
    },
    kind,
    file,
    { dryRun: false, json: false, confirmFewer: false, ...options },
  );

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
      variant: 'cqc-latest-ratings',
      asOf: '2026-05-29',
      importId: expect.any(String),
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
    expect(await run(real, {}, 'cake')).toBe(2);
    expect([out, err]).toEqual([
      '',
      '“cake” cannot be imported; KIND is one of any, cqc, dspt, ods, line-by-line, bank-holidays.\n',
    ]);
  });

  it('finds out by itself what a file is, and tells the open cases once it is in', async () => {
    told.mockClear();
    expect(await run(real, { json: true, dryRun: true }, 'any')).toBe(0);
    expect(told).not.toHaveBeenCalled();
    expect(await run(real, { json: true }, 'any')).toBe(0);
    expect(told).toHaveBeenCalledTimes(1);
    expect(out.match(/"kind": "cqc"/g)).toHaveLength(2);
  });

  it('has imported the file even if the open cases cannot be told now', async () => {
    told.mockRejectedValueOnce(new Error('the case is busy'));
    const path = await write(ratingsFile([ratingsRow({ 'Location City': 'Newtown' })]));
    expect(await run(path, { confirmFewer: true })).toBe(0);
    expect(out).toContain('register.csv: 1 row read.');
    expect(err).toBe(
      'The file is in, but open cases could not be told of it now (the case is busy); the worker tells them when it runs.\n',
    );
  });

  it('changes nothing when it is interrupted, and says so', async () => {
    const path = await write(ratingsFile([ratingsRow({ 'Location Name': 'Renamed Lodge' })]));
    const before = await db.query('SELECT * FROM site ORDER BY location_id');
    const running = run(path);
    interrupt();
    expect(await running).toBe(1);
    expect([out, err]).toEqual(['', 'Interrupted: nothing was changed.\n']);
    expect(await db.query('SELECT * FROM site ORDER BY location_id')).toEqual(before);
  });

  it('takes far fewer rows only when a person says that they are right', async () => {
    const many = Array.from({ length: 10 }, (_, n) =>
      ratingsRow({ 'Location ID': `1-90000010${n}`, 'Location ODS Code': `VZY0${n}` }),
    );
    expect(await run(await write(ratingsFile(many)))).toBe(0);
    const few = await write(ratingsFile(many.slice(0, 3)));
    expect(await run(few)).toBe(1);
    expect(err).toContain('If the file is whole, import it with --confirm-fewer.\n');
    expect(await run(few, { confirmFewer: true })).toBe(0);
  });

  it('lets a person say of which day the data are, and refuses a day to come', async () => {
    const path = await write(ratingsFile([ratingsRow({ 'Location Name': 'Dated Lodge' })]));
    await expect(run(path, { asOf: '2026-11-21', confirmFewer: true })).rejects.toThrow(
      /still to come/,
    );
    expect(await run(path, { asOf: '2026-11-19', json: true, confirmFewer: true })).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ asOf: '2026-11-19' });
  });

  it('lists what was imported, newest first, by the id that taking back wants', async () => {
    expect(await importsVerb({ db }, { json: false, limit: 2 })).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^[0-9a-f-]{36} {2}2026-11-20 10:00 {2}cqc +as of 2026-11-19 {2}\d+ new, \d+ changed {2}register.csv$/,
    );
  });
});
