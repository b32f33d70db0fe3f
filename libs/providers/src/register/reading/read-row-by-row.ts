import type { Arrival } from './arrival';
import { type ColumnSpec, findColumns } from './find-columns';
import type { ReadNotes } from './read-notes';
import { RowReading } from './row-reading';
import type { Header, TableVariant } from './variant';

/** What a reader of rows may ask of the file besides the row. */
export interface FileContext {
  header: Header;
  fileName: string;
  notes: ReadNotes;
}

/** Reads a table in which every row stands for itself. */
export function readRowByRow<C extends string>(options: {
  columns: ColumnSpec<C>;
  /** Words that stand for a blank in such files. */
  blanks?: readonly string[];
  /** Called once a file; what it returns is asked of each row in turn. */
  begin(file: FileContext): (row: RowReading<C>) => readonly (Arrival | null)[];
}): TableVariant['read'] {
  return async function* read({ header, rows, notes, fileName }) {
    const columns = findColumns(header, options.columns);
    const tell = options.begin({ header, fileName, notes });
    for await (const batch of rows) {
      const arrivals: Arrival[] = [];
      for (const row of batch) {
        if (row.values.every((value) => value.trim() === '')) continue;
        notes.countRow();
        for (const arrival of tell(new RowReading(columns, row, notes, options.blanks)))
          if (arrival) arrivals.push(arrival);
      }
      if (arrivals.length > 0) yield arrivals;
    }
  };
}
