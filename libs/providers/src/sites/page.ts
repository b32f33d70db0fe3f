import { BadInput } from '@app/domain';

/** One page of a list, and where the next one starts. */
export interface Page<Item> {
  items: Item[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
}

export interface PageRequest {
  /** 1 to 200; 50 unless given. */
  limit?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
}

const defaultLimit = 50;
const mostItems = 200;

/** @throws BadInput unless it is a whole number from 1 to 200 */
export function readLimit(limit: number = defaultLimit): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostItems) return limit;
  const message = `The limit must be a whole number from 1 to ${mostItems}.`;
  throw new BadInput('invalid-limit', message, [
    { pointer: '/limit', code: 'invalid-limit', message },
  ]);
}

/** The sort key of a row: for a list by name the name and, as names repeat, the id. */
type Key = readonly string[];

const write = (key: Key): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * Reads a cursor of a list.
 * @param size of how many parts the list's sort key is made
 * @throws BadInput when it was not given out by such a list
 */
export function readCursor(cursor: string, size = 2): Key {
  const key = parse(Buffer.from(cursor, 'base64url').toString('utf8'), size);
  // Written again it must be the same, or something was added, cut off or swapped.
  if (key && write(key) === cursor) return key;
  throw badCursor();
}

/** A cursor that the list it is given to did not make. */
export function badCursor(): BadInput {
  const message = 'That place in the list cannot be found; start again from its first page.';
  return new BadInput('invalid-cursor', message, [
    { pointer: '/cursor', code: 'invalid-cursor', message },
  ]);
}

function parse(text: string, size: number): Key | null {
  try {
    const key: unknown = JSON.parse(text);
    const whole = Array.isArray(key) && key.length === size;
    return whole && key.every((part) => typeof part === 'string' && !part.includes('\0'))
      ? (key as Key)
      : null;
  } catch {
    return null;
  }
}

/** Makes a page of rows that were asked for with one more than fits. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => Key,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? write(keyOf(last)) : null };
}
