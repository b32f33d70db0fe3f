import type { LetterKind } from '../rendering/letter-part';
import { renderLetter } from '../rendering/render-letter';
import { sampleLetter, samplesOf } from './sample-letter';
import type { Wording } from './wording';

/** The age at which every letter should be understood. */
export const highestReadingAge = 11;

/**
 * Reading age, in years, of the hardest of the sample letters with this wording: the grade and five,
 * cut to one decimal. Addresses of pages are not read, and do not count.
 */
export function readingAge(kind: LetterKind, wording: Wording): number {
  const ages = samplesOf(kind).map(({ part }) => {
    const { text } = renderLetter(sampleLetter(part, () => wording));
    return readingGrade(text.replace(/^https?:\S+$/gm, '')) + 5;
  });
  return Math.round(Math.max(...ages) * 10) / 10;
}

/**
 * Flesch-Kincaid grade of a text: US school years, so five more is about the reading age. Headings
 * and paragraphs count as sentences. Syllables are counted by groups of vowels, as the formula's
 * usual implementations do; digits count as one.
 */
export function readingGrade(text: string): number {
  const sentences = text
    .split(/\n\s*\n|[.:?!](?=\s|$)/)
    .map((s) => s.match(/[A-Za-z0-9’'@.-]*[A-Za-z0-9]/g) ?? [])
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesIn(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const sounded = letters.replace(/(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$/, '');
  return Math.max(1, sounded.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}
