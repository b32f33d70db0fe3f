import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileFacts, inspectFile } from './inspect-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspect(content: string): Promise<FileFacts> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const file = await open(path);
  try {
    return await inspectFile(file);
  } finally {
    await file.close();
  }
}

describe('inspectFile', () => {
  it('takes letters of several bytes that lie across the pieces it reads', async () => {
    // One letter before them, so that the pieces of 256 KiB end in the middle of one.
    const text = `x${'é'.repeat(300_000)}${'😀'.repeat(200_000)}\n`;
    expect(await inspect(text)).toEqual({
      sha256: createHash('sha256').update(text).digest('hex'),
      bytes: Buffer.byteLength(text),
      delimiter: ',',
      endsWithNewline: true,
    });
  });

  it.each([
    ['a,b,c;d\n1;2;3;4;5\n', ','],
    ['a;b;c,d\n1,2,3,4\n', ';'],
    ['a\tb\tc\r1,2,3,4\r', '\t'],
    ['a', ','],
  ])('takes the separator of the first line: %j', async (text, delimiter) => {
    expect((await inspect(text)).delimiter).toBe(delimiter);
  });

  it.each([
    ['a,b\n1,2', false],
    ['a,b\n1,2\n', true],
    ['a,b\r1,2\r', true],
  ])('tells whether the last line is ended: %j', async (text, ended) => {
    expect((await inspect(text)).endsWithNewline).toBe(ended);
  });
});
