import { NotFound } from '@app/domain';

export const noSuchLetter = (): NotFound =>
  new NotFound('no-such-letter', 'There is no such letter.');
