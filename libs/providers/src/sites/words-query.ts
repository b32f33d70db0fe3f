import type { SearchWord } from '@app/domain';

/** What may stand for each typed word: any of these, whole, each one word or several together. */
export type Alternatives = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Writes a text search for PostgreSQL that finds what has every one of these words. They hold nothing
 * but letters and digits, so nothing needs quoting.
 * @param similar what else may stand for a word
 */
export function wordsQuery(
  words: readonly SearchWord[],
  similar: Alternatives = new Map(),
): string {
  return words
    .map(({ word, also, beginning }) => {
      const exact = [word, ...also].map((w) => (beginning ? `${w}:*` : w));
      const others = (similar.get(word) ?? []).map(allOf);
      return `(${[...exact, ...others].join(' | ')})`;
    })
    .join(' & ');
}

const allOf = (together: readonly string[]): string =>
  together.length === 1 ? (together[0] ?? '') : `(${together.join(' & ')})`;
