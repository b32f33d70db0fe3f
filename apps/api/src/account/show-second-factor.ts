import type { Response } from 'express';
import { errorList, errorOf } from '../officer/forms/form';
import type { AppOffer } from './app-offer.service';

const wrongCode = [
  {
    field: 'code',
    message:
      'That is not the code the app shows now. Check that you scanned this picture, and try the next code.',
  },
];

/** Shows a secret for an authenticator app, and asks for its first code. */
export function showApp(
  view: 'set-up/second-factor' | 'account/second-factor',
  response: Response,
  offer: AppOffer,
  wasWrong = false,
): void {
  const problems = wasWrong ? wrongCode : [];
  response.render(view, {
    offer,
    errors: errorList(problems),
    hasErrors: wasWrong,
    codeError: errorOf(problems, 'code'),
  });
}

/** Shows new recovery codes, this once. @param next where to go on */
export function showCodes(response: Response, codes: readonly string[], next: string): void {
  response.status(200).render('set-up/recovery-codes', { codes, next });
}
