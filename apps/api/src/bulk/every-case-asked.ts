import { mostInBulk, tooMany } from '@app/cases';
import { type CaseFilter, countCases, listCaseIds } from '@app/measures';
import type { Database } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Beyond this nobody needs to know how many too many they are. */
const mostToCount = 100_000;

/**
 * Every case of a list, in its order, to do one thing to all of them.
 * @throws BadInput more than are done in one go; it says how many
 */
export async function everyCaseAsked(
  db: Database,
  now: Temporal.Instant,
  filter: CaseFilter,
): Promise<readonly string[]> {
  const ids = await listCaseIds(db, now, filter, mostInBulk + 1);
  if (ids.length <= mostInBulk) return ids;
  throw tooMany(await countCases(db, now, filter, mostToCount));
}
