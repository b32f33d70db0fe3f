import { types } from 'node:util';
import { Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SignInAgain } from '../security/recent-sign-in';
import type { Answer } from './problem-of';
import { problemOf } from './problem-of';
import { SecretRefusal } from '../secrets/secret-refusal';
import { presentSecretRefused } from '../secrets/secret-refused.presenter';
import { presentErrorPage } from './error-page.presenter';
import { presentSignedOut } from './signed-out.presenter';

const log = new Logger('Http');

/**
 * Programs get problem details; whoever opens a page gets a page. Capitals make no other address of
 * it, as they make none for the routes: else a session would open what only tokens are to.
 */
export const isForPrograms = (path: string): boolean => /^\/(api|health|metrics)(\/|$)/i.test(path);

/** Pages behind the links in letters: read by people without an account. */
export const isForReaders = (path: string): boolean =>
  /^\/(?:a|privacy-notice)(?:\/|$)/i.test(path);

/** The one place where trouble becomes an answer. */
export function answerProblem(error: unknown, request: Request, response: Response): void {
  const answer = problemOf(error, request.requestId);
  if (answer.isOurFault) note(error, answer.problem.code);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.removeHeader('ETag');
  response.set(answer.headers).status(answer.problem.status);
  if (isForPrograms(request.path))
    response.type('application/problem+json').send(JSON.stringify(answer.problem));
  else if (answer.problem.status === 401) askToSignIn(answer, request, response);
  else if (error instanceof SignInAgain)
    response.redirect(303, `/account/prove?next=${encodeURIComponent(error.back)}`);
  else showTrouble(error, answer, request, response);
}

/** Whoever was signed out while they typed gets back what they typed. */
function askToSignIn(answer: Answer, request: Request, response: Response): void {
  const typed = presentSignedOut(request);
  if (typed) showPage(answer, 'signed-out', typed, response);
  else response.redirect(303, '/sign-in');
}

function showTrouble(error: unknown, answer: Answer, request: Request, response: Response): void {
  const forReaders = isForReaders(request.path);
  if (error instanceof SecretRefusal) {
    const layout = forReaders ? 'layouts/answer.njk' : 'layouts/page.njk';
    const page = { ...presentSecretRefused(error, request), layout };
    showPage(answer, 'secrets/refused', page, response);
  } else {
    const view = forReaders ? 'answer/trouble' : 'error';
    showPage(answer, view, presentErrorPage(answer.problem), response);
  }
}

function showPage({ problem }: Answer, view: string, page: object, response: Response): void {
  const plain = () => response.type('text/plain').send(`${problem.title}\n\n${problem.detail}\n`);
  try {
    response.render(view, page, (failure: Error | null, html: string) => {
      if (failure) {
        note(failure, 'error-page');
        plain();
      } else response.type('html').send(html);
    });
  } catch (failure) {
    note(failure, 'error-page');
    plain();
  }
}

function note(error: unknown, code: string): void {
  const { message, stack } = types.isNativeError(error) ? error : new Error(String(error));
  log.error(`${code}: ${message}`, stack ?? '');
}
