/**
 * Cells a spreadsheet would take for a formula, in ordinary and full-width form, also after spaces;
 * and those that begin with the quote that says they are none, so that nothing reads back otherwise.
 */
const looksLikeFormula = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0']|\s*\|)/;

/** One cell: never run as a formula, and quoted where it must be. A leading quote says it is text. */
export function csvCell(value: string): string {
  // NUL ends a text in some programs and is in no name.
  const text = value.replaceAll('\0', '\ufffd');
  const safe = looksLikeFormula.test(value) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A table as CSV (RFC 4180): lines end in CR LF; it begins with a byte order mark, by which
 * spreadsheets know UTF-8.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
