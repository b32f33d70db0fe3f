import type { RunningConfig } from '@app/platform';
import type { Request, RequestHandler, Response } from 'express';
import { allowOwnScript } from './own-script';

/** Holds `off` in a browser whose officer wants no single keys to act. */
const cookieName = 'caseload-keys';
const yearMs = 365 * 24 * 60 * 60 * 1000;

/**
 * Offers the keyboard shortcuts on the pages of whoever is signed in: `shortcuts` for the layout, and
 * leave for our own script files to run. Who has turned them off gets pages that run no script
 * (WCAG 2.1.4). Only what is rendered as a page gets that leave: no file and no letter does.
 */
export const offerShortcuts: RequestHandler = (request, response, next) => {
  if (request.officer && areShortcutsOn(request)) {
    const render = response.render.bind(response) as (...all: unknown[]) => void;
    response.render = (...all: unknown[]): void => {
      response.locals.shortcuts = true;
      if (!response.headersSent) allowOwnScript(response);
      render(...all);
    };
  }
  next();
};

/** Whether single keys act in this browser. */
export const areShortcutsOn = ({ headers }: Pick<Request, 'headers'>): boolean =>
  !(headers.cookie ?? '').split(/;\s*/).includes(`${cookieName}=off`);

/** Remembers it in this browser for a year. */
export function switchShortcuts(
  response: Response,
  on: boolean,
  { publicUrl }: Pick<RunningConfig, 'publicUrl'>,
): void {
  const secure = publicUrl.startsWith('https:');
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  if (on) response.clearCookie(cookieName, options);
  else response.cookie(cookieName, 'off', { ...options, maxAge: yearMs });
}
