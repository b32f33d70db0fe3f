import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { scratchFolder } from '../../../../../test/builders/file-reading';
import type { ReadSink } from './file-read';
import { fingerprint } from './input';
import { readInThread } from './read-in-thread';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let path: string;

/** Invented organisations in the shape of the DSPT list. */
const list = (rows: number): string =>
  `Code,Organisation Name,Status,Date Of Publication\r\n${Array.from(
    { length: rows },
    (_, i) =>
      `V${i.toString(36).padStart(4, '0')},Invented home ${i},22/23 Standards Met,30/06/2023\r\n`,
  ).join('')}`;

beforeAll(async () => {
  folder = await scratchFolder();
  path = join(folder.path, 'list.csv');
  await writeFile(path, list(20_000));
});
afterAll(() => folder.end());

const nothing: ReadSink = { begin: async () => undefined, copy: async () => undefined };
const read = (sink: Partial<ReadSink>, more: { signal?: AbortSignal; path?: string } = {}) =>
  readInThread({ kind: 'any', path, fileName: 'list.csv', ...more }, { ...nothing, ...sink });

it('hands on what a file tells, whole and in its order, and says how far it is', async () => {
  const heard: string[] = [];
  let text = '';
  let furthest = 0;
  const done = await read({
    begin: async (file) => {
      heard.push(file.variant);
    },
    copy: async (subject, chunk) => {
      heard.push(subject);
      if (subject === 'dsptStatus') text += chunk.toString();
    },
    progress: (bytes, all) => {
      expect(bytes).toBeLessThanOrEqual(all);
      furthest = Math.max(furthest, bytes / all);
    },
  });
  expect(heard[0]).toBe('dspt-search-results');
  expect(new Set(heard.slice(1))).toEqual(new Set(['dsptStatus', 'dsptPublication']));
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => Number(line.split('\t')[0]));
  expect(rows).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 2));
  expect(furthest).toBe(1);
  expect(done).toMatchObject({ rows: 20_000, setAside: 0, newestDay: '2023-06-30' });
  expect(await fingerprint(path)).toEqual({ sha256: done.sha256, bytes: done.bytes });
});

it('gives the sink one thing at a time and waits for it', async () => {
  let busy = 0;
  let calls = 0;
  const slow = async () => {
    calls++;
    expect(++busy).toBe(1);
    await wait(30);
    busy--;
  };
  await read({ begin: slow, copy: slow });
  expect(calls).toBeGreaterThan(5);
});

it('a sink that is busy for long does not count as a slow file', async () => {
  const copied = jest.fn(async () => undefined);
  await readInThread(
    { kind: 'any', path, fileName: 'list.csv' },
    { begin: () => wait(2500), copy: copied },
    { idleMs: 2000, startMs: 20_000, memoryMegabytes: 128 },
  );
  expect(copied).toHaveBeenCalled();
});

it.each([
  ['at its beginning', { begin: () => Promise.reject(new Error('same file')) }],
  ['later', { copy: () => Promise.reject(new Error('same file')) }],
])('a sink that fails %s ends the reading with its own error', async (_, sink) => {
  await expect(read(sink)).rejects.toThrow('same file');
});

it('is ended by its signal, before and while it reads', async () => {
  const before = AbortSignal.abort(new Error('cancelled'));
  await expect(read({}, { signal: before })).rejects.toThrow('cancelled');
  const cancel = new AbortController();
  const copy = jest.fn(async () => cancel.abort(new Error('cancelled')));
  await expect(read({ copy }, { signal: cancel.signal })).rejects.toThrow('cancelled');
  expect(copy).toHaveBeenCalledTimes(1);
});

it('refuses in the words of whoever found the fault', async () => {
  const missing = join(folder.path, 'none.csv');
  await expect(read({}, { path: missing })).rejects.toMatchObject({ code: 'no-such-file' });
  await expect(readInThread({ kind: 'cqc', path, fileName: 'x' }, nothing)).rejects.toMatchObject({
    code: 'other-kind',
    message: expect.stringContaining('import it as “dspt”'),
  });
});

it('refuses a file in which nothing is found for too long', async () => {
  const blank = join(folder.path, 'blank.json');
  await writeFile(blank, `{"code":${' '.repeat(100_000_000)}"A"}`);
  const reading = readInThread({ kind: 'any', path: blank, fileName: 'blank.json' }, nothing, {
    idleMs: 100,
    startMs: 20_000,
    memoryMegabytes: 128,
  });
  await expect(reading).rejects.toMatchObject({ code: 'too-slow' });
});

it('a thread that needs too much memory ends alone, and says so', async () => {
  const large = join(folder.path, 'large.json');
  await writeFile(large, `{"x":[${'["aaaaaaa"],'.repeat(180_000)}[]]}`);
  const reading = (memoryMegabytes: number) =>
    readInThread({ kind: 'any', path: large, fileName: 'large.json' }, nothing, {
      idleMs: 20_000,
      startMs: 20_000,
      memoryMegabytes,
    });
  await expect(reading(12)).rejects.toMatchObject({ code: 'too-much-memory' });
  await expect(reading(128)).rejects.toMatchObject({ code: 'unknown-json' });
});
