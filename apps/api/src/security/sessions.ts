import { types } from 'node:util';
import { type Clock, type Database, requestScope, type RunningConfig } from '@app/platform';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import type { Temporal } from 'temporal-polyfill';
import { isForPrograms, isForReaders } from '../problems/answer-problem';
import { deviceOf } from './device';
import { maskedNetwork } from './network';
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

/** What a session that begins is to hold; a sign-in by one step, all done, unless it is said. */
export type Beginning = Partial<Pick<SessionData, 'stage' | 'way' | 'isByOneFactor'>>;

/** Begins a new session, with a new id, for the officer who has just shown who they are. */
export async function startSession(
  request: Request,
  officer: { id: string },
  now: Temporal.Instant,
  { stage = 'full', way = 'link', isByOneFactor = false }: Beginning = {},
): Promise<void> {
  const held = { signedInAt: now.toString(), provedAt: now.toString(), stage, way };
  await begin(request, {
    ...held,
    isByOneFactor,
    officerId: officer.id,
    device: deviceOf(request.get('User-Agent')),
    network: maskedNetwork(request.ip ?? ''),
  });
}

/**
 * Goes on under a new id; the old one opens nothing from now on. For every step after which more is
 * open than before, and after a change to what the officer signs in with.
 * @throws Error nobody is signed in
 */
export async function renewSession(
  request: Request,
  change: Partial<Pick<SessionData, 'stage' | 'signedInAt' | 'provedAt' | 'isByOneFactor'>> = {},
): Promise<void> {
  const { officerId, stage, way, signedInAt, provedAt } = request.session;
  const { device = '', network = '', isByOneFactor = false } = request.session;
  if (!officerId || !stage || !way || !signedInAt || !provedAt)
    throw new Error('There is no session to go on with.');
  const held = { officerId, stage, way, signedInAt, provedAt, device, network, isByOneFactor };
  await begin(request, { ...held, ...change });
}

async function begin(request: Request, data: Omit<SessionData, 'cookie' | 'officer' | 'scope'>) {
  await settled((done) => request.session.regenerate(done));
  Object.assign(request.session, data);
  await settled((done) => request.session.save(done));
  const scope = requestScope.getStore();
  if (scope) scope.actor = `officer:${data.officerId}`;
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
  // Nothing is kept there that we know of; whatever is, on a computer that others use, goes as well.
  response.set('Clear-Site-Data', '"cache", "storage"');
}

function settled(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(types.isNativeError(error) ? error : new Error(String(error)));
      else resolve();
    });
  });
}
