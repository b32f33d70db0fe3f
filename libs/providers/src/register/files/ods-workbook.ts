import { FileRefused } from '../import-result';
import { CellRow, CellText, tooWide } from './cell-row';
import type { Sheet, SheetRow } from './sheet';
import { partText } from './xlsx-parts';
import { type XmlAttributes, XmlText, type XmlVisitor } from './xml-text';
import type { ZipArchive } from './zip-archive';

const part = 'content.xml';
const mostSheets = 100;
/** A cell or row that is not blank is hardly ever repeated this often; more is made to do harm. */
const mostRepeats = 1000;

/**
 * The sheets of an OpenDocument workbook. They stand one after another in one text, so each is found
 * by reading past those before it.
 * @throws FileRefused when it is damaged, locked, or made to do harm
 */
export async function* odsSheets(zip: ZipArchive): AsyncGenerator<Sheet> {
  await expectNoPassword(zip);
  for (let number = 0; number < mostSheets; number++) {
    const name = await nameOf(zip, number);
    if (name === null) return;
    yield { name, keepsWidth: false, endsWhole: true, rows: () => rowsOf(zip, number) };
  }
}

async function expectNoPassword(zip: ZipArchive): Promise<void> {
  const manifest = 'META-INF/manifest.xml';
  if (!zip.has(manifest)) return;
  const text = (await zip.whole(manifest, 1024 * 1024)).toString('latin1');
  if (text.includes('encryption-data'))
    throw new FileRefused(
      'encrypted',
      'The workbook is locked by a password; save it without one and import that.',
    );
}

/** Null when there is no sheet of this number. */
async function nameOf(zip: ZipArchive, number: number): Promise<string | null> {
  const reader = new SheetReader(number);
  const xml = new XmlText(part, reader);
  for await (const text of partText(zip, part)) {
    xml.add(text);
    if (reader.name !== null) return reader.name;
  }
  xml.end();
  return reader.name;
}

async function* rowsOf(zip: ZipArchive, number: number): AsyncGenerator<SheetRow[]> {
  const reader = new SheetReader(number);
  const xml = new XmlText(part, reader);
  for await (const text of partText(zip, part)) {
    xml.add(text);
    if (reader.rows.length > 0) yield reader.rows.splice(0);
    if (reader.isOver) return;
  }
  xml.end();
  yield reader.rows.splice(0);
}

/** Puts the cells of one sheet together to rows. */
class SheetReader implements XmlVisitor {
  readonly rows: SheetRow[] = [];
  name: string | null = null;
  /** Whether the sheet has been read to its end. */
  isOver = false;
  private sheet = -1;
  private row = 0;
  private rowRepeats = 1;
  private column = 0;
  private cellRepeats = 1;
  private stored: string | null = null;
  private paragraphs = 0;
  private inParagraph = 0;
  private inRemark = 0;
  /** A table within a cell, or outside the sheets: what tracked changes keep. */
  private nested = 0;
  private readonly cells = new CellRow();
  private readonly cell = new CellText();

  /** @param wanted number of the sheet, 0 for the first */
  constructor(private readonly wanted: number) {}

  private get isWanted(): boolean {
    return this.sheet === this.wanted && this.nested === 1 && this.inRemark === 0;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'table') return this.openTable(attributes);
    if (name === 'annotation') this.inRemark++;
    if (!this.isWanted) return;
    switch (name) {
      case 'table-row':
        this.rowRepeats = repeats(attributes, 'table:number-rows-repeated');
        this.column = 0;
        return;
      case 'table-cell':
      case 'covered-table-cell':
        this.cellRepeats = repeats(attributes, 'table:number-columns-repeated');
        this.stored = storedValue(attributes);
        this.paragraphs = 0;
        return;
      case 'p':
        if (this.paragraphs++ > 0) this.cell.add('\n');
        this.inParagraph++;
        return;
      case 's':
        if (this.inParagraph > 0) this.cell.add(' '.repeat(repeats(attributes, 'text:c', 1000)));
        return;
      case 'tab':
      case 'line-break':
        if (this.inParagraph > 0) this.cell.add(name === 'tab' ? '\t' : '\n');
    }
  }

  text(text: string): void {
    if (this.inParagraph > 0 && this.isWanted) this.cell.add(text);
  }

  close(name: string): void {
    if (name === 'annotation') this.inRemark--;
    if (name === 'table') {
      this.isOver ||= this.isWanted;
      this.nested--;
    }
    if (!this.isWanted) return;
    if (name === 'p') this.inParagraph--;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell();
    else if (name === 'table-row') this.closeRow();
  }

  private openTable(attributes: XmlAttributes): void {
    if (++this.nested > 1) return;
    this.sheet++;
    if (this.sheet === this.wanted) this.name = attributes.get('table:name') ?? '';
  }

  private closeCell(): void {
    const value = valueOf(this.stored, this.cell.take());
    // A sheet ends in a blank cell that is repeated to its edge.
    if (value !== '') {
      if (this.cellRepeats > mostRepeats) throw tooWide();
      for (let i = 0; i < this.cellRepeats; i++) this.cells.set(this.column + i, value);
    }
    this.column += this.cellRepeats;
  }

  private closeRow(): void {
    const values = this.cells.take();
    if (values.length > 0) {
      if (this.rowRepeats > mostRepeats) throw tooManyRepeats();
      for (let i = 1; i <= this.rowRepeats; i++) this.rows.push({ row: this.row + i, values });
    }
    this.row += this.rowRepeats;
  }
}

function repeats(attributes: XmlAttributes, name: string, most = 1e9): number {
  const written = attributes.get(name);
  if (written === undefined) return 1;
  const times = Number(written);
  return Number.isInteger(times) && times >= 1 ? Math.min(times, most) : 1;
}

/** The value behind what a cell shows; null where there is none, as for plain text. */
function storedValue(attributes: XmlAttributes): string | null {
  switch (attributes.get('office:value-type')) {
    case 'float':
    case 'currency':
    case 'percentage':
      return attributes.get('office:value') ?? null;
    case 'date':
      return attributes.get('office:date-value')?.slice(0, 10) ?? null;
    case 'boolean':
      return attributes.get('office:boolean-value')?.toUpperCase() ?? null;
    case 'string':
      return attributes.get('office:string-value') ?? null;
    default:
      return null;
  }
}

/** What is shown, unless it is only a way of showing what is stored: `1,234` for 1234. */
function valueOf(stored: string | null, shown: string): string {
  if (stored === null) return shown;
  // Zeros in front are shown, not stored.
  if (/^0\d+$/.test(shown) && Number(shown) === Number(stored)) return shown;
  if (!/^-?[\d.]+(?:e[+-]?\d+)?$/i.test(stored)) return stored;
  return String(Number(Number(stored).toPrecision(15)));
}

const tooManyRepeats = (): FileRefused =>
  new FileRefused(
    'too-many-repeats',
    `A row of the workbook is repeated more than ${mostRepeats} times, which no register does; check that it is the right file.`,
  );
