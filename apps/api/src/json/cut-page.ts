import { foreignCursor, type Page, pageOf, readCursor } from '@app/measures';
import type { PageQuery } from './lists';

/**
 * One page of a list that is read whole because it is short, such as the facts of one case.
 * @throws BadInput for a cursor of another list
 */
export function cutPage<Item extends { id: string }>(
  items: readonly Item[],
  { limit, cursor }: PageQuery,
): Page<Item> {
  const rest = cursor ? items.slice(placeAfter(items, cursor)) : items;
  return pageOf(rest, limit, (item) => [item.id]);
}

function placeAfter(items: readonly { id: string }[], cursor: string): number {
  const [id] = readCursor(cursor, 1);
  const place = items.findIndex((item) => item.id === id);
  if (place < 0) throw foreignCursor();
  return place + 1;
}
