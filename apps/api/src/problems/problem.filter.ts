import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { KeptAnswer } from '../json/kept-answer';
import { allowedMethods } from './allowed-methods';
import { answerProblem } from './answer-problem';
import { HttpRefusal } from './problem';

/** Answers whatever a guard, pipe, interceptor or handler throws. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof KeptAnswer) error.send(response);
    else answerProblem(methodRefusal(error, request) ?? error, request, response);
  }
}

/** Nest finds no route also when only the method is wrong. */
function methodRefusal(error: unknown, request: Request): HttpRefusal | null {
  if (!(error instanceof NotFoundException)) return null;
  const allowed = allowedMethods(request);
  if (allowed.length === 0 || allowed.includes(request.method)) return null;
  return new HttpRefusal(
    405,
    'method-not-allowed',
    `This address does not take ${request.method}; it takes ${allowed.join(', ')}.`,
    { Allow: allowed.join(', ') },
  );
}
