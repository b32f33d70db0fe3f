import { types } from 'node:util';
import type { Clock, Database, RunningConfig } from '@app/platform';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { isForPrograms, isForReaders } from '../problems/answer-problem';
import { SessionStore } from './session-store';

/** The cookie; its `__Host-` name makes browsers insist on https, our host alone and every path. */
function cookieFor(config: Pick<RunningConfig, 'publicUrl'>): {
  name: string;
  options: CookieOptions;
} {
  const secure = config.publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-caseload' : 'caseload',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}

/** Sessions for pages of officers. Programs send a token with each request and get no cookie. */
export function sessions(config: RunningConfig, db: Database, clock: Clock): RequestHandler {
  const { name, options } = cookieFor(config);
  const handle = session({
    name,
    secret: config.sessionSecret,
    store: new SessionStore(db, clock),
    // The browser forgets it when it is closed; the store ends it earlier.
    cookie: { ...options, sameSite: 'lax' },
    resave: false,
    saveUninitialized: false,
    proxy: true,
  });
  return (request, response, next) => {
    // Readers of letters have no account: no cookie of theirs is read, and none is set.
    if (isForPrograms(request.path) || isForReaders(request.path)) {
      next();
      return;
    }
    // Whether the proxy before us says so or not: PUBLIC_URL says that people come by https.
    if (options.secure) request.headers['x-forwarded-proto'] = 'https';
    handle(request, response, next);
  };
}

/** Begins a new session, with a new id, for the officer who has just shown who they are. */
export async function startSession(
  request: Request,
  officer: { id: string },
  now: { toString(): string },
): Promise<void> {
  await settled((done) => request.session.regenerate(done));
  request.session.officerId = officer.id;
  request.session.signedInAt = now.toString();
  await settled((done) => request.session.save(done));
}

/** Ends the session here and in every other process at once. */
export async function endSession(
  request: Request,
  response: Response,
  config: Pick<RunningConfig, 'publicUrl'>,
): Promise<void> {
  await settled((done) => request.session.destroy(done));
  const { name, options } = cookieFor(config);
  response.clearCookie(name, options);
}

function settled(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(types.isNativeError(error) ? error : new Error(String(error)));
      else resolve();
    });
  });
}
