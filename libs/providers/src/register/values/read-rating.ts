import type { ValueRead } from './value-read';

/** Ratings of CQC's files, in its own spelling; some of them write other capitals. */
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

/** What files write where there is no rating. */
const none = ['no published rating', 'unspecified'];

/** Reads a rating; null when the file says that there is none. */
export function readRating(text: string): ValueRead<string | null> {
  const lower = text.toLowerCase();
  if (none.includes(lower)) return { value: null };
  const known = ratings.get(lower);
  return known
    ? { value: known }
    : {
        value: text,
        remark: {
          code: 'unknown-rating',
          message: `“${text}” is not a rating known here; it is kept.`,
        },
      };
}
