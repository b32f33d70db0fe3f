/**
 * Cells a spreadsheet would take for a formula, in ordinary and full-width form, also after spaces;
 * and those that begin with the quote that says they are none, so that nothing reads back otherwise.
 */
const looksLikeFormula = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0\ufffd']|\s*\|)/;

/** A cell's text that is never run as a formula: a leading quote says that it is text. */
export function guarded(value: string): string {
  // NUL ends a text in some programs and is in no name.
  const text = value.replaceAll('\0', '\ufffd');
  return looksLikeFormula.test(value) ? `'${text}` : text;
}

/** What a cell of a file of ours said before it was guarded; any other cell as it is. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && looksLikeFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
