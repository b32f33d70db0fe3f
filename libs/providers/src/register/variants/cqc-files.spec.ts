import {
  directoryPreamble,
  directoryTable,
  dualRegistrations,
  hscaTable,
  inventedLocation,
  type MadeTable,
  searchExportTable,
} from '../../../../../test/builders/cqc-tables';
import { type FileOutcome, readBytes, readPath } from '../../../../../test/builders/file-reading';
import { csvLine } from '../../../../../test/builders/latest-ratings';
import { type Cell, odsFile, xlsxFile } from '../../../../../test/builders/workbooks';
import { zipFile } from '../../../../../test/builders/zip-file';
import { openData, openDataFile } from '../../../../../test/harness/open-data';
import { documentVariants, tableVariants } from '.';

const all = { tables: tableVariants, documents: documentVariants };
const home = inventedLocation();
const cafe = inventedLocation({
  locationId: '1-900000002',
  name: 'Café Court – North',
  manager: '',
});
const town = [home, cafe];

const csv = (rows: readonly (readonly string[])[], separator = ',', end = '\r\n'): string =>
  rows.map((row) => `${csvLine(row, separator)}${end}`).join('');
const lines = ({ header, rows }: MadeTable) => [header, ...rows];

/** What a file came to, in short: its kind, its rows, and the lines that are about sites. */
const inShort = ({ read, lines: copied }: FileOutcome) => ({
  variant: read.variant,
  rows: read.rows,
  problems: read.problems.map((p) => p.code),
  sites: copied.filter((line) => /\t1-9000000/.test(line)).length,
});

/** `2011-01-10` as Excel keeps it, in a cell with a style for days. */
const excelDay: Cell = { xml: '<c r="PLACE" s="1"><v>40553</v></c>' };

describe('the HSCA workbook', () => {
  const { header, rows } = hscaTable(town, { days: 'iso' });
  const readMe = { name: 'README', rows: [['CQC care directory with filters'], ['As at', '2026']] };
  const above = [...Array.from({ length: 5 }, () => ['']), ['Locations as at 1 January 2024']];
  const started = header.indexOf('Location HSCA start date');
  const asExcel = rows.map((row) => row.map((v, i): Cell => (i === started ? excelDay : v)));
  const expected = { variant: 'cqc-hsca-locations', rows: 2, problems: [], sites: 2 };

  it('in Excel’s format is read with its header on row 7, and beside other sheets', async () => {
    const book = xlsxFile([
      readMe,
      { name: 'HSCA_Active_Locations', rows: [...above, header, ...asExcel] },
      { name: 'Dual_Registration_Locations', rows: lines(dualRegistrations) },
    ]);
    const outcome = await readBytes(book, all, 'cqc');
    expect(inShort(outcome)).toMatchObject({ ...expected, problems: expect.anything() });
    expect(outcome.read.setAside).toBe(0);
    expect(outcome.lines.join('\n')).toContain('\t2011-01-10\t');
    expect(outcome.lines.join('\n')).not.toContain('1-900000077');
  });

  it('in OpenDocument’s format is read the same', async () => {
    const sheet = { name: 'HSCA_Active_Locations', rows: [header, ...rows] };
    const opened = await readBytes(odsFile([readMe, sheet]), all, 'cqc');
    const excel = await readBytes(xlsxFile([readMe, sheet]), all, 'cqc');
    expect(inShort(opened)).toEqual(expected);
    expect(opened.lines).toEqual(excel.lines);
  });
});

describe('the directory', () => {
  const made = directoryTable(town, 2026);
  const whole = [...directoryPreamble(made.header.length, '19 August 2026'), ...lines(made)];
  const expected = { variant: 'cqc-directory', rows: 2, problems: [], sites: 2 };

  it.each<[string, string | Buffer]>([
    ['UTF-8', csv(whole)],
    ['UTF-8 with a mark', `\ufeff${csv(whole)}`],
    ['Windows-1252', Buffer.from(csv(whole).replaceAll('–', '\u0096'), 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${csv(whole)}`, 'utf16le')],
    ['semicolons', csv(whole, ';')],
    ['tabs and bare line feeds', csv(whole, '\t', '\n')],
    ['bare carriage returns', csv(whole, ',', '\r')],
  ])('is read in %s', async (_, bytes) => {
    const outcome = await readBytes(bytes, all, 'cqc');
    expect(inShort(outcome)).toEqual(expected);
    expect(outcome.read.producedOn).toBe('2026-08-19');
    expect(outcome.lines.join('\n')).toContain('Café Court – North');
  });

  it.each([2016, 2020] as const)('of %d is read with what its header was then', async (year) => {
    const outcome = await readBytes(csv(lines(directoryTable(town, year))), all, 'any');
    expect(inShort(outcome)).toEqual(expected);
  });
});

describe('an archive', () => {
  it.each([
    ['care_homes_archived_2024-06.zip', 'cqc-search-export', 10_695],
    ['cqc_care_homes_with_ods_2021-02.zip', 'cqc-api-table', 728],
    ['oldham-2025-03.zip', 'cqc-api', 471],
    ['locations_page1_1000.zip', 'cqc-api-listing', 1000],
  ])('%s is read as what lies in it', async (name, variant, rows) => {
    const { read } = await readPath(openDataFile(name), all, 'cqc');
    expect([read.variant, read.rows]).toEqual([variant, rows]);
  });

  it('of records tells the same in whatever order they lie in it', async () => {
    const files = (await openData('oldham-2025-03.zip')).filter(({ name }) =>
      /1-10|list|loc.*s\.json/.test(name),
    );
    const entries = files.map(({ name, bytes }) => ({ name, content: bytes }));
    const told = async (order: typeof entries) => {
      const outcome = await readBytes(zipFile(order), all, 'cqc');
      // The first column is the place in the archive.
      return [outcome.read.variant, outcome.lines.map((l) => l.replace(/^\d+/, '')).sort()];
    };
    expect(await told([...entries].reverse())).toEqual(await told(entries));
  });

  it('whose file has “archived” in its name holds deregistered locations', async () => {
    const file = { name: 'homes_archived.csv', content: csv(lines(searchExportTable(town))) };
    const outcome = await readBytes(zipFile([file]), all, 'cqc');
    expect(inShort(outcome).problems).toEqual([]);
    expect(outcome.lines.filter((line) => line.includes('\tderegistered\t'))).toHaveLength(2);
  });
});
