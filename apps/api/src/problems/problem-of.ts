import { BadInput, Conflict, DomainError, NotFound, Refused, StaleVersion } from '@app/domain';
import { HttpException } from '@nestjs/common';
import { canBeOverridden } from './can-be-overridden';
import { isDatabaseAway, isUnstorable } from './database-away';
import { HttpRefusal, type Problem, problem } from './problem';

/** What to answer, and whether it is trouble of ours that belongs into the log. */
export interface Answer {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
  isOurFault: boolean;
}

/** Seconds after which a caller may try again while the database is away. */
const retryAfter = '5';

/** Turns whatever was thrown into the one answer that belongs to it. */
export function problemOf(error: unknown, requestId: string): Answer {
  if (error instanceof DomainError) return answer(ofDomain(error));
  if (error instanceof HttpRefusal)
    return answer(problem(error.status, error.code, error.message, error.errors), error.headers);
  if (isDatabaseAway(error))
    return {
      ...answer(
        problem(503, 'database-away', 'The database cannot be reached just now; try again soon.'),
        { 'Retry-After': retryAfter },
      ),
      isOurFault: true,
    };
  if (isUnstorable(error))
    return {
      ...answer(
        problem(
          400,
          'invalid-input',
          'What was sent holds a character or number that cannot be stored; take it out.',
        ),
      ),
      isOurFault: true,
    };
  const status = statusOf(error);
  if (status < 500) return answer(ofHttp(status, error));
  const ours = problem(
    500,
    'internal-error',
    `Something went wrong on our side. It has been noted; mention request ${requestId} when you report it.`,
  );
  return { ...answer({ ...ours, requestId }), isOurFault: true };
}

const answer = (p: Problem, headers: Readonly<Record<string, string>> = {}): Answer => ({
  problem: p,
  headers,
  isOurFault: false,
});

function ofDomain(error: DomainError): Problem {
  const errors = error instanceof BadInput ? error.problems : undefined;
  const refusal = problem(domainStatus(error), error.code, error.message, errors);
  return error instanceof Refused
    ? { ...refusal, overridable: canBeOverridden(error.code) }
    : refusal;
}

function domainStatus(error: DomainError): number {
  if (error instanceof BadInput) return 400;
  if (error instanceof NotFound) return 404;
  if (error instanceof Conflict) return 409;
  if (error instanceof StaleVersion) return 412;
  if (error instanceof Refused) return 422;
  return 422;
}

/** The status an error of Nest, Express or a body parser carries; 500 for any other. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** Errors of body parsers say more exactly what is wrong than their status does. */
const parserProblems: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  'entity.parse.failed': ['malformed-json', 'The body is not JSON; check its commas and quotes.'],
  'charset.unsupported': ['unsupported-charset', 'Send the body in UTF-8.'],
  'encoding.unsupported': ['unsupported-encoding', 'Send the body plain, or compressed by gzip.'],
  'request.aborted': ['request-aborted', 'The body broke off before its end; send it again.'],
  'request.size.invalid': [
    'request-aborted',
    'The body is not as long as announced; send it again.',
  ],
};

const httpProblems: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['bad-request', 'The request cannot be understood; check its address and its body.'],
  403: ['forbidden', 'You may not do this.'],
  404: ['not-found', 'There is nothing at this address.'],
  405: ['method-not-allowed', 'This address does not take that method.'],
  413: ['body-too-large', 'The body is too large for this address; send less at a time.'],
  415: ['unsupported-media-type', 'Send the body as application/json.'],
};

function ofHttp(status: number, error: unknown): Problem {
  const { type } = (error ?? {}) as { type?: string };
  const [code, detail] = parserProblems[type ?? ''] ??
    httpProblems[status] ?? ['request-refused', 'The request was refused.'];
  return problem(status, code, detail);
}
