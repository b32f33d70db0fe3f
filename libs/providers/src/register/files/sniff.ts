import { FileRefused } from '../import-result';

interface OtherFormat {
  /** Looks at the first bytes of a file, as Latin-1 text. */
  looksLike(start: string): boolean;
  code: string;
  message: string;
}

const startsWith =
  (...texts: string[]) =>
  (start: string) =>
    texts.some((text) => start.startsWith(text));

const otherFormats: readonly OtherFormat[] = [
  {
    looksLike: startsWith('\xd0\xcf\x11\xe0'),
    code: 'spreadsheet',
    message:
      'The file is an old Excel workbook, or one locked by a password; open it in a spreadsheet, ' +
      'save it without a password as “Excel workbook (.xlsx)” or “CSV UTF-8” and import that.',
  },
  {
    looksLike: startsWith('%PDF'),
    code: 'not-csv',
    message: 'The file is a PDF, not a table; download the CSV file or spreadsheet instead.',
  },
  {
    looksLike: startsWith('\x1f\x8b'),
    code: 'not-csv',
    message: 'The file is compressed with gzip; unpack it and import the file inside.',
  },
  {
    looksLike: startsWith('7z\xbc\xaf\x27\x1c', 'Rar!', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd'),
    code: 'not-csv',
    message: 'The file is an archive that is not a zip; unpack it and import the file inside.',
  },
  {
    looksLike: startsWith('PK\x05\x06'),
    code: 'empty',
    message: 'The file is a zip archive with nothing in it; download it again.',
  },
  {
    looksLike: (start) => /^(?:\xef\xbb\xbf)?\s*<\?xml/i.test(start) && !/<html/i.test(start),
    code: 'not-supported',
    message:
      'The file is XML; open it in a spreadsheet, save it as “CSV UTF-8”, or download the CSV file instead.',
  },
  {
    looksLike: (start) => /^(?:\xef\xbb\xbf)?\s*<(?:!|html|head|body|table|\?xml)/i.test(start),
    code: 'not-csv',
    message: 'The file is a web page, not a table; download the file itself again.',
  },
  {
    looksLike: startsWith('{\\rtf'),
    code: 'not-csv',
    message: 'The file is a text document, not a table; download the CSV file or spreadsheet.',
  },
];

/** @throws FileRefused when the first bytes of a file show that it is nothing that can be read */
export function refuseOtherFormats(start: Buffer): void {
  const text = start.toString('latin1', 0, 4096);
  const found = otherFormats.find((format) => format.looksLike(text));
  if (found) throw new FileRefused(found.code, found.message);
}

/** Whether the first bytes are those of a zip archive, as XLSX and ODS workbooks are too. */
export function isZip(start: Buffer): boolean {
  return start.toString('latin1', 0, 4) === 'PK\x03\x04';
}

/** What text turns out to be, by its beginning. */
export function textKind(start: string): 'json' | 'calendar' | 'table' {
  const text = start.replace(/^\ufeff/, '').trimStart();
  if (/^BEGIN:VCALENDAR/i.test(text)) return 'calendar';
  // A header may begin with a bracket; what follows it tells.
  if (/^\{\s*(?:["}]|$)|^\[\s*(?:[[{"\]\d-]|true|false|null|$)/.test(text)) return 'json';
  return 'table';
}
