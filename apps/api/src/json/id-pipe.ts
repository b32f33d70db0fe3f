import { NotFound } from '@app/domain';
import { ParseUUIDPipe } from '@nestjs/common';

/** Reads an id from an address; one that is no id names nothing. */
export const idOf = (what: string): ParseUUIDPipe =>
  new ParseUUIDPipe({
    exceptionFactory: () => new NotFound(`no-such-${what}`, `There is no such ${what}.`),
  });
