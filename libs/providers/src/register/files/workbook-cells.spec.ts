import { readBytes } from '../../../../../test/builders/file-reading';
import {
  type Cell,
  odsFile,
  odsParts,
  xlsxFile,
  xlsxParts,
} from '../../../../../test/builders/workbooks';
import { zipFile } from '../../../../../test/builders/zip-file';

const header = ['Code', 'Name', 'Town'];
const names = (lines: readonly string[]): (string | undefined)[] =>
  lines.map((line) => line.split('\t')[3]);

async function excelName(xml: string): Promise<string | undefined> {
  const rows: Cell[][] = [header, ['A', { xml }, 'x']];
  const { lines } = await readBytes(xlsxFile([{ name: 'N', rows }]));
  return names(lines)[0];
}

describe('a cell of an Excel workbook', () => {
  it.each([
    ['a day by a format of Excel’s', '<c r="PLACE" s="1"><v>44742</v></c>', '2022-06-30'],
    ['a day by a format of its own', '<c r="PLACE" s="3"><v>44742.5</v></c>', '2022-06-30'],
    ['zeros in front by its format', '<c r="PLACE" s="2"><v>1522123456</v></c>', '01522123456'],
    ['a number with an exponent', '<c r="PLACE"><v>1.522123456E9</v></c>', '1522123456'],
    ['text within', '<c r="PLACE" t="inlineStr"><is><t>a &amp; b</t></is></c>', 'a & b'],
    [
      'text in runs',
      '<c r="PLACE" t="inlineStr"><is><r><t>a</t></r><r><rPr/><t>b</t></r></is></c>',
      'ab',
    ],
    [
      'text with its reading aid',
      '<c r="PLACE" t="inlineStr"><is><t>a</t><rPh><t>x</t></rPh></is></c>',
      'a',
    ],
    [
      'a formula’s last value',
      '<c r="PLACE" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c>',
      'y',
    ],
    ['a formula’s number', '<c r="PLACE"><f>1+1</f><v>2</v></c>', '2'],
    ['yes', '<c r="PLACE" t="b"><v>1</v></c>', 'TRUE'],
    ['a mistake', '<c r="PLACE" t="e"><v>#N/A</v></c>', '#N/A'],
    ['an ISO day', '<c r="PLACE" t="d"><v>2022-06-30T00:00:00</v></c>', '2022-06-30'],
    [
      'a letter written as a number',
      '<c r="PLACE" t="inlineStr"><is><t>a_x000A_b</t></is></c>',
      'a\\nb',
    ],
    ['a formula that was never worked out', '<c r="PLACE"><f>NOW()</f></c>', ''],
  ])('holds %s', async (_, xml, name) => {
    expect(await excelName(xml)).toBe(name);
  });

  it.each([
    ['a text that is not there', '<c r="PLACE" t="s"><v>99</v></c>', 'damaged-workbook'],
    ['a text by no number', '<c r="PLACE" t="s"><v>x</v></c>', 'damaged-workbook'],
    ['no place', '<c r="7"><v>1</v></c>', 'damaged-workbook'],
    ['a place far to the right', '<c r="XFDXFD1"><v>1</v></c>', 'too-many-columns'],
    [
      'more than a cell can',
      `<c r="PLACE" t="str"><v>${'x'.repeat(40_000)}</v></c>`,
      'cell-too-long',
    ],
  ])('that refers to %s is refused', async (_, xml, code) => {
    await expect(excelName(xml)).rejects.toMatchObject({ code });
  });
});

describe('an Excel workbook', () => {
  const parts = () => xlsxParts([{ name: 'N', rows: [header, ['A', 'Oaks', 'x']] }]);
  const changed = (name: string, change: (content: string) => string) =>
    zipFile(parts().map((p) => (p.name === name ? { ...p, content: change(`${p.content}`) } : p)));

  it('counts its days from 1904 when it says so', async () => {
    const dated = xlsxParts([
      { name: 'N', rows: [header, ['A', { xml: '<c r="PLACE" s="1"><v>43280</v></c>' }]] },
    ]);
    const bytes = zipFile(
      dated.map((p) =>
        p.name === 'xl/workbook.xml'
          ? {
              ...p,
              content: `${p.content}`.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
            }
          : p,
      ),
    );
    expect(names((await readBytes(bytes)).lines)).toEqual(['2022-06-30']);
  });

  it('may write its elements with prefixes and leave out where cells stand', async () => {
    const sheet = `<x:worksheet><x:sheetData>${[header, ['A', 'Oaks', 'x']]
      .map(
        (cells) =>
          `<x:row>${cells.map((c) => `<x:c t="str"><x:v>${c}</x:v></x:c>`).join('')}</x:row>`,
      )
      .join('')}</x:sheetData></x:worksheet>`;
    const { lines } = await readBytes(changed('xl/worksheets/sheet1.xml', () => sheet));
    expect(names(lines)).toEqual(['Oaks']);
  });

  it('with macros, hidden sheets and foreign links is read like any other', async () => {
    const bytes = zipFile([
      ...parts().map((p) =>
        p.name === 'xl/workbook.xml'
          ? { ...p, content: `${p.content}`.replace('<sheet ', '<sheet state="veryHidden" ') }
          : p,
      ),
      { name: 'xl/vbaProject.bin', content: Buffer.alloc(1000, 7) },
      {
        name: 'xl/externalLinks/externalLink1.xml',
        content: '<!DOCTYPE x SYSTEM "http://localhost/">',
      },
    ]);
    expect(names((await readBytes(bytes)).lines)).toEqual(['Oaks']);
  });

  it.each<[string, Buffer, string]>([
    [
      'without a directory',
      zipFile(parts().filter((p) => p.name !== 'xl/workbook.xml')),
      'not-csv',
    ],
    ['without its sheet', zipFile(parts().filter((p) => !p.name.includes('sheet1'))), 'empty'],
    [
      'of the binary kind',
      changed('_rels/.rels', (c) => c.replace('workbook.xml', 'workbook.bin')),
      'spreadsheet',
    ],
    [
      'that is a letter',
      zipFile([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: '<a/>' },
      ]),
      'not-csv',
    ],
    [
      'with a document type',
      changed('xl/sharedStrings.xml', () => '<!DOCTYPE a><sst/>'),
      'xml-entities',
    ],
    [
      'that breaks off',
      changed('xl/worksheets/sheet1.xml', (c) => c.slice(0, -30)),
      'damaged-workbook',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({ code });
  });
});

