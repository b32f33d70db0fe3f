import type { Problem } from './problem';

export interface ErrorPage {
  title: string;
  detail: string;
  /** What to do now; null where the detail says it. */
  mend: string | null;
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

const goBack = 'Go back with your browser: what you typed is still there.';

const mends: Readonly<Record<number, string>> = {
  400: `${goBack} Look it over, and send it again.`,
  403: 'If it belongs to your work, ask a lead. Nothing was changed.',
  404: 'Look for the home in the box above, or begin at the menu. An address that was typed or copied may have lost its end.',
  405: 'Open the page anew from the menu, and press its button there.',
  409: `Look at how it stands now. ${goBack}`,
  412: `Look at how it stands now. ${goBack}`,
  413: 'Send less at a time. Nothing was changed.',
  422: `${goBack} Change it, and send it again.`,
  429: 'Wait a few minutes, then try once more. Nothing that was recorded is lost.',
  500: `${goBack} Try once more. If it happens again, tell whoever looks after this service the number above.`,
  503: `Try again in a minute. ${goBack} Letters wait meanwhile, and none is lost.`,
};

/** What the error page says. */
export function presentErrorPage({ status, detail, requestId }: Problem): ErrorPage {
  return {
    title: titles[status] ?? (status < 500 ? 'That did not work' : 'Something went wrong'),
    detail,
    mend: mends[status] ?? null,
    requestId: requestId ?? null,
  };
}
