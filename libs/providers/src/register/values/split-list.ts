import { tidyText } from './tidy-text';

/**
 * A list inside a field. A comma before a blank belongs to a name (“disease, disorder or injury”)
 * unless the file puts a blank behind every comma.
 */
export type Separator = ',' | ', ' | '|';

const separators: Readonly<Record<Separator, RegExp>> = { ',': /,(?! )/, ', ': /, /, '|': /\|/ };

/** The names in a list, each once and in alphabetical order, so that lists that say the same agree. */
export function splitList(
  text: string,
  separator: Separator,
  nameOf: (name: string) => string,
): string[] | null {
  return listOf(text.split(separators[separator]), nameOf);
}

/** As `splitList`, of names that stand apart already; null when there are none. */
export function listOf(
  names: readonly string[],
  nameOf: (name: string) => string = (name) => name,
): string[] | null {
  const known = names.map((name) => nameOf(tidyText(name))).filter((name) => name !== '');
  return known.length === 0 ? null : [...new Set(known)].sort();
}
