import type { HeadlineRating } from './arriving-site';
import { checkPlainText, clean, expectValue, type RowNotes } from './row-notes';
import { readUsDate } from './us-date';

/** The columns that differ between the rows of a site. */
export const ratingColumns = ['group', 'domain', 'rating', 'rated_on'] as const;

/** Ratings of CQC's files, in its own spelling. */
const ratings = new Map(
  [
    'Outstanding',
    'Good',
    'Requires improvement',
    'Inadequate',
    'Not Rated',
    'Not applicable',
    'Insufficient evidence to rate',
    'Inspected but not rated',
    'Regulations met',
    'Regulations not met',
  ].map((rating) => [rating.toLowerCase(), rating]),
);

/**
 * Checks the rating in one row. A site has one for each service group and domain; the headline is
 * the one where both are “Overall”.
 * @returns the headline rating, or null when this is another rating or one that cannot be used
 */
export function checkRating(
  raw: Readonly<Record<(typeof ratingColumns)[number], string>>,
  notes: RowNotes,
): HeadlineRating | null {
  const [group, domain, said, day] = ratingColumns.map((column) => {
    const text = clean(raw[column]);
    checkPlainText(column, text, notes);
    return text;
  });
  expectValue('group', group ?? '', notes);
  expectValue('domain', domain ?? '', notes);
  const rated_on = day ? readUsDate(day) : null;
  if (day && rated_on === null)
    notes.leaveOut(
      'rated_on',
      'invalid-date',
      `“${day}” is not a date; write month/day/year, as in 05/29/2026.`,
    );
  const rating = said ? (ratings.get(said.toLowerCase()) ?? said) : null;
  if (said && !ratings.has(said.toLowerCase()))
    notes.warn('rating', 'unknown-rating', `“${said}” is not a rating known here; it is kept.`);
  return notes.usable && group === 'Overall' && domain === 'Overall' ? { rating, rated_on } : null;
}
