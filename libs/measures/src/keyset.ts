import { BadInput, isUuid } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** One page of a list, and where the next one starts. */
export interface Page<Item> {
  items: Item[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
}

/** The sort key of the last row shown, made safe for an address. */
export function cursorAfter(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor made by `cursorAfter`.
 * @param size how many parts the sort key of this list has
 * @throws BadInput when it was not made by this list
 */
export function readCursor(cursor: string, size: number): string[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    key = null;
  }
  const whole =
    Array.isArray(key) && key.length === size && key.every((k) => typeof k === 'string');
  if (!whole) throw foreignCursor();
  return key as string[];
}

/**
 * The moment and case a page starts after; the moment may be `infinity`.
 * @throws BadInput when it was not made by a list in such an order
 */
export function readPlace(cursor: string): [moment: string, id: string] {
  const [moment = '', id = ''] = readCursor(cursor, 2);
  if (!isUuid(id)) throw foreignCursor();
  try {
    return [moment === 'infinity' ? moment : Temporal.Instant.from(moment).toString(), id];
  } catch {
    throw foreignCursor();
  }
}

/** A cursor that this list did not make. */
export function foreignCursor(): BadInput {
  return new BadInput(
    'invalid-cursor',
    'That place in the list cannot be found; start again from its first page.',
    [{ pointer: '/cursor', code: 'invalid-cursor', message: 'not a cursor of this list' }],
  );
}

/** Takes a page from rows that were asked for with one more than fits. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorAfter(keyOf(last)) : null };
}
