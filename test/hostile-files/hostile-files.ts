import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { odsParts, xlsxFile, xlsxParts } from '../builders/workbooks';
import { type ZipEntry, zipFile } from '../builders/zip-file';

/** A file made to harm who reads it, and what must come of it. */
export interface HostileFile {
  name: string;
  /** The code it is refused with, or `parsed`. */
  outcome: string;
  /** Writes it, and gives its path. */
  make(folder: string): string;
}

const header = ['Code', 'Organisation Name', 'Status', 'Date Of Publication'];
const rows = [header, ['VA001', 'Invented home', '22/23 Standards Met', '30/06/2023']];
const csv = `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`;
const sheets = [{ name: 'List', rows }];
const mega = 1_000_000;

/** Bytes that hardly pack, so that no rule about packed sizes is what stops them. */
function noise(length: number): string {
  const block = Buffer.alloc(Math.ceil(length / 2 / 32) * 32);
  for (let at = 0; at < block.length; at += 32)
    createHash('sha256').update(`${at}`).digest().copy(block, at);
  return block.toString('hex').slice(0, length);
}

const file =
  (content: () => string | Buffer, fileName = 'file.csv') =>
  (folder: string): string => {
    const path = join(folder, fileName);
    writeFileSync(path, content());
    return path;
  };
const zip = (...entries: ZipEntry[]) => file(() => zipFile(entries), 'file.zip');

function excel(part: string, change: (content: string) => string, more: ZipEntry[] = []) {
  return file(() => {
    const parts = xlsxParts(sheets).map((p) =>
      p.name === part ? { ...p, content: change(`${p.content}`) } : p,
    );
    return zipFile([...parts, ...more]);
  }, 'file.xlsx');
}
const sheet = 'xl/worksheets/sheet1.xml';
const strings = 'xl/sharedStrings.xml';
const cells = (xml: () => string) =>
  excel(sheet, (content) => content.replace('</sheetData>', `${xml()}</sheetData>`));
const ods = (xml: string) =>
  file(
    () =>
      zipFile(
        odsParts(sheets).map((p) =>
          p.name === 'content.xml'
            ? { ...p, content: `${p.content}`.replace('</table:table>', `${xml}</table:table>`) }
            : p,
        ),
      ),
    'file.ods',
  );
const odsCell = (attributes: string) =>
  `<table:table-cell ${attributes}><text:p>x</text:p></table:table-cell>`;

