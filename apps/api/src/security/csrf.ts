import type { RunningConfig } from '@app/platform';
import type { Request, RequestHandler } from 'express';
import { isForPrograms, isForReaders } from '../problems/answer-problem';
import { HttpRefusal } from '../problems/problem';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const isUnsafe = (method: string): boolean => !safeMethods.has(method);

/**
 * Refuses what another site makes a signed-in browser send. Browsers say by `Sec-Fetch-Site` where a
 * request comes from; those that do not say by `Origin`. Who says neither is refused. Programs are
 * not concerned: no browser adds a bearer token by itself.
 *
 * Forms behind the links in letters are sent from old telephones and from the web views of mail
 * programs, which may say neither, or `null` where no referrer is to be told. They are let through:
 * no cookie counts on those pages, so whoever could forge such a form would have to know the link,
 * and could as well open it. One that says it comes from elsewhere is refused there too.
 */
export function refuseForeignForms(config: Pick<RunningConfig, 'publicUrl'>): RequestHandler {
  const ownOrigin = new URL(config.publicUrl).origin;
  return (request, _response, next) => {
    if (!isUnsafe(request.method) || isForPrograms(request.path) || isOwn(request, ownOrigin))
      next();
    else
      next(
        new HttpRefusal(
          403,
          'foreign-form',
          'This did not come from a page of ours. Open the page again and send it from there.',
        ),
      );
  };
}

function isOwn(request: Request, ownOrigin: string): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('Origin');
  if (origin === undefined || origin === 'null') return isForReaders(request.path);
  return origin === ownOrigin || hostOf(origin) === request.get('Host');
}

/** People may reach us by another name than PUBLIC_URL's, such as this machine's address. */
function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
