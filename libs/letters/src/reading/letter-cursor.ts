import { BadInput } from '@app/domain';

/** Where a list goes on: the last letter of the page before. */
export interface LetterCursor {
  plannedAt: string;
  id: string;
}

export const writeCursor = ({ plannedAt, id }: LetterCursor): string =>
  Buffer.from(`${plannedAt} ${id}`).toString('base64url');

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([0-9a-f-]{36})$/;

/** @throws BadInput when it is none of ours */
export function readCursor(cursor: string): LetterCursor {
  const [, plannedAt, id] = shape.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (plannedAt === undefined || id === undefined)
    throw new BadInput(
      'bad-cursor',
      'The cursor is not one this list gave out; leave it away to begin at the newest letter.',
    );
  return { plannedAt, id };
}