const laughs = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
).join('')}]>`;

const archives: HostileFile[] = [
  {
    name: 'zip bomb, 1,000 to 1',
    outcome: 'zip-bomb',
    make: zip({ name: 'a.csv', content: Buffer.alloc(100 * mega, 'a') }),
  },
  {
    name: 'zip bomb within zips',
    outcome: 'archive-inside',
    make: file(() => {
      let inner = zipFile([{ name: 'a.csv', content: Buffer.alloc(20 * mega) }]);
      for (let i = 0; i < 5; i++) inner = zipFile([{ name: `${i}.zip`, content: inner }]);
      return zipFile(Array.from({ length: 10 }, (_, i) => ({ name: `${i}.zip`, content: inner })));
    }, 'file.zip'),
  },
  {
    name: 'zip that calls itself a table, in a zip',
    outcome: 'archive-inside',
    make: zip({ name: 'a.csv', content: zipFile([{ name: 'b.csv', content: csv }]) }),
  },
  {
    name: 'entry that is larger than it says',
    outcome: 'lying-size',
    make: zip({ name: 'a.csv', content: csv + noise(30 * mega), claimedSize: csv.length }),
  },
  {
    name: 'entry that is smaller than it says',
    outcome: 'lying-size',
    make: zip({ name: 'a.csv', content: csv, claimedSize: 5 * mega }),
  },
  {
    name: 'workbook part of a claimed 2 GB',
    outcome: 'zip-bomb',
    make: file(
      () =>
        zipFile(
          xlsxParts(sheets).map((p) => (p.name === sheet ? { ...p, claimedSize: 2 ** 31 } : p)),
        ),
      'file.xlsx',
    ),
  },
  {
    name: 'entries that lie over one another',
    outcome: 'zip-bomb',
    make: zip(
      { name: 'a.csv', content: csv },
      ...Array.from({ length: 1000 }, (_, i) => ({
        name: `${i}.csv`,
        content: csv,
        sharesPlaceOf: 'a.csv',
      })),
    ),
  },
  {
    name: 'names that lead out of the archive',
    outcome: 'unsafe-names',
    make: zip({ name: '../../../etc/cron.d/a.csv', content: csv }),
  },
  {
    name: 'an absolute name',
    outcome: 'unsafe-names',
    make: zip({ name: '/etc/a.csv', content: csv }),
  },
  {
    name: 'names with backslashes',
    outcome: 'unsafe-names',
    make: zip({ name: '..\\..\\a.csv', content: csv }),
  },
  {
    name: 'link in an archive',
    outcome: 'link-inside',
    make: zip({ name: 'a.csv', content: '/etc/passwd', mode: 0o120777 }),
  },
  {
    name: 'encrypted archive',
    outcome: 'encrypted',
    make: zip({ name: 'a.csv', content: csv, flags: 0x801 }),
  },
  {
    name: 'unusual packing',
    outcome: 'not-supported',
    make: zip({ name: 'a.csv', content: csv, method: 14 }),
  },
  {
    name: 'archive cut in half',
    outcome: 'damaged-zip',
    make: file(() => {
      const whole = zipFile([{ name: 'a.csv', content: csv + noise(mega) }]);
      return whole.subarray(0, whole.length / 2);
    }, 'file.zip'),
  },
  {
    name: 'archive with a damaged middle',
    outcome: 'damaged-zip',
    make: file(() => zipFile([{ name: 'a.csv', content: csv + noise(mega) }]).fill(0xff, 200, 900)),
  },
  {
    name: '100,000 tiny entries',
    outcome: 'too-many-files',
    make: file(() =>
      zipFile(
        Array.from({ length: 100_000 }, (_, i) => ({ name: `${i}`, content: '', stored: true })),
      ),
    ),
  },
  {
    name: '40,000 tiny JSON entries of nothing',
    outcome: 'unknown-json',
    make: file(() =>
      zipFile(
        Array.from({ length: 40_000 }, (_, i) => ({
          name: `${i}.json`,
          content: '{}',
          stored: true,
        })),
      ),
    ),
  },
];

const workbooks: HostileFile[] = [
  {
    name: 'billion laughs in a sheet',
    outcome: 'xml-entities',
    make: excel(sheet, (content) => content.replace('<worksheet>', `${laughs}<worksheet>&l9;`)),
  },
  {
    name: 'a document type from elsewhere',
    outcome: 'xml-entities',
    make: excel(
      strings,
      () => '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>',
    ),
  },
  {
    name: 'entities nobody declared',
    outcome: 'parsed',
    make: excel(strings, (content) => content.replace('Invented', '&x;'.repeat(1000))),
  },
  {
    name: 'a row of a million cells',
    outcome: 'too-many-columns',
    make: cells(
      () =>
        `<row r="9">${Array.from({ length: mega }, (_, i) => `<c><v>${i}</v></c>`).join('')}</row>`,
    ),
  },
  {
    name: 'a cell of 40 million letters',
    outcome: 'cell-too-long',
    make: cells(() => `<row><c r="A9" t="str"><v>${noise(40 * mega)}</v></c></row>`),
  },
  {
    name: 'a shared text of 40 million letters',
    outcome: 'cell-too-long',
    make: excel(strings, () => `<sst><si><t>${noise(40 * mega)}</t></si></sst>`),
  },
  {
    name: '110 MB of shared texts',
    outcome: 'too-many-texts',
    make: excel(strings, () => {
      const text = noise(30_000);
      return `<sst>${Array.from({ length: 3700 }, (_, i) => `<si><t>${i}${text.slice(i)}</t></si>`).join('')}</sst>`;
    }),
  },
  {
    name: 'an attribute of 20 million letters',
    outcome: 'damaged-workbook',
    make: cells(() => `<row r="${noise(20 * mega)}"/>`),
  },
  {
    name: 'a comment of 40 million letters',
    outcome: 'parsed',
    make: cells(() => `<!--${noise(40 * mega)}-->`),
  },
  {
    name: '80 million blanks between rows',
    outcome: 'zip-bomb',
    make: cells(() => ' '.repeat(80 * mega)),
  },
  {
    name: 'elements a million deep',
    outcome: 'damaged-workbook',
    make: cells(() => '<a>'.repeat(mega)),
  },
  {
    name: 'parts that refer to one another',
    outcome: 'empty',
    make: excel('xl/_rels/workbook.xml.rels', (content) =>
      content
        .replaceAll(/Target="[^"]*"/g, 'Target="_rels/workbook.xml.rels"')
        .replaceAll('/worksheet"', '/styles"'),
    ),
  },
  {
    name: 'a cell that refers to no text',
    outcome: 'damaged-workbook',
    make: cells(() => '<row><c r="A9" t="s"><v>4294967295</v></c></row>'),
  },
  {
    name: 'formulas that would run programs',
    outcome: 'parsed',
    make: cells(
      () =>
        '<row r="3"><c r="A3" t="str"><f>cmd|"/c calc"!A1</f><v>VA002</v></c>' +
        '<c r="B3" t="str"><f>WEBSERVICE("http://localhost/")</f><v>Home</v></c></row>',
    ),
  },
  {
    name: 'workbook with macros',
    outcome: 'parsed',
    make: excel(sheet, (c) => c, [{ name: 'xl/vbaProject.bin', content: noise(100_000) }]),
  },
  {
    name: 'a billion repeated cells',
    outcome: 'too-many-columns',
    make: ods(
      `<table:table-row>${odsCell('table:number-columns-repeated="1000000000"')}</table:table-row>`,
    ),
  },
  {
    name: 'a billion repeated rows',
    outcome: 'too-many-repeats',
    make: ods(
      `<table:table-row table:number-rows-repeated="1000000000">${odsCell('')}</table:table-row>`,
    ),
  },
  {
    name: 'a billion repeated blank cells and rows',
    outcome: 'parsed',
    make: ods(
      '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>',
    ),
  },
];

const texts: HostileFile[] = [
  {
    name: 'a row of a million columns',
    outcome: 'row-too-long',
    make: file(() => `${csv}${'x,'.repeat(mega)}x\r\n`),
  },
  {
    name: 'a header of a million columns',
    outcome: 'row-too-long',
    make: file(() => `${'x,'.repeat(mega)}x\r\n`),
  },
  {
    name: 'a quote that is not closed for 50 MB',
    outcome: 'row-too-long',
    make: file(() => `${csv}VA002,"${`${noise(990)},\n`.repeat(50_500)}`),
  },
  {
    name: '60 MB without an end of line',
    outcome: 'row-too-long',
    make: file(() => Buffer.alloc(60 * mega, 'x')),
  },
  {
    name: '200 million blank lines',
    outcome: 'too-many-blank-rows',
    make: file(() =>
      Buffer.concat([Buffer.from(`${rows[0]?.join(',')}\n`), Buffer.alloc(200 * mega, '\n')]),
    ),
  },
  { name: 'zeros', outcome: 'not-text', make: file(() => Buffer.alloc(10 * mega)) },
  {
    name: 'zeros in a table',
    outcome: 'not-text',
    make: file(() => csv.replace('Invented', 'Inv\0ented')),
  },
  { name: 'noise', outcome: 'not-text', make: file(() => Buffer.from(noise(8 * mega), 'hex')) },
  {
    name: 'UTF-16 without its mark',
    outcome: 'parsed',
    make: file(() => Buffer.from(csv, 'utf16le')),
  },
  {
    name: 'UTF-16 with zeros in it',
    outcome: 'not-text',
    make: file(() => Buffer.from(`\ufeff${csv}\0\0`, 'utf16le')),
  },
  { name: 'nothing', outcome: 'empty', make: file(() => '') },
  { name: 'one byte', outcome: 'empty', make: file(() => '\n') },
  {
    name: 'a workbook that calls itself CSV',
    outcome: 'parsed',
    make: file(() => xlsxFile(sheets)),
  },
  {
    name: 'CSV that calls itself a workbook',
    outcome: 'parsed',
    make: file(() => csv, 'file.xlsx'),
  },
  {
    name: 'a web page that calls itself CSV',
    outcome: 'not-csv',
    make: file(() => '<!DOCTYPE html><html><script>alert(1)</script>'),
  },
  { name: 'gzip', outcome: 'not-csv', make: file(() => gzipSync(Buffer.alloc(50 * mega))) },
  {
    name: 'JSON ten million deep',
    outcome: 'nested-too-deep',
    make: file(() => '['.repeat(10 * mega), 'file.json'),
  },
  {
    name: 'a JSON number of 10 million digits',
    outcome: 'value-too-long',
    make: file(() => `{"locationId":${'9'.repeat(10 * mega)}}`, 'file.json'),
  },
  {
    name: 'a JSON text of 50 million letters',
    outcome: 'value-too-long',
    make: file(() => `{"locationId":"${'x'.repeat(50 * mega)}"}`, 'file.json'),
  },
  {
    name: 'JSON of ten million tiny values',
    outcome: 'document-too-large',
    make: file(() => `{"locationId":[${'[],'.repeat(10 * mega)}[]]}`, 'file.json'),
  },
  {
    name: 'JSON that would change what objects are',
    outcome: 'unknown-json',
    make: file(
      () => '{"__proto__":{"locationId":"1-1"},"constructor":{"prototype":{}}}',
      'file.json',
    ),
  },
  {
    name: 'a device behind a link',
    outcome: 'not-a-file',
    make: (folder) => {
      const path = join(folder, 'file.csv');
      symlinkSync('/dev/zero', path);
      return path;
    },
  },
  {
    name: 'a link in a folder',
    outcome: 'link-inside',
    make: (folder) => {
      const path = join(folder, 'records');
      mkdirSync(path);
      symlinkSync('/etc/passwd', join(path, 'a.json'));
      return path;
    },
  },
];

export const hostileFiles: readonly HostileFile[] = [...archives, ...workbooks, ...texts];
