import { BadInput } from '@app/domain';

const longestQuery = 200;

/**
 * Turns what a person types into LIKE patterns for the lower-case `search` column: every word must
 * be found, in any order, as part of a word.
 * @throws BadInput when it is too long or not text
 */
export function searchPatterns(q: string): string[] {
  if (q.length > longestQuery || q.includes('\0')) {
    const message = `Search for at most ${longestQuery} letters.`;
    throw new BadInput('invalid-search', message, [
      { pointer: '/q', code: 'invalid-search', message },
    ]);
  }
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
