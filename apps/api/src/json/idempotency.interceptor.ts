import { createHash } from 'node:crypto';
import { actorOf } from '@app/officers';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import { HttpRefusal } from '../problems/problem';
import { problemOf } from '../problems/problem-of';
import { FirstAnswers, type KeyedRequest } from './first-answers.service';
import { KeptAnswer, keptHeaders } from './kept-answer';

const keyShape = /^[\x21-\x7e]{1,200}$/;

/** Refusals after which the same request may well succeed: they are not kept. */
const passing = new Set([401, 403, 408, 412, 425, 428, 429]);

/** Makes a POST with an `Idempotency-Key` that comes again get the first answer, and do nothing. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly log = new Logger('Idempotency');

  constructor(private readonly answers: FirstAnswers) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const keyed = keyedRequest(request);
    if (!keyed) return next.handle();
    return from(this.answers.begin(keyed)).pipe(
      mergeMap((kept) => (kept ? throwError(() => kept) : this.answer(keyed, next, response))),
    );
  }

  private answer(keyed: KeyedRequest, next: CallHandler, response: Response): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (value: unknown) => {
        await this.keep(keyed, sent(value, response));
        return value;
      }),
      catchError(async (error: unknown) => {
        const { problem } = problemOf(error, '');
        if (problem.status >= 500 || passing.has(problem.status)) await this.release(keyed);
        else await this.keep(keyed, refused(problem));
        throw error;
      }),
    );
  }

  /** The work is done: an answer that cannot be kept is no reason to call it failed. */
  private async keep(keyed: KeyedRequest, answer: KeptAnswer): Promise<void> {
    await this.answers.keep(keyed, answer).catch((error: Error) => this.note(error));
  }

  private async release(keyed: KeyedRequest): Promise<void> {
    await this.answers.release(keyed).catch((error: Error) => this.note(error));
  }

  private note(error: Error): void {
    this.log.warn(`An answer could not be kept: ${error.message}`);
  }
}

function keyedRequest(request: Request): KeyedRequest | null {
  const key = request.get('Idempotency-Key');
  if (request.method !== 'POST' || key === undefined || !request.officer) return null;
  if (!keyShape.test(key))
    throw new HttpRefusal(
      400,
      'invalid-idempotency-key',
      'The Idempotency-Key must be 1 to 200 visible ASCII characters, such as a UUID.',
    );
  const what = [request.originalUrl, request.upload?.sha256 ?? request.body];
  return {
    actor: actorOf(request.officer),
    key,
    hash: createHash('sha256').update(JSON.stringify(what)).digest(),
  };
}

function sent(value: unknown, response: Response): KeptAnswer {
  const isText = typeof value === 'string';
  const headers: Record<string, string> = {
    'Content-Type': `${isText ? 'text/html' : 'application/json'}; charset=utf-8`,
  };
  for (const name of keptHeaders) {
    const set = response.getHeader(name);
    if (set !== undefined) headers[name] = String(set);
  }
  const body = value === undefined ? null : isText ? value : JSON.stringify(value);
  return new KeptAnswer(response.statusCode, headers, body);
}

const refused = (problem: { status: number }): KeptAnswer =>
  new KeptAnswer(
    problem.status,
    { 'Content-Type': 'application/problem+json; charset=utf-8' },
    JSON.stringify(problem),
  );
