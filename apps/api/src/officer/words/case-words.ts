import type { Stage, WaitingOn } from '@app/domain';

/** What the pages call each stage. */
export const stageWords: Readonly<Record<Stage, string>> = {
  prospect: 'Prospect',
  eligibility: 'Checking eligibility',
  preparing: 'Preparing',
  proving: 'Proving who they are',
  ready: 'Ready to submit',
  submitted: 'Submitted',
  activating: 'Activating accounts',
  live: 'Live',
  aftercare: 'Aftercare',
  closed: 'Closed',
};

/** Who has to act next. */
export const waitingWords: Readonly<Record<WaitingOn, string>> = {
  provider: 'Provider',
  'account-holder': 'Account holders',
  nhsmail: 'NHSmail',
  register: 'Register',
  officer: 'Us',
};
