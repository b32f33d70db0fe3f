import { FileRefused } from './import-result';

interface OtherFormat {
  /** Looks at the first bytes of a file, as Latin-1 text. */
  looksLike(start: string): boolean;
  code: string;
  message: string;
}

const startsWith = (text: string) => (start: string) => start.startsWith(text);
const saveAsCsv = 'open it in a spreadsheet, save the sheet as “CSV UTF-8” and import that.';

const otherFormats: readonly OtherFormat[] = [
  {
    looksLike: (start) =>
      start.startsWith('PK\x03\x04') && start.includes('opendocument.spreadsheet'),
    code: 'spreadsheet',
    message: `The file is an OpenDocument spreadsheet, not CSV; ${saveAsCsv}`,
  },
  {
    looksLike: (start) => start.startsWith('PK\x03\x04') && start.includes('[Content_Types].xml'),
    code: 'spreadsheet',
    message: `The file is an Excel workbook, not CSV; ${saveAsCsv}`,
  },
  {
    looksLike: startsWith('PK\x03\x04'),
    code: 'not-csv',
    message: 'The file is a zip archive, not CSV; unpack it and import the CSV file inside.',
  },
  {
    looksLike: startsWith('\xd0\xcf\x11\xe0'),
    code: 'spreadsheet',
    message: `The file is an old Excel workbook, not CSV; ${saveAsCsv}`,
  },
  {
    looksLike: startsWith('%PDF'),
    code: 'not-csv',
    message: 'The file is a PDF, not CSV; download the CSV file instead.',
  },
  {
    looksLike: startsWith('\x1f\x8b'),
    code: 'not-csv',
    message: 'The file is compressed with gzip; unpack it and import the CSV file inside.',
  },
  {
    looksLike: (start) => /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)/i.test(start),
    code: 'not-csv',
    message: 'The file is a web page, not CSV; download the file itself again.',
  },
  {
    looksLike: (start) => /^(?:\xef\xbb\xbf)?\s*[{[]/.test(start),
    code: 'not-supported',
    message: 'The file is JSON; only the CQC “Latest ratings” file (CSV) can be imported so far.',
  },
  {
    looksLike: isUtf16,
    code: 'wrong-encoding',
    message:
      'The file is in UTF-16; open it in a spreadsheet, save it as “CSV UTF-8” and import that.',
  },
];

/** @throws FileRefused when the first bytes of a file show that it is something else than CSV. */
export function refuseOtherFormats(chunk: Buffer): void {
  const start = chunk.toString('latin1', 0, 4096);
  const found = otherFormats.find((format) => format.looksLike(start));
  if (found) throw new FileRefused(found.code, found.message);
}

/** By its mark, or by English text in it: every other byte is zero. */
function isUtf16(start: string): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start)) return true;
  const sample = [...start.slice(0, 512)];
  const zeros = (odd: 0 | 1) => sample.filter((c, i) => i % 2 === odd && c === '\0').length;
  return sample.length >= 8 && Math.max(zeros(0), zeros(1)) > sample.length * 0.4;
}
