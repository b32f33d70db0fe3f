import type { Problem } from './problem';

export interface ErrorPage {
  title: string;
  detail: string;
  /** What to quote when reporting it; null when it is no trouble of ours. */
  requestId: string | null;
}

const titles: Readonly<Record<number, string>> = {
  400: 'That could not be read',
  403: 'You cannot do this',
  404: 'Page not found',
  405: 'That cannot be done here',
  409: 'Somebody was faster',
  412: 'This has changed since you opened it',
  413: 'That is too large',
  422: 'That is not possible',
  429: 'Too many tries',
  503: 'Caseload is not available just now',
};

/** What the error page says. */
export function presentErrorPage({ status, detail, requestId }: Problem): ErrorPage {
  return {
    title: titles[status] ?? (status < 500 ? 'That did not work' : 'Something went wrong'),
    detail,
    requestId: requestId ?? null,
  };
}
