import { FileRefused } from '../import-result';

/** The widest register has 122 columns. */
const mostColumns = 2000;
/** What a cell of Excel can hold. */
const longestCell = 32_767;

/** Gathers the cells of one row of a workbook's sheet, blank ones at its end left out. */
export class CellRow {
  private values: string[] = [];

  /**
   * @param column 0 for the first
   * @throws FileRefused when the row is wider than any register
   */
  set(column: number, value: string): void {
    if (value === '') return;
    if (column >= mostColumns) throw tooWide();
    while (this.values.length < column) this.values.push('');
    this.values[column] = value;
  }

  take(): string[] {
    const { values } = this;
    this.values = [];
    return values;
  }
}

/** Gathers the text of one cell. */
export class CellText {
  private text = '';

  /** @throws FileRefused when it is longer than a cell can be */
  add(text: string): void {
    if (this.text.length + text.length > longestCell)
      throw new FileRefused(
        'cell-too-long',
        `A cell of the workbook holds more than ${longestCell} characters, which none can; check that it is the right file.`,
      );
    this.text += text;
  }

  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}

export const tooWide = (): FileRefused =>
  new FileRefused(
    'too-many-columns',
    `A row of the workbook has more than ${mostColumns} columns, which no register has; check that it is the right file.`,
  );
