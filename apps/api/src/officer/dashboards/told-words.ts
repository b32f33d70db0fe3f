import { smallestTold, type ToldCount } from '@app/measures';

/** A count as pages write it, or that it is not told. */
export function toldWords(count: ToldCount): string {
  if (count === 'withheld') return 'not shown';
  return count === 'fewer-than-5' ? `fewer than ${smallestTold}` : count.toLocaleString('en-GB');
}

/** What a drawing shows of it: nothing of a count that is not told. */
export const drawn = (count: ToldCount): number => (typeof count === 'number' ? count : 0);

/** "87%" of a whole; null when either is not told, or there is nothing to be a share of. */
export function share(part: ToldCount, whole: ToldCount): number | null {
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0) return null;
  return Math.round((part / whole) * 100);
}

/** "140 of 312 (45%)", as far as it is told. */
export function shareWords(part: ToldCount, whole: ToldCount): string {
  const percent = share(part, whole);
  const words = `${toldWords(part)} of ${toldWords(whole)}`;
  return percent === null ? words : `${words} (${percent}%)`;
}

/** Said once on a page that withholds anything. */
export const withheldNote = `A count below ${smallestTold} is not shown, as it could tell of a single home; nor is one by which the total would tell it.`;
