import { guarded } from '@app/providers';
import { cellText, serialDay, serialMoment, type WorkbookValue } from './workbook-values';
import { ZipFile } from './zip';

export interface WorkbookColumn {
  heading: string;
  /** In characters. */
  width?: number;
  /** Long texts go on in the next line of the cell. */
  isLong?: boolean;
}

/** A table of a workbook; its rows may come one by one. */
export interface WorkbookSheet {
  /** Up to 31 characters, as spreadsheets allow; unlike those of the other sheets. */
  name: string;
  columns: readonly WorkbookColumn[];
  rows: AsyncIterable<readonly WorkbookValue[]> | Iterable<readonly WorkbookValue[]>;
}

const usualWidth = 16;

const sheetName = (name: string): string => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);

/** Characters of XML that are packed together. */
const pieceLength = 65_536;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const parts = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The formats of cells, by their place in the table of formats below. */
const formats = { heading: 1, day: 2, instant: 3, share: 4, literal: 5, long: 6 } as const;

const styles = `${declared}<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="166" formatCode="0.0%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment wrapText="1"/></xf><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/><xf xfId="0" numFmtId="166" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

/**
 * A workbook (XLSX, ECMA-376) of tables: headings in bold that stay in sight, dates as dates, numbers
 * as numbers. Every text is a text cell, which no spreadsheet takes for a formula, whatever it begins
 * with, nor when it is edited. Rows are packed as they come: a long table is never held as a whole.
 * @returns the file in pieces
 */
export async function workbookFile(sheets: readonly WorkbookSheet[]): Promise<readonly Buffer[]> {
  const zip = new ZipFile();
  await zip.add('[Content_Types].xml', [contentTypes(sheets.length)]);
  await zip.add('_rels/.rels', [
    `${declared}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${parts}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  await zip.add('xl/workbook.xml', [workbookXml(sheets)]);
  await zip.add('xl/_rels/workbook.xml.rels', [partsOf(sheets.length)]);
  await zip.add('xl/styles.xml', [styles]);
  for (const [n, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${n + 1}.xml`, inPieces(sheetXml(sheet)));
  return zip.end();
}

/** A workbook of few rows, whole. */
export const workbookOf = async (sheets: readonly WorkbookSheet[]): Promise<Buffer> =>
  Buffer.concat(await workbookFile(sheets));

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

const contentTypes = (sheets: number): string => {
  const type = (part: string, kind: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const all = [type('workbook', 'sheet.main'), type('styles', 'styles')].concat(
    numbers(sheets).map((n) => type(`worksheets/sheet${n}`, 'worksheet')),
  );
  return `${declared}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${all.join('')}</Types>`;
};

const workbookXml = (sheets: readonly WorkbookSheet[]): string => {
  const all = sheets.map(
    ({ name }, n) =>
      `<sheet name="${escaped(sheetName(name))}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`,
  );
  return `${declared}<workbook xmlns="${main}" xmlns:r="${parts}"><sheets>${all.join('')}</sheets></workbook>`;
};

const partsOf = (sheets: number): string => {
  const part = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${parts}/${kind}" Target="${target}.xml"/>`;
  const all = numbers(sheets).map((n) => part(n, 'worksheet', `worksheets/sheet${n}`));
  return `${declared}<Relationships xmlns="${packages}/relationships">${all.join('')}${part(sheets + 1, 'styles', 'styles')}</Relationships>`;
};

async function* sheetXml({ columns, rows }: WorkbookSheet): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width = usualWidth }, n) =>
      `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  const headings = columns.map(({ heading }, n) =>
    textCell(columnName(n), 1, heading, formats.heading),
  );
  yield `${declared}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  yield rowXml(1, headings);
  let number = 1;
  for await (const row of rows) {
    number += 1;
    const at = number;
    yield rowXml(
      at,
      row.map((value, n) => cellXml(columnName(n), at, value, columns[n]?.isLong)),
    );
  }
  yield '</sheetData></worksheet>';
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const rowXml = (number: number, cells: readonly string[]): string =>
  `<row r="${number}">${cells.join('')}</row>`;

/** A, B … Z, AA, AB … */
function columnName(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  return n < 26 ? letter : columnName(Math.floor(n / 26) - 1) + letter;
}

function cellXml(column: string, row: number, value: WorkbookValue, isLong = false): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') {
    const plain = isLong ? formats.long : null;
    const looksLikeFormula = guarded(value) !== value;
    return textCell(column, row, value, looksLikeFormula ? formats.literal : plain);
  }
  if (typeof value === 'number') return numberCell(column, row, value, null);
  if ('share' in value) return numberCell(column, row, value.share, formats.share);
  if ('day' in value) return numberCell(column, row, serialDay(value.day), formats.day);
  return numberCell(column, row, serialMoment(value.instant), formats.instant);
}

const styled = (format: number | null): string => (format === null ? '' : ` s="${format}"`);

const numberCell = (column: string, row: number, value: number, format: number | null): string =>
  `<c r="${column}${row}"${styled(format)}><v>${value}</v></c>`;

const textCell = (column: string, row: number, text: string, format: number | null): string =>
  `<c r="${column}${row}" t="inlineStr"${styled(format)}><is><t xml:space="preserve">${escaped(cellText(text))}</t></is></c>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '');
