import { NotFound } from '@app/domain';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether this can be the id of a letter at all; PostgreSQL would throw on anything else. */
export const isLetterId = (id: string): boolean => uuid.test(id);

export const noSuchLetter = (): NotFound =>
  new NotFound('no-such-letter', 'There is no such letter.');
