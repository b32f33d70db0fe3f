import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type FileOutcome, readBytes } from '../../../../../test/builders/file-reading';
import { odsFile, xlsxFile } from '../../../../../test/builders/workbooks';
import { zipFile } from '../../../../../test/builders/zip-file';
import { documentVariants, tableVariants } from '../variants';

const shipped = { tables: tableVariants, documents: documentVariants };
const file = readFileSync(
  join(__dirname, '../../../../../data/lincolnshire_latest_ratings_2026.csv'),
  'utf8',
);
const rows = parse(file) as string[][];
const separated = (separator: string, newline: string): string =>
  rows
    .map((row) => row.map((v) => `"${v.replaceAll('"', '""')}"`).join(separator) + newline)
    .join('');

/** Of the letters beyond ASCII, the file has only this quote; Windows-1252 has it at 0x92. */
const windows1252 = (text: string): Buffer => Buffer.from(text.replaceAll('’', '\x92'), 'latin1');
const sheets = [
  { name: 'Read me', rows: [['Ratings of services'], []] },
  { name: 'Ratings', rows },
];

let original: FileOutcome;
beforeAll(async () => {
  original = await readBytes(file, shipped);
});

it('the open data are read', () => {
  expect(original.read).toMatchObject({ variant: 'cqc-latest-ratings', rows: 4159, setAside: 0 });
  expect(original.lines.length).toBeGreaterThan(478);
});

it.each<[string, () => string | Buffer]>([
  ['UTF-8 with its mark', () => `\ufeff${file}`],
  ['Windows-1252', () => windows1252(file)],
  ['UTF-16 LE', () => Buffer.from(`\ufeff${file}`, 'utf16le')],
  ['UTF-16 BE', () => Buffer.from(`\ufeff${file}`, 'utf16le').swap16()],
  ['UTF-16 without its mark', () => Buffer.from(file, 'utf16le')],
  ['semicolons', () => separated(';', '\r\n')],
  ['tabs', () => separated('\t', '\n')],
  ['lines that end in CR', () => separated(',', '\r')],
  ['no end of the last line', () => separated(',', '\n').trimEnd()],
  ['an archive of it', () => zipFile([{ name: 'in/ratings.csv', content: file }])],
  ['an Excel workbook', () => xlsxFile(sheets)],
  ['an OpenDocument workbook', () => odsFile(sheets)],
  ['an archive of a workbook', () => zipFile([{ name: 'a.xlsx', content: xlsxFile(sheets) }])],
])('written as %s they tell the same', async (_, made) => {
  const bytes = made();
  const { read, lines } = await readBytes(bytes, shipped);
  expect(read).toMatchObject({ rows: 4159, setAside: 0, problems: [] });
  expect(read.sha256).not.toBe(original.read.sha256);
  expect(lines).toEqual(original.lines);
});
