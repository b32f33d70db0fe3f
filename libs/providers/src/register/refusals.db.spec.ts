import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import { ratingsFile, ratingsRow, siteRows } from '../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { readHere } from './files/read-here';
import { type FileReader, Imports } from './imports.service';
import type { ImportResult } from './import-result';

const clock = new SettableClock('2026-11-20T10:00:00Z');
const changed = siteRows({ 'Location City': 'Newtown' });
const whole = ratingsFile(changed);

/** Name, bytes, code, and what the sentence must say. What each format may hold is tried elsewhere. */
const faults: [string, string | Buffer, string, RegExp][] = [
  ['an empty file', '', 'empty', /download it again/],
  ['a header without rows', ratingsFile([]), 'no-rows', /no rows/],
  ['a PDF', '%PDF-1.7\n', 'not-csv', /PDF/],
  ['a file cut off in its last row', whole.slice(0, -40), 'truncated', /row 3/],
  ['a quote that is never closed', whole.replace('Newtown', '"Newtown'), 'truncated', /row 2/],
  [
    'the list of another register',
    'Code,Organisation Name,Status,Date Of Publication,Primary Sector\r\nVZZ01,A,B,,C\r\n',
    'other-kind',
    /DSPT/,
  ],
  [
    'rows of which none can be used',
    ratingsFile([ratingsRow({ 'Location ID': 'x' }), ratingsRow({ 'Location ID': '' })]),
    'no-usable-rows',
    /None of the 2 rows.*row 2, Location ID/,
  ],
];

let folder: string;
let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-refusals-'));
  test = await testDatabase();
  db = new Database(test.url);
  const path = join(folder, 'first.csv');
  await writeFile(path, ratingsFile(siteRows()));
  expect((await importFile(path)).refused).toBeNull();
});
afterAll(async () => {
  await db.close();
  await test.drop();
  await rm(folder, { recursive: true });
});

const importFile = (path: string, reader = readHere): Promise<ImportResult> =>
  new Imports(db, clock, new Map(), reader).run({
    kind: 'cqc',
    path,
    fileName: 'f.csv',
    actor: 'Jo',
  });

const everything = () =>
  db.query(`SELECT (SELECT json_agg(s) FROM site s) AS sites,
                   (SELECT json_agg(p) FROM provider p) AS providers,
                   (SELECT json_agg(r) FROM import_run r) AS imports`);

async function expectRefusal(path: string, code: string, sentence: RegExp): Promise<void> {
  const before = await everything();
  const result = await importFile(path);
  expect(result.refused).toEqual({ code, message: expect.stringMatching(sentence) });
  expect(result.refused?.message).toMatch(/[.?]$/);
  const none = { providers: 0, sites: 0 };
  expect(result).toMatchObject({ created: none, updated: none, unchanged: none });
  expect(await everything()).toEqual(before);
}

describe('a file is refused whole, and nothing is changed:', () => {
  it.each(faults)('%s', async (_, content, code, sentence) => {
    const path = join(folder, 'fault.csv');
    await writeFile(path, content);
    await expectRefusal(path, code, sentence);
  });

  it('one that is not there', async () => {
    await expectRefusal(join(folder, 'nowhere.csv'), 'no-such-file', /no such file/);
    await expectRefusal(join(folder, 'first.csv', 'x.csv'), 'no-such-file', /no such file/);
  });

  it('a folder', async () => {
    await mkdir(join(folder, 'folder.csv'));
    await expectRefusal(join(folder, 'folder.csv'), 'no-json', /no JSON file/);
  });

  it('one that changes while it is read', async () => {
    const path = join(folder, 'growing.csv');
    await writeFile(path, whole);
    const reader: FileReader = {
      ...readHere,
      read: (request, sink) =>
        readHere.read(request, {
          begin: async (file) => {
            await sink.begin(file);
            await writeFile(path, whole + whole);
          },
          copy: (subject, text) => sink.copy(subject, text),
        }),
    };
    const before = await everything();
    expect((await importFile(path, reader)).refused?.code).toBe('file-changed');
    expect(await everything()).toEqual(before);
  });

  it('one with a value that no column can hold', async () => {
    const path = join(folder, 'day.csv');
    await writeFile(path, whole);
    // A reader that lets it through: none of ours does.
    const reader: FileReader = {
      ...readHere,
      read: (request, sink) =>
        readHere.read(request, {
          begin: (file) => sink.begin(file),
          copy: (subject, text) =>
            sink.copy(subject, Buffer.from(text.toString().replaceAll('2026-05-29', '2026-02-31'))),
        }),
    };
    const before = await everything();
    const result = await importFile(path, reader);
    expect(result.refused).toEqual({
      code: 'impossible-value',
      message: expect.stringContaining('2026-02-31'),
    });
    expect(await everything()).toEqual(before);
  });

  it('but the file these faults were made from is imported', async () => {
    const path = join(folder, 'good.csv');
    await writeFile(path, whole);
    await chmod(path, 0o444);
    expect(await importFile(path)).toMatchObject({ refused: null, updated: { sites: 1 } });
  });
});
