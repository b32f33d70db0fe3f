import type { Request } from 'express';
import { Temporal } from 'temporal-polyfill';
import { HttpRefusal } from '../problems/problem';

/** Minutes after which somebody who is signed in shows again who they are. */
const recentMinutes = 10;

/** Somebody has to show again who they are; pages send them where they can. */
export class SignInAgain extends HttpRefusal {
  /** @param back the page to return to afterwards */
  constructor(readonly back: string) {
    super(
      403,
      'sign-in-again',
      'Show again who you are: this changes how people get in, and you signed in a while ago.',
    );
  }
}

/**
 * For what an open computer must not let a passer-by do: to change a password or second factor, to
 * make a token, to let others in. Call it for the page with the form too, so that nobody fills in a
 * form in vain.
 * @param back the page to return to; by default the one that was asked for
 * @throws SignInAgain password, code or link were shown longer ago than ten minutes
 */
export function requireRecentSignIn(
  request: Request,
  now: Temporal.Instant,
  back: string = request.path,
): void {
  const { provedAt } = request.session;
  const since = now.subtract({ minutes: recentMinutes });
  if (!provedAt || Temporal.Instant.compare(provedAt, since) <= 0) throw new SignInAgain(back);
}

/** A page of ours to go to, out of what a form or address says; else the account page. */
export function safeBack(path: unknown): string {
  const own = typeof path === 'string' && path.length <= 200 && /^\/[a-z][\w/-]*$/i.test(path);
  return own ? path : '/account';
}
