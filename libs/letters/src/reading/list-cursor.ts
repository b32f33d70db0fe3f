import { BadInput } from '@app/domain';

/** Where a list goes on: the last letter or message of the page before. */
export interface ListCursor {
  /** ISO 8601 UTC: the moment the list is in order of. */
  at: string;
  id: string;
}

export const writeCursor = ({ at, id }: ListCursor): string =>
  Buffer.from(`${at} ${id}`).toString('base64url');

const shape =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * @param first what the list begins with, for the sentence: "newest letter"
 * @throws BadInput when it is none of ours
 */
export function readCursor(cursor: string, first: string): ListCursor {
  const [, at, id] = shape.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined)
    throw new BadInput(
      'bad-cursor',
      `The cursor is not one this list gave out; leave it away to begin at the ${first}.`,
    );
  return { at, id };
}
