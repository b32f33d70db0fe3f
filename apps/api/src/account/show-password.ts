import { type Officer, passwordLength } from '@app/officers';
import type { Response } from 'express';
import { errorList, errorOf, type FormProblem } from '../officer/forms/form';

/** Shows a form with a new password; never what was typed. */
export function showPasswordForm(
  view: 'set-up/password' | 'account/password',
  response: Response,
  officer: Pick<Officer, 'email'>,
  problems: readonly FormProblem[] = [],
): void {
  response.render(view, {
    email: officer.email,
    least: passwordLength.least,
    errors: errorList(problems),
    hasErrors: problems.length > 0,
    currentError: errorOf(problems, 'currentPassword'),
    newError: errorOf(problems, 'newPassword'),
  });
}
