import { FileRefused } from '../import-result';
import { CellRow, CellText, tooWide } from './cell-row';
import type { Meter } from './meter';
import type { SharedStrings } from './shared-strings';
import type { Sheet, SheetRow } from './sheet';
import { dayOfSerial, digitsOf } from './spreadsheet-date';
import {
  type CellFormat,
  partText,
  sharedStrings,
  unescaped,
  type XlsxParts,
  xlsxParts,
} from './xlsx-parts';
import { type XmlAttributes, XmlText, type XmlVisitor } from './xml-text';
import type { ZipArchive } from './zip-archive';

/**
 * The sheets of an Excel workbook, each read from its file as its rows are asked for. Formulas give
 * the value that was last worked out; macros, charts and what is hidden or not plays no part.
 * @throws FileRefused when it is damaged, or made to do harm
 */
export async function xlsxSheets(zip: ZipArchive, meter: Meter): Promise<Sheet[]> {
  const parts = await xlsxParts(zip);
  const strings = parts.strings ? await sharedStrings(zip, parts.strings, meter) : null;
  return parts.sheets.map(({ name, part }) => ({
    name,
    keepsWidth: false,
    endsWhole: true,
    rows: () => rowsOf(zip, part, parts, strings),
  }));
}

async function* rowsOf(
  zip: ZipArchive,
  part: string,
  parts: XlsxParts,
  strings: SharedStrings | null,
): AsyncGenerator<SheetRow[]> {
  const reader = new SheetReader(parts, strings);
  const xml = new XmlText(part, reader);
  for await (const text of partText(zip, part)) {
    xml.add(text);
    if (reader.rows.length > 0) yield reader.rows.splice(0);
  }
  xml.end();
  yield reader.rows.splice(0);
}

const plain: CellFormat = { isDay: false, zeros: 0 };

/** Puts the cells of a sheet together to rows. */
class SheetReader implements XmlVisitor {
  readonly rows: SheetRow[] = [];
  private row = 0;
  private column = -1;
  private type = 'n';
  private format = plain;
  private inValue = false;
  private spoken = 0;
  private readonly cells = new CellRow();
  private readonly cell = new CellText();

  constructor(
    private readonly parts: XlsxParts,
    private readonly strings: SharedStrings | null,
  ) {}

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'c':
        return this.openCell(attributes);
      case 'v':
        this.inValue = this.type !== 'inlineStr';
        return;
      case 't':
        this.inValue = this.type === 'inlineStr' && this.spoken === 0;
        return;
      case 'rPh':
        this.spoken++;
        return;
      case 'row':
        this.row = Number(attributes.get('r') ?? this.row + 1);
        if (!(this.row >= 1 && this.row <= 10_000_000)) throw damagedCell();
        this.column = -1;
    }
  }

  text(text: string): void {
    if (this.inValue) this.cell.add(text);
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.inValue = false;
        return;
      case 'c':
        return this.cells.set(this.column, this.value(this.cell.take()));
      case 'rPh':
        this.spoken--;
        return;
      case 'row': {
        const values = this.cells.take();
        if (values.length > 0) this.rows.push({ row: this.row, values });
      }
    }
  }

  private openCell(attributes: XmlAttributes): void {
    const place = attributes.get('r');
    this.column = place === undefined ? this.column + 1 : columnOf(place);
    this.type = attributes.get('t') ?? 'n';
    const style = attributes.get('s');
    this.format = (style !== undefined && this.parts.formats[Number(style)]) || plain;
  }

  private value(text: string): string {
    switch (this.type) {
      case 's':
        return this.shared(text);
      case 'n':
        return this.number(text);
      case 'd':
        return text.slice(0, 10);
      case 'b':
        return text === '1' ? 'TRUE' : text === '0' ? 'FALSE' : text;
      default:
        return unescaped(text);
    }
  }

  private shared(text: string): string {
    if (text === '') return '';
    const found = this.strings?.get(Number(text)) ?? null;
    if (found === null) throw damagedCell();
    return found;
  }

  private number(text: string): string {
    if (text === '') return '';
    const { isDay, zeros } = this.format;
    return (isDay && dayOfSerial(Number(text), this.parts.from1904)) || digitsOf(text, zeros);
  }
}

/** 0 for `A7`. */
function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const letter = place.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > 20_000) throw tooWide();
  }
  if (column === 0) throw damagedCell();
  return column - 1;
}

const damagedCell = (): FileRefused =>
  new FileRefused(
    'damaged-workbook',
    'A cell of the workbook refers to something that is not in it, so the file is damaged; download it again.',
  );