async function odsName(xml: string): Promise<string | undefined> {
  const rows: Cell[][] = [header, ['A', { xml }, 'x']];
  return names((await readBytes(odsFile([{ name: 'N', rows }]))).lines)[0];
}

const cell = (attributes: string, shown: string): string =>
  `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;

describe('a cell of an OpenDocument workbook', () => {
  it.each([
    [
      'a day',
      cell('office:value-type="date" office:date-value="2022-06-30"', '30 June'),
      '2022-06-30',
    ],
    [
      'a day with a time',
      cell('office:value-type="date" office:date-value="2022-06-30T09:00:00"', 'x'),
      '2022-06-30',
    ],
    [
      'a number that is shown with commas',
      cell('office:value-type="float" office:value="1234567"', '1,234,567'),
      '1234567',
    ],
    [
      'a number with zeros in front',
      cell('office:value-type="float" office:value="1522123456"', '01522123456'),
      '01522123456',
    ],
    [
      'a formula’s last value',
      cell('table:formula="of:=1+1" office:value-type="float" office:value="2"', '2'),
      '2',
    ],
    ['yes', cell('office:value-type="boolean" office:boolean-value="true"', 'yes'), 'TRUE'],
    [
      'blanks and tabs',
      cell('', 'a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d'),
      'a  b\\tc\\nd',
    ],
    ['text in pieces', cell('', 'a<text:span>b</text:span><text:a>c</text:a>'), 'abc'],
    [
      'a remark beside it',
      `<table:table-cell><office:annotation><text:p>secret</text:p></office:annotation><text:p>a</text:p></table:table-cell>`,
      'a',
    ],
    ['lines', '<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>', 'a\\nb'],
  ])('holds %s', async (_, xml, name) => {
    expect(await odsName(xml)).toBe(name);
  });
});

describe('an OpenDocument workbook', () => {
  const content = (rows: string) =>
    zipFile(
      odsParts([{ name: 'N', rows: [header] }]).map((p) =>
        p.name === 'content.xml'
          ? { ...p, content: `${p.content}`.replace('</table:table>', `${rows}</table:table>`) }
          : p,
      ),
    );
  const row = (cells: string, attributes = '') =>
    `<table:table-row ${attributes}>${cells}</table:table-row>`;
  const oaks = cell('', 'A') + cell('', 'Oaks') + cell('', 'x');

  it('counts repeated rows and cells, and passes over blank ones', async () => {
    const { lines } = await readBytes(
      content(
        row(
          '<table:table-cell table:number-columns-repeated="16384"/>',
          'table:number-rows-repeated="40"',
        ) +
          row(oaks, 'table:number-rows-repeated="2"') +
          row(
            `${cell('table:number-columns-repeated="2"', 'B')}<table:table-cell table:number-columns-repeated="1000000000"/>`,
          ) +
          row('<table:table-cell/>', 'table:number-rows-repeated="1000000000"'),
      ),
    );
    expect(lines.map((line) => line.split('\t').slice(0, 4).join(' '))).toEqual([
      '42 t A Oaks',
      '43 t A Oaks',
      '44 t B B',
    ]);
  });

  it.each([
    [
      'a cell repeated a billion times',
      row(cell('table:number-columns-repeated="1000000000"', 'A')),
      'too-many-columns',
    ],
    [
      'a row repeated a billion times',
      row(oaks, 'table:number-rows-repeated="1000000000"'),
      'too-many-repeats',
    ],
    [
      'a cell a billion to the right',
      row(`<table:table-cell table:number-columns-repeated="1000000000"/>${cell('', 'A')}`),
      'too-many-columns',
    ],
    [
      'a cell of a million blanks',
      row(cell('', '<text:s text:c="1000000"/>'.repeat(40))),
      'cell-too-long',
    ],
  ])('with %s is refused', async (_, rows, code) => {
    await expect(readBytes(content(rows))).rejects.toMatchObject({ code });
  });

  it('locked by a password, or that is no spreadsheet, is refused', async () => {
    const parts = odsParts([{ name: 'N', rows: [header] }]);
    const locked = parts.map((p) =>
      p.name.startsWith('META') ? { ...p, content: '<manifest:encryption-data/>' } : p,
    );
    await expect(readBytes(zipFile(locked))).rejects.toMatchObject({ code: 'encrypted' });
    const text = parts.map((p) =>
      p.name === 'mimetype' ? { ...p, content: 'application/vnd.oasis.opendocument.text' } : p,
    );
    await expect(readBytes(zipFile(text))).rejects.toMatchObject({ code: 'not-csv' });
  });
});
