import { posix } from 'node:path';
import { FileRefused } from '../import-result';
import { CellText } from './cell-row';
import type { Meter } from './meter';
import { SharedStrings } from './shared-strings';
import { showsDays } from './spreadsheet-date';
import { decoded, utf16Of } from './text-encoding';
import { XmlText, type XmlVisitor } from './xml-text';
import type { ZipArchive } from './zip-archive';

/** The directory of a workbook, its styles: small parts. */
const longestPart = 16 * 1024 * 1024;

/** How the cells of a column are shown. */
export interface CellFormat {
  isDay: boolean;
  /** Digits a number is filled up to with zeros in front. */
  zeros: number;
}

/** What is known of an Excel workbook before its sheets are read. */
export interface XlsxParts {
  sheets: { name: string; part: string }[];
  /** Days are counted from 1904. */
  from1904: boolean;
  formats: CellFormat[];
  strings: string | null;
}

/**
 * Reads the directory of an Excel workbook.
 * @throws FileRefused when it is none, or has no sheets
 */
export async function xlsxParts(zip: ZipArchive): Promise<XlsxParts> {
  const root = await relations(zip, '_rels/.rels', '');
  const book = root.find((r) => r.type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (book.endsWith('.bin')) throw binaryWorkbook();
  if (!book.endsWith('workbook.xml') && !zip.has('xl/workbook.xml')) throw otherDocument();
  const folder = posix.dirname(book);
  const parts = await relations(zip, `${folder}/_rels/${posix.basename(book)}.rels`, folder);
  const { sheets, from1904 } = await directory(zip, book);
  const worksheets = sheets.flatMap(({ name, id }) => {
    const part = parts.find((p) => p.id === id && p.type === 'worksheet');
    return part && zip.has(part.part) ? [{ name, part: part.part }] : [];
  });
  if (worksheets.length === 0) throw noSheets();
  const styles = parts.find((p) => p.type === 'styles')?.part;
  const strings = parts.find((p) => p.type === 'sharedStrings')?.part ?? null;
  return {
    sheets: worksheets,
    from1904,
    formats: styles && zip.has(styles) ? await cellFormats(zip, styles) : [],
    strings: strings && zip.has(strings) ? strings : null,
  };
}

/** Feeds one part of a workbook to a visitor. */
async function visit(zip: ZipArchive, part: string, visitor: XmlVisitor): Promise<void> {
  const xml = new XmlText(part, visitor);
  const bytes = await zip.whole(part, longestPart);
  xml.add(new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes));
  xml.end();
}

/** The text of a part, piece by piece. */
export async function* partText(zip: ZipArchive, part: string): AsyncGenerator<string> {
  const pieces = zip.pieces(part);
  const first = await pieces.next();
  if (first.done) return;
  const all = async function* () {
    yield first.value;
    yield* pieces;
  };
  try {
    yield* decoded(all(), utf16Of(first.value) ?? 'utf-8');
  } finally {
    await pieces.return(undefined);
  }
}

/** The texts that cells refer to by number. */
export async function sharedStrings(
  zip: ZipArchive,
  part: string,
  meter: Meter,
): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const cell = new CellText();
  let inText = false;
  let spoken = 0;
  const xml = new XmlText(part, {
    open(name) {
      if (name === 't' && spoken === 0) inText = true;
      if (name === 'rPh') spoken++;
    },
    text(text) {
      if (inText) cell.add(text);
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') spoken--;
      else if (name === 'si') strings.add(unescaped(cell.take()));
    },
  });
  let told = 0;
  for await (const text of partText(zip, part)) {
    xml.add(text);
    if (strings.size > told) meter.achieved();
    told = strings.size;
  }
  xml.end();
  return strings;
}

/** Letters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

interface Relation {
  id: string;
  /** The last part of its type: `worksheet`. */
  type: string;
  part: string;
}

async function relations(zip: ZipArchive, part: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = [];
  if (!zip.has(part)) return found;
  await visit(zip, part, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      const target = attributes.get('Target') ?? '';
      const type = attributes.get('Type')?.split('/').at(-1) ?? '';
      const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      found.push({ id: attributes.get('Id') ?? '', type, part: path });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return found;
}

async function directory(zip: ZipArchive, part: string) {
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  if (!zip.has(part)) throw otherDocument();
  await visit(zip, part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.get('date1904') ?? '');
      if (name !== 'sheet') return;
      const id = attributes.get('r:id') ?? /:id\s*=\s*"([^"]*)"/.exec(attributes.source)?.[1];
      sheets.push({ name: attributes.get('name') ?? '', id: id ?? '' });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return { sheets, from1904 };
}

/** Formats that Excel knows by number: days, and days with a time. */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

async function cellFormats(zip: ZipArchive, part: string): Promise<CellFormat[]> {
  const codes = new Map<number, string>();
  const formats: CellFormat[] = [];
  let inCells = false;
  await visit(zip, part, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.get('formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const code = codes.get(id);
      formats.push({
        isDay: code === undefined ? isBuiltInDay(id) : showsDays(code),
        zeros: code !== undefined && /^0{2,30}$/.test(code) ? code.length : 0,
      });
    },
    text: () => undefined,
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

const binaryWorkbook = (): FileRefused =>
  new FileRefused(
    'spreadsheet',
    'The file is a binary Excel workbook; open it in a spreadsheet, save it as “Excel workbook (.xlsx)” and import that.',
  );

const otherDocument = (): FileRefused =>
  new FileRefused(
    'not-csv',
    'The file is an Office document that is not a workbook; import the CSV file or spreadsheet instead.',
  );

const noSheets = (): FileRefused =>
  new FileRefused('empty', 'The workbook has no sheet of cells; download it again.');
