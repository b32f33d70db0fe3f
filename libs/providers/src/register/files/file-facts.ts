import { createHash } from 'node:crypto';
import { FileRefused } from '../import-result';
import type { Fingerprint, InputFile } from './input';
import type { Meter } from './meter';
import { isZip, refuseOtherFormats, textKind } from './sniff';
import { decodedStart, notText, type TextEncoding, Utf8Check, utf16Of } from './text-encoding';

/** What is known of a file when its bytes have been looked at once. */
export interface FileFacts extends Fingerprint {
  format: 'zip' | 'json' | 'calendar' | 'table';
  /** Of text. */
  encoding: TextEncoding;
  /** False for a text that may have been cut off in its last row. */
  endsWithNewline: boolean;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
/**
 * Reads a file once, so that nothing that is not text reaches the readers of text.
 * @throws FileRefused when the file is empty or nothing that can be read
 */
export async function factsOf(file: InputFile, meter: Meter): Promise<FileFacts> {
  const hash = createHash('sha256');
  const check = new TextCheck();
  let start: Buffer | null = null;
  let last: Buffer = Buffer.alloc(0);
  for await (const piece of file.pieces()) {
    if (!start) {
      start = piece;
      refuseOtherFormats(piece);
      check.begin(piece);
    }
    hash.update(piece);
    if (!isZip(start)) check.add(piece);
    last = piece;
    meter.achieved();
  }
  if (!start) throw new FileRefused('empty', 'The file is empty; download it again.');
  const facts = { sha256: hash.digest('hex'), bytes: file.bytes };
  if (isZip(start)) return { ...facts, format: 'zip', encoding: 'utf-8', endsWithNewline: true };
  const encoding = check.encoding();
  return {
    ...facts,
    format: textKind(decodedStart(start.subarray(0, 4096), encoding)),
    encoding,
    endsWithNewline: endsWithNewline(last, encoding),
  };
}

function endsWithNewline(last: Buffer, encoding: TextEncoding): boolean {
  const byte = encoding === 'utf-16le' ? last.at(-2) : last.at(-1);
  return byte === newline || byte === carriageReturn;
}

/** Finds out which letters a text is written in. */
class TextCheck {
  private readonly utf8 = new Utf8Check();
  private utf16: 'utf-16le' | 'utf-16be' | null = null;
  private hasMark = false;

  begin(start: Buffer): void {
    this.utf16 = utf16Of(start);
    this.hasMark = start.toString('latin1', 0, 3) === '\xef\xbb\xbf';
  }

  add(piece: Buffer): void {
    if (this.utf16) return;
    if (piece.includes(0)) throw notText();
    this.utf8.add(piece);
  }

  encoding(): TextEncoding {
    if (this.utf16) return this.utf16;
    const result = this.utf8.result();
    if (result === 'cut')
      throw new FileRefused(
        'truncated',
        'The file breaks off in the middle of a letter, so the download was cut short; download it again.',
      );
    if (result === 'utf-8') return 'utf-8';
    if (this.hasMark)
      throw new FileRefused(
        'wrong-encoding',
        'The file says it is UTF-8 and is not; open it in a spreadsheet, save it as “CSV UTF-8” and import that.',
      );
    return 'windows-1252';
  }
}
