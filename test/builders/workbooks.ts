import { type ZipEntry, zipFile } from './zip-file';

/** A cell as a workbook may hold it: text, a number, or XML of its own making. */
export type Cell = string | number | { xml: string };

export interface SheetOfCells {
  name: string;
  rows: readonly (readonly Cell[])[];
}

export const xml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of an Excel workbook, so that some can be made worse before it is packed. */
export function xlsxParts(sheets: readonly SheetOfCells[]): ZipEntry[] {
  const strings = new Map<string, number>();
  const numberOf = (text: string): number => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return strings.get(text) ?? 0;
  };
  const parts = sheets.map(({ rows }, i) => ({
    name: `xl/worksheets/sheet${i + 1}.xml`,
    content: sheetXml(rows, numberOf),
  }));
  return [
    {
      name: '[Content_Types].xml',
      content: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: '_rels/.rels',
      content: `${declaration}<Relationships><Relationship Id="rId1" Type="${officeTypes}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${declaration}<workbook xmlns:r="${officeTypes}"><sheets>${sheets
        .map(({ name }, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${declaration}<Relationships>${sheets
        .map(
          (_, i) =>
            `<Relationship Id="rId${i + 1}" Type="${officeTypes}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="s" Type="${officeTypes}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="f" Type="${officeTypes}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `${declaration}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000000000"/><numFmt numFmtId="165" formatCode="dd\\-mmm\\-yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${declaration}<sst>${[...strings.keys()]
        .map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`)
        .join('')}</sst>`,
    },
    ...parts,
  ];
}

export const xlsxFile = (sheets: readonly SheetOfCells[]): Buffer => zipFile(xlsxParts(sheets));

function sheetXml(rows: SheetOfCells['rows'], numberOf: (text: string) => number): string {
  const lines = rows.map((cells, r) => {
    const xmlOf = (cell: Cell, c: number): string => {
      const place = `${letters(c)}${r + 1}`;
      if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
      if (typeof cell === 'string')
        return cell === '' ? '' : `<c r="${place}" t="s"><v>${numberOf(cell)}</v></c>`;
      return cell.xml.replaceAll('PLACE', place);
    };
    return `<row r="${r + 1}">${cells.map(xmlOf).join('')}</row>`;
  });
  return `${declaration}<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** `A` for 0, `AB` for 27. */
export function letters(column: number): string {
  const before = column >= 26 ? letters(Math.floor(column / 26) - 1) : '';
  return before + String.fromCharCode(65 + (column % 26));
}

/** The parts of an OpenDocument workbook. */
export function odsParts(sheets: readonly SheetOfCells[]): ZipEntry[] {
  const tables = sheets.map(({ name, rows }) => {
    const lines = rows.map(
      (cells) => `<table:table-row>${cells.map(odsCell).join('')}</table:table-row>`,
    );
    return `<table:table table:name="${xml(name)}"><table:table-column/>${lines.join('')}</table:table>`;
  });
  return [
    {
      name: 'mimetype',
      content: 'application/vnd.oasis.opendocument.spreadsheet',
      stored: true,
    },
    { name: 'META-INF/manifest.xml', content: `${declaration}<manifest:manifest/>` },
    {
      name: 'content.xml',
      content: `${declaration}<office:document-content><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`,
    },
  ];
}

export const odsFile = (sheets: readonly SheetOfCells[]): Buffer => zipFile(odsParts(sheets));

function odsCell(cell: Cell): string {
  if (typeof cell === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  if (typeof cell !== 'string') return cell.xml;
  if (cell === '') return '<table:table-cell/>';
  const lines = cell.split('\n').map((line) => `<text:p>${xml(line)}</text:p>`);
  return `<table:table-cell office:value-type="string">${lines.join('')}</table:table-cell>`;
}
