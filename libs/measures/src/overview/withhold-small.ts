/** Counts below this are not told of a place: a reader there might know which homes are meant. */
export const smallestTold = 5;

/**
 * A count, or why it is not told: it is from 1 to 4, or it is larger and the total of the column
 * would tell the one that is.
 */
export type ToldCount = number | 'fewer-than-5' | 'withheld';

/**
 * One column of counts by place, without those that would tell of single homes. When just one would
 * be missing, the next smallest is withheld too. None is told as 0.
 */
export function withholdSmall(counts: readonly number[]): ToldCount[] {
  const told = counts.map(
    (count): ToldCount => (count > 0 && count < smallestTold ? 'fewer-than-5' : count),
  );
  if (told.filter((count) => typeof count === 'string').length !== 1) return told;
  const others = counts.filter((count) => count >= smallestTold);
  const next = others.length > 0 ? counts.indexOf(Math.min(...others)) : -1;
  if (next >= 0) told[next] = 'withheld';
  return told;
}
