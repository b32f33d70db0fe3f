/** One table of a file before it is known where its header stands: a CSV text, or a workbook's sheet. */
export interface Sheet {
  /** Its name in a workbook; null for a text, which is one table. */
  name: string | null;
  /**
   * Its rows from the first, in batches; a row of blanks may be left out. Each call begins again.
   * @throws FileRefused when it cannot be read on
   */
  rows(): AsyncIterable<readonly SheetRow[]>;
  /** Whether a row that is too short is wrong: a workbook leaves blank cells out, a text does not. */
  keepsWidth: boolean;
  /** False for a text that may have been cut off in its last row. */
  endsWhole: boolean;
}

/** A row as it stands in the file. */
export interface SheetRow {
  /** As a spreadsheet numbers it: the first is 1. */
  row: number;
  values: readonly string[];
}

export const isBlankRow = (values: readonly string[]): boolean =>
  values.every((value) => value === '' || value.trim() === '');
