import { type Invitation, invitationHours } from '../invitations/invitations.service';
import { type SignInLink, signInLinkMinutes } from '../sign-in-links.service';
import type { AccountLetter } from './officer-mail';

export const signInLetter = ({ url }: SignInLink): AccountLetter => ({
  subject: 'Your sign-in link for Caseload',
  before: ['Open this link to sign in to Caseload:'],
  link: { url, text: 'Sign in to Caseload' },
  after: [
    `It works once, within ${signInLinkMinutes} minutes. If you did not ask for it, do nothing: ` +
      'nobody can sign in without it.',
  ],
  line: `Sign in within ${signInLinkMinutes} minutes: ${url}`,
});

export const invitationLetter = ({ url }: Invitation): AccountLetter => ({
  subject: 'Your invitation to Caseload',
  before: [
    'You have been invited to Caseload, where your association keeps track of care homes that apply for NHSmail.',
    'Open this link to choose a password and set up the second step of signing in. Have a telephone with an authenticator app at hand.',
  ],
  link: { url, text: 'Set up your account' },
  after: [
    `It works once, within ${invitationHours} hours. If you do not know what this is about, do nothing.`,
  ],
  line: `Invitation, to be used within ${invitationHours} hours: ${url}`,
});

/** What officers are told when something about the way they sign in has changed. */
const notices = {
  'password-changed': 'Your password for Caseload was changed.',
  'second-factor-changed': 'The authenticator app for your Caseload account was set up or changed.',
  'second-factor-reset': 'Your second factor for Caseload was reset.',
  'account-reset':
    'Your sign-in to Caseload was reset: password and second factor have been removed.',
  'recovery-code-used': 'A recovery code was used to sign in to your Caseload account.',
  'signed-in-elsewhere':
    'Somebody signed in to your Caseload account with a kind of browser or computer that you have not used here before.',
  'recovery-codes-renewed': 'New recovery codes were made for your Caseload account.',
} as const;

export type AccountNotice = keyof typeof notices;

export const noticeLetter = (notice: AccountNotice): AccountLetter => ({
  subject: 'Your Caseload account',
  before: [notices[notice]],
  after: [
    'If that was you, or a lead whom you asked, there is nothing to do. If it was not, tell a lead at once.',
  ],
  line: `Told to the officer: ${notices[notice]}`,
});
