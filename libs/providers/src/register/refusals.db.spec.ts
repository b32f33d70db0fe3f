import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Database, SettableClock } from '@app/platform';
import {
  ratingsFile,
  ratingsHeader,
  ratingsRow,
  siteRows,
} from '../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { Imports } from './imports.service';
import type { ImportResult } from './import-result';

const clock = new SettableClock('2026-11-20T10:00:00Z');
const changed = siteRows({ 'Location City': 'Newtown' });
const whole = ratingsFile(changed);

const mixedBytes = Array.from({ length: 5000 }, (_, i) => (200 + i * 7919) % 256);

/** A zip archive's first entry, stored as it is: enough to tell what the archive is. */
function zip(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + content), Buffer.from(mixedBytes)]);
}

const utf16 = (text: string, mark: boolean): Buffer =>
  Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
const without = (column: string): string => whole.replace(column, 'Something Else');
const header = (...names: string[]): string => `${names.join(',')}\r\n${'x,'.repeat(30)}\r\n`;
const blankLines = '\r\n \r\n,,,\r\n';

/** Name, bytes, code, and what the sentence must say. */
const faults: [string, string | Buffer, string, RegExp][] = [
  ['an empty file', '', 'empty', /download it again/],
  ['a byte order mark alone', '\ufeff', 'empty', /blank/],
  ['blank lines', blankLines, 'empty', /blank/],
  ['a header without rows', ratingsFile([]), 'no-rows', /no rows/],
  ['a header and blank lines', ratingsFile([]) + blankLines, 'no-rows', /no rows/],
  ['text that is no table', 'Dear Jo,\nplease find attached.\n', 'not-csv', /another file/],
  ['bytes of no meaning', Buffer.from(mixedBytes), 'not-text', /damaged/],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'not-text', /damaged/],
  ['a zero byte', whole.replace('Newtown', 'New\0town'), 'not-text', /damaged/],
  ['a zip archive', zip('ratings.csv', whole), 'not-csv', /unpack/],
  ['gzip', gzipSync(whole), 'not-csv', /unpack/],
  ['an Excel workbook', zip('[Content_Types].xml', '<Types/>'), 'spreadsheet', /Excel.*CSV UTF-8/],
  [
    'an OpenDocument spreadsheet',
    zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    'spreadsheet',
    /OpenDocument.*CSV UTF-8/,
  ],
  ['an old Excel workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1', 'latin1'), 'spreadsheet', /Excel/],
  ['a PDF', '%PDF-1.7\n', 'not-csv', /PDF/],
  ['a web page', '\n<!DOCTYPE html><html><title>404</title>', 'not-csv', /web page/],
  ['JSON', '{"locationId":"1-900000001"}', 'not-supported', /JSON/],
  ['UTF-16 with its mark', utf16(whole, true), 'wrong-encoding', /CSV UTF-8/],
  ['UTF-16 without', utf16(whole, false), 'wrong-encoding', /CSV UTF-8/],
  [
    'Latin-1',
    Buffer.from(whole.replace('Newtown', 'Caf\xe9 Row'), 'latin1'),
    'wrong-encoding',
    /CSV UTF-8/,
  ],
  ['one missing column', without('Location ODS Code'), 'wrong-columns', /“Location ODS Code”/],
  [
    'two missing columns',
    without('Location ODS Code').replace('Publication Date', 'Date'),
    'wrong-columns',
    /“Location ODS Code”, “Publication Date”/,
  ],
  [
    'a column that is there twice',
    whole.replace('Brand ID', 'location  id'),
    'repeated-column',
    /“Location ID” is there twice/,
  ],
  [
    'the CQC directory with the lines above its header',
    'CQC Locations data,,\n,,\n"This data was produced on 19 August 2026",,\n,,\n' +
      'Name,Also known as,Address,Postcode,Location URL,CQC Provider ID (for office use only)\n',
    'not-supported',
    /care directory/,
  ],
  [
    'the search export',
    header('Name', 'Address 1', 'Postcode', 'CQC Provider ID (for office use only)'),
    'not-supported',
    /search export/,
  ],
  [
    'the location export',
    header('Location Name', 'Location ID', 'Location HSCA start date', 'Dormant'),
    'not-supported',
    /location export/,
  ],
  ['a borough’s extract', header('name', 'cqc_id', 'cqc_webpage'), 'not-supported', /extract/],
  [
    'flattened API records',
    header('locationId', 'providerId', 'registrationStatus'),
    'not-supported',
    /API records/,
  ],
  ['the DSPT list', header('Code', 'Organisation Name', 'Status'), 'not-supported', /DSPT/],
  ['a file cut off in its last row', whole.slice(0, -40), 'truncated', /row 3/],
  [
    'a file cut off in the middle of a letter',
    Buffer.from(whole.replace(/-\r\n$/, '😀')).subarray(0, -2),
    'truncated',
    /middle of a letter/,
  ],
  ['a quote that is never closed', whole.replace('Newtown', '"Newtown'), 'truncated', /row 2/],
  [
    'a quote that swallows too much',
    ratingsFile([...changed, ...Array<typeof changed>(50).fill(changed).flat()]).replace(
      'Newtown',
      '"Newtown',
    ),
    'row-too-long',
    /Row 2/,
  ],
  ['a huge value', whole.replace('Newtown', 'N'.repeat(1_000_000)), 'row-too-long', /Row 2/],
  ['a huge header', `${ratingsHeader.join(',')}${',x'.repeat(1_000_000)}`, 'row-too-long', /Row 1/],
  [
    'rows of which none can be used',
    ratingsFile([ratingsRow({ 'Location ID': 'x' }), ratingsRow({ 'Care Home?': '?' })]),
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

const importFile = (path: string): Promise<ImportResult> =>
  new Imports(db, clock).run({ kind: 'cqc', path, fileName: 'f.csv', actor: 'Jo' });

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
    await expectRefusal(join(folder, 'folder.csv'), 'not-a-file', /not a file/);
  });

  it('one that changes while it is read', async () => {
    const path = join(folder, 'growing.csv');
    await writeFile(path, whole);
    const before = await everything();
    let importing: ReturnType<typeof importFile> | undefined;
    await db.transaction(async (tx) => {
      // Another import seems to be at work, so this one waits between its first and second look.
      await tx.query('SELECT pg_advisory_xact_lock(7262402)');
      importing = importFile(path);
      await waitForLock();
      await writeFile(path, whole + whole);
    });
    const result = await importing;
    expect(result?.refused?.code).toBe('file-changed');
    expect(await everything()).toEqual(before);
  });

  it('but the file these faults were made from is imported', async () => {
    const path = join(folder, 'good.csv');
    await writeFile(path, whole);
    await chmod(path, 0o444);
    expect(await importFile(path)).toMatchObject({ refused: null, updated: { sites: 1 } });
  });
});

async function waitForLock(): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (row && row.n > 0) return;
  }
}
