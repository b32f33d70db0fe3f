import type { RunningConfig } from '@app/platform';
import type { RequestHandler, Response } from 'express';

const cookieName = 'caseload-tour';
const yearMs = 365 * 24 * 60 * 60 * 1000;

/** Tells the layout, by `tourOffered`, that this browser has not said it needs no tour. */
export const offerTour: RequestHandler = (request, response, next) => {
  const said = (request.headers.cookie ?? '').split(/;\s*/);
  response.locals.tourOffered = !said.includes(`${cookieName}=done`);
  next();
};

/** For a year. */
export function dismissTour(
  response: Response,
  { publicUrl }: Pick<RunningConfig, 'publicUrl'>,
): void {
  const secure = publicUrl.startsWith('https:');
  response.cookie(cookieName, 'done', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: yearMs,
  });
}
