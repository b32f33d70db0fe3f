import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type HolidayFile, HolidayFileRefused, mostBytes } from './holiday-file';
import { readCalendar } from './read-calendar';
import { readJson } from './read-json';

/** A file of bank holidays with what tells it from others. */
export interface ReadHolidayFile {
  file: HolidayFile;
  /** Of the bytes, in hex. */
  sha256: string;
  bytes: number;
}

/**
 * Reads GOV.UK's list of bank holidays, as JSON or as a calendar, whatever it is called.
 * @param fileName as people know it: a calendar's says which part of the country it is of
 * @throws HolidayFileRefused
 */
export async function readHolidayFile(path: string, fileName: string): Promise<ReadHolidayFile> {
  const bytes = await readSmallFile(path);
  const text = decode(bytes).trimStart();
  if (text === '')
    throw new HolidayFileRefused('empty', 'The file holds nothing; download it again.');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: readText(text, fileName), sha256, bytes: bytes.length };
}

function readText(text: string, fileName: string): HolidayFile {
  if (/^BEGIN:VCALENDAR/i.test(text)) return readCalendar(text, fileName);
  if (text.startsWith('{')) return readJson(text);
  throw new HolidayFileRefused(
    'not-bank-holidays',
    'This is neither GOV.UK’s bank-holidays.json nor its calendar (.ics); download one of them.',
  );
}

async function readSmallFile(path: string): Promise<Buffer> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new HolidayFileRefused(
        'no-such-file',
        'There is no such file; check its name and folder.',
      );
    throw new HolidayFileRefused(
      'unreadable',
      `The file cannot be opened (${error.code ?? 'unknown'}); check who may read it.`,
    );
  });
  if (!found.isFile())
    throw new HolidayFileRefused('not-a-file', 'This is not a file; name the file itself.');
  if (found.size > mostBytes)
    throw new HolidayFileRefused(
      'too-large',
      'The file is larger than 2 MB, so it is no list of bank holidays; download it again.',
    );
  return readFile(path);
}

/** UTF-8, with or without its mark; UTF-16 by its mark. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
