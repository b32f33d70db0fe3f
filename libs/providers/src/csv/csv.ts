import { stringify } from 'csv-stringify/sync';
import { guarded } from './formula-guard';

/**
 * The one way in which tables leave as CSV (RFC 4180): UTF-8 with a byte order mark, by which
 * spreadsheets know it; lines end in CR LF; no cell is a formula. Imports take the guard off again,
 * so a file that goes out and comes back says what it said; a NUL alone is replaced for good.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
