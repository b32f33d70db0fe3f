import { tidyText } from './tidy-text';

/**
 * What stands between the names in a field. Where it is a comma without a blank, a comma before a
 * blank belongs to a name (“disease, disorder or injury”).
 */
export const separators = { comma: /,(?! )/, commaAndBlank: /, /, strokeOrComma: /\||,(?! )/ };

/** The names in a list, each once and in alphabetical order, so that lists that say the same agree. */
export function splitList(
  text: string,
  separator: RegExp,
  nameOf: (name: string) => string,
): string[] | null {
  return listOf(text.split(separator), nameOf);
}

/** As `splitList`, of names that stand apart already; null when there are none. */
export function listOf(
  names: readonly string[],
  nameOf: (name: string) => string = (name) => name,
): string[] | null {
  const known = names.map((name) => nameOf(tidyText(name))).filter((name) => name !== '');
  return known.length === 0 ? null : [...new Set(known)].sort();
}
