import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { HttpRefusal } from '../problems/problem';

/** The version of a thing as an entity tag: `"v12"`. */
export const etagOf = (version: number): string => `"v${version}"`;

/** Describes the header of an answer that names a version. */
export const etagHeader = {
  ETag: {
    description: 'Its version, to be sent as If-Match.',
    schema: { type: 'string' as const },
  },
};

/**
 * Reads `If-Match`.
 * @returns the version the caller has read
 * @throws HttpRefusal 428 when it is missing, 400 when it is not an ETag of ours
 */
export function readIfMatch(header: string | undefined): number {
  if (header === undefined)
    throw new HttpRefusal(
      428,
      'if-match-required',
      'Send the ETag you last read as If-Match, so that nobody’s change is overwritten.',
    );
  const version = /^"v(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw new HttpRefusal(
      400,
      'invalid-if-match',
      'If-Match must be one ETag exactly as it was given, such as "v12" with its quotes.',
    );
  return Number(version);
}

/** A handler's parameter: the version named by `If-Match`. */
export const IfMatchVersion = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readIfMatch(context.switchToHttp().getRequest<Request>().get('If-Match')),
);

/** Describes the header in the API's document; goes with `@IfMatchVersion()`. */
export const NeedsIfMatch = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag the case was last read with.',
      schema: { type: 'string', examples: ['"v12"'] },
    }),
  );
