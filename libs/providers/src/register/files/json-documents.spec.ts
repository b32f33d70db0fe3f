import {
  madeUp,
  readBytes,
  readPath,
  recordsOfNames,
  scratchFolder,
} from '../../../../../test/builders/file-reading';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { longestDocument } from './json-limits';

const codesOf = (lines: readonly string[]): string[] =>
  lines.map((line) => line.split('\t')[2] ?? '');
const record = (code: string) => ({ code, name: `Home ${code}` });

describe('JSON', () => {
  it.each<[string, string, string[]]>([
    ['one record', JSON.stringify(record('A')), ['A']],
    ['a list of records', JSON.stringify([record('A'), record('B')], null, 2), ['A', 'B']],
    ['a listing', JSON.stringify({ total: 2, records: [record('A'), record('B')] }), ['A', 'B']],
    [
      'listings in a listing',
      JSON.stringify({ pages: [{ records: [record('A')] }, { records: [record('B')] }] }),
      ['A', 'B'],
    ],
    [
      'a record a line',
      `${['A', 'B'].map((c) => JSON.stringify(record(c))).join('\n')}\n`,
      ['A', 'B'],
    ],
    ['one after another', JSON.stringify(record('A')) + JSON.stringify(record('B')), ['A', 'B']],
    ['a byte order mark', `\ufeff${JSON.stringify(record('A'))}`, ['A']],
    ['brackets and quotes in texts', JSON.stringify({ code: 'A"}]\\', name: '{["' }), ['A"}]\\\\']],
  ])('is read as %s', async (_, text, codes) => {
    const { read, lines } = await readBytes(text);
    expect(codesOf(lines)).toEqual(codes);
    expect(read).toMatchObject({ variant: 'test-records', rows: codes.length, setAside: 0 });
  });

  it('is read in UTF-16 too', async () => {
    const { lines } = await readBytes(
      Buffer.from(`\ufeff${JSON.stringify([record('É')])}`, 'utf16le'),
    );
    expect(codesOf(lines)).toEqual(['É']);
  });

  it('is cut into records when a listing is too large to be taken whole', async () => {
    const codes = Array.from({ length: 60_000 }, (_, i) => `C${i}`);
    const text = JSON.stringify({ pages: [{ total: 60_000, records: codes.map(record) }] });
    const padded = JSON.stringify({ note: 'x'.repeat(1000) }).slice(0, -1) + `,${text.slice(1)}`;
    const long = padded.replaceAll('"name":', `"more":"${'y'.repeat(60)}","name":`);
    expect(long.length).toBeGreaterThan(longestDocument);
    const { read, lines } = await readBytes(long);
    expect(read.rows).toBe(60_000);
    expect(codesOf(lines)).toEqual(codes);
  });

  it.each([
    ['what breaks off', '{"code":"A"', 'truncated'],
    ['what breaks off in a text', '[{"code":"A', 'truncated'],
    ['what is not right', '{"code":A}', 'not-json'],
    ['too many ends', '{"code":"A"}}', 'not-json'],
    ['nothing but a number', '[1]', 'unknown-json'],
    ['records nobody knows', '[{"id":1},{"id":2}]', 'unknown-json'],
    ['deep nesting', `{"code":${'['.repeat(100_000)}`, 'nested-too-deep'],
    ['a huge number', `{"code":1${'0'.repeat(1_000_000)}}`, 'value-too-long'],
    ['a huge text', `{"code":"${'x'.repeat(2_000_000)}"}`, 'value-too-long'],
    [
      'a record with too much in it',
      `{"code":"A","more":[${'0,'.repeat(1_000_000)}0]}`,
      'document-too-large',
    ],
  ])('is refused for %s', async (_, text, code) => {
    await expect(readBytes(text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\.$/),
    });
  });

  it('of another kind is named', async () => {
    await expect(readBytes('{"code":"A"}', madeUp, 'cqc')).rejects.toMatchObject({
      code: 'other-kind',
      message: 'The file is of another kind (records of names); import it as “ods”.',
    });
  });
});

describe('a folder of JSON files', () => {
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  beforeEach(async () => {
    folder = await scratchFolder();
  });
  afterEach(() => folder.end());
  const put = (name: string, content: unknown) =>
    writeFile(
      join(folder.path, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );

  it('is read in the order of names, with what lies in its folders', async () => {
    await mkdir(join(folder.path, 'deeper'));
    await put('b.json', record('B'));
    await put('a.json', [record('A1'), record('A2')]);
    await put('deeper/c.json', { records: [record('C')] });
    await put('notes.txt', 'not read');
    await put('.hidden.json', 'not read');
    const { read, lines } = await readPath(folder.path);
    expect(codesOf(lines)).toEqual(['A1', 'A2', 'B', 'C']);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(['1', '2', '3', '4']);
    expect(read.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await readPath(folder.path)).read.sha256).toBe(read.sha256);
    await put('b.json', record('B2'));
    expect((await readPath(folder.path)).read.sha256).not.toBe(read.sha256);
  });

  it('tells of files that hold nothing known, and reads the others', async () => {
    await put('a.json', { id: 1 });
    await put('b.json', record('B'));
    const { read, lines } = await readPath(folder.path);
    expect(codesOf(lines)).toEqual(['B']);
    expect(read).toMatchObject({ rows: 2, setAside: 1 });
    expect(read.problems).toMatchObject([{ row: 1, code: 'not-recognised' }]);
    expect(read.problems[0]?.message).toContain('a.json');
  });

  it('gives the variant chosen what only another of its kind knows', async () => {
    const listing = {
      ...recordsOfNames,
      name: 'test-listing',
      recognise: (c: unknown) => 'listed' in Object(c),
    };
    await put('a.json', { listed: true, code: 'L' });
    await put('b.json', record('B'));
    const only = { ...recordsOfNames, recognise: (c: unknown) => 'name' in Object(c) };
    const { read, lines } = await readPath(folder.path, { tables: [], documents: [only, listing] });
    expect(read).toMatchObject({ variant: 'test-records', setAside: 0 });
    expect(codesOf(lines)).toEqual(['L', 'B']);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['links', 'link-inside', () => symlink('/etc/hostname', join(folder.path, 'a.json'))],
    ['nothing', 'no-json', () => put('a.txt', 'x')],
    ['a file that is no JSON', 'not-json', () => put('a.json', '{nothing}')],
    [
      'a file too large to be a record',
      'document-too-large',
      () => put('a.json', ' '.repeat(longestDocument + 1)),
    ],
  ])('is refused when it holds %s', async (_, code, make) => {
    await make();
    await expect(readPath(folder.path)).rejects.toMatchObject({ code });
  });
});

it('a calendar is one document as it is', async () => {
  const calendar = {
    ...recordsOfNames,
    recognise: (c: unknown) => typeof c === 'string' && c.startsWith('BEGIN:VCALENDAR'),
    async *read({ all, notes }: Parameters<typeof recordsOfNames.read>[0]) {
      for await (const { content } of all) {
        notes.countRow();
        expect(content).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
        yield [];
      }
    },
  };
  const { read } = await readBytes('\ufeffBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', {
    tables: [],
    documents: [calendar],
  });
  expect(read.rows).toBe(1);
});
