import { isUtf8 } from 'node:buffer';
import { FileRefused } from '../import-result';

/** How the letters of a text file are written. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const sampleBytes = 512;

/**
 * UTF-16 by its mark, or by English text in it: every other byte is zero.
 * @returns null when the first bytes of a file are not in UTF-16
 */
export function utf16Of(start: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const sample = start.subarray(0, sampleBytes);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (sample.length < 8 || Math.max(even, odd) < sample.length * 0.4) return null;
  // Both: these are zeros, not letters.
  if (Math.min(even, odd) > sample.length * 0.1) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Whether the bytes given so far are UTF-8, a letter being possibly split between two pieces. */
export class Utf8Check {
  private valid = true;
  private begun: Buffer = Buffer.alloc(0);

  add(piece: Buffer): void {
    if (!this.valid) return;
    const bytes = this.begun.length > 0 ? Buffer.concat([this.begun, piece]) : piece;
    const end = endOfWholeLetters(bytes);
    this.valid = isUtf8(bytes.subarray(0, end));
    this.begun = Buffer.from(bytes.subarray(end));
  }

  /** `cut` when all is UTF-8 but for a last letter that is not whole. */
  result(): 'utf-8' | 'cut' | 'other' {
    if (!this.valid) return 'other';
    return this.begun.length > 0 ? 'cut' : 'utf-8';
  }
}

/** Where the last letter begins if it is not whole, else the end. */
function endOfWholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Letters that no text has; a form feed, a bell of old systems and their end mark are let pass. */
const controls = /[\0-\x06\x0e-\x19\x1c-\x1f]/;

/** So little that its rows are done with before the memory of young objects is full. */
const bytesAtOnce = 16 * 1024;

/**
 * The text of a file as its bytes come; a byte order mark is not part of it.
 * @throws FileRefused when the bytes are no text after all
 */
export async function* decoded(
  pieces: AsyncIterable<Buffer>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += bytesAtOnce) {
      const text = decoder.decode(piece.subarray(at, at + bytesAtOnce), { stream: true });
      // Any bytes at all can be read as these encodings. What is odd in UTF-8 is told row by row.
      if (encoding !== 'utf-8' && controls.test(text)) throw notText();
      if (text !== '') yield text;
    }
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}

/** The beginning of a text, whose last letter may be cut. */
export function decodedStart(start: Buffer, encoding: TextEncoding): string {
  return decoderOf(encoding).decode(start, { stream: true });
}

interface Decoder {
  decode(bytes?: Buffer, options?: { stream: boolean }): string;
}

function decoderOf(encoding: TextEncoding): Decoder {
  return encoding === 'windows-1252' ? windows1252 : new TextDecoder(encoding);
}

/** What Windows-1252 has at 0x80 to 0x9f, where Latin-1 has invisible letters. */
const inWindows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Node’s own decoder takes these bytes for Latin-1 in some of its releases. */
const windows1252 = {
  decode: (bytes: Buffer = Buffer.alloc(0)): string =>
    bytes
      .toString('latin1')
      .replace(/[\x80-\x9f]/g, (c) => inWindows.charAt(c.charCodeAt(0) - 128)),
};

/** What is said of bytes that are no text. */
export const notText = (): FileRefused =>
  new FileRefused(
    'not-text',
    'The file holds bytes that no CSV file has, so it is damaged or of another kind; download it again.',
  );
