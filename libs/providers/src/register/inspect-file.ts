import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { FileRefused } from './import-result';
import { refuseOtherFormats } from './other-formats';

/** What is known of a text file before its rows are read. */
export interface FileFacts {
  /** SHA-256 of the bytes, in hex. */
  sha256: string;
  bytes: number;
  delimiter: ',' | ';' | '\t';
  /** False for a file that may have been cut off in its last row. */
  endsWithNewline: boolean;
}

const chunkBytes = 256 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Reads a file once from its start, so that nothing that is not text reaches the row reader.
 * @throws FileRefused for anything but UTF-8 text
 */
export async function inspectFile(file: FileHandle): Promise<FileFacts> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let bytes = 0;
  let delimiter: FileFacts['delimiter'] = ',';
  let last: number | undefined;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, bytes);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    if (bytes === 0) {
      refuseOtherFormats(chunk);
      delimiter = delimiterOf(chunk);
    }
    if (chunk.includes(0))
      throw new FileRefused(
        'not-text',
        'The file holds bytes that no CSV file has, so it is damaged or of another kind; download it again.',
      );
    hash.update(chunk);
    expectUtf8(() => utf8.decode(chunk, { stream: true }));
    last = chunk[bytesRead - 1];
    bytes += bytesRead;
  }
  if (bytes === 0) throw new FileRefused('empty', 'The file is empty; download it again.');
  const endsWithNewline = last === newline || last === carriageReturn;
  try {
    utf8.decode();
  } catch {
    throw new FileRefused(
      'truncated',
      'The file breaks off in the middle of a letter, so the download was cut short; download it again.',
    );
  }
  return { sha256: hash.digest('hex'), bytes, delimiter, endsWithNewline };
}

function expectUtf8(decode: () => string): void {
  try {
    decode();
  } catch {
    throw new FileRefused(
      'wrong-encoding',
      'The file is not in UTF-8; open it in a spreadsheet, save it as “CSV UTF-8” and import that.',
    );
  }
}

/** The separator that the first line has most of; a spreadsheet may have changed the commas. */
function delimiterOf(start: Buffer): FileFacts['delimiter'] {
  const end = start.findIndex((byte) => byte === newline || byte === carriageReturn);
  const line = start.toString('latin1', 0, end < 0 ? start.length : end);
  const count = (delimiter: string) => line.split(delimiter).length;
  const byCount = ([',', ';', '\t'] as const).map((d) => ({ d, n: count(d) }));
  return byCount.reduce((best, next) => (next.n > best.n ? next : best)).d;
}
