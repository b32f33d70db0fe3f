import { dayOf } from '../facts/fact';
import { type CaseState, livePasscode } from './case-state';

export const stages = [
  'prospect',
  'eligibility',
  'preparing',
  'proving',
  'ready',
  'submitted',
  'activating',
  'live',
  'aftercare',
  'closed',
] as const;

export type Stage = (typeof stages)[number];

/** Who has to act next. */
export type WaitingOn = 'provider' | 'account-holder' | 'nhsmail' | 'register' | 'officer';

/** Where a case stands and who has to act next, with the reason in words. */
export interface Progress {
  stage: Stage;
  /** Null only when the case is closed. */
  waitingOn: WaitingOn | null;
  why: string;
  /** Why it is not moving, when it is not: stable codes. */
  stalls: readonly string[];
}

type Question = (state: CaseState) => Progress | null;

const at = (
  stage: Stage,
  waitingOn: WaitingOn | null,
  why: string,
  stalls: string[] = [],
): Progress => ({ stage, waitingOn, why, stalls });

const replies: Record<string, Progress> = {
  accepted: at('activating', 'account-holder', 'The people named have to activate their accounts.'),
  'already-exists': at('submitted', 'officer', 'NHSmail says the site already has accounts.', [
    'already-has-nhsmail',
  ]),
  question: at('submitted', 'officer', 'NHSmail asked a question that needs an answer.'),
};

const afterSubmission: Question = ({ submission }) => {
  if (!submission || (submission.abandoned && !submission.reply)) return null;
  if (submission.reply) return replies[submission.reply.outcome] ?? null;
  return submission.breachedAt
    ? at('submitted', 'nhsmail', 'NHSmail has not replied within 48 hours.', ['no-reply-over-48h'])
    : at('submitted', 'nhsmail', 'NHSmail replies within 48 hours.');
};

const withPasscode: Question = (state) => {
  const code = livePasscode(state);
  if (code?.expiredAt)
    return at('proving', 'officer', 'The passcode has expired: a new one must be requested.', [
      'otp-expired',
    ]);
  if (code?.receivedOn) return at('ready', 'provider', 'The passcode is there: submit now.');
  if (code?.channel === 'email')
    return at('proving', 'provider', 'The passcode was sent by email: look for it and use it.');
  if (code) return at('proving', 'provider', 'The passcode is in the post: look out for it.');
  const used = state.passcodes.some((c) => c.usedAt !== null && c.retired === null);
  return used ? at('ready', 'provider', 'The passcode has been used: submit the form.') : null;
};

/** A rejected application spends its proof (domain rule 17) until new proof is recorded. */
const rejectedSinceProof = ({ submission, contactIdConfirmedOn }: CaseState): boolean =>
  submission?.reply?.outcome === 'rejected' &&
  (contactIdConfirmedOn ?? '') <= dayOf({ on: null, at: submission.reply.at });

/** Asked in order; the first answer stands. */
const questions: readonly Question[] = [
  (s) => (s.closed ? at('closed', null, `Closed: ${s.closed.reason}`) : null),
  afterSubmission,
  withPasscode,
  (s) =>
    rejectedSinceProof(s)
      ? at('proving', 'officer', 'NHSmail rejected the application: find out why first.', [
          'rejected',
        ])
      : null,
  (s) =>
    s.contactIdConfirmedOn
      ? at('ready', 'provider', 'The provider has the CQC contact ID: submit now.')
      : null,
  (s) =>
    s.agreedOn
      ? at('eligibility', 'officer', 'Check that the site may have NHSmail and what is missing.')
      : null,
];

/** Where a case stands, from its facts alone. */
export function progress(state: CaseState): Progress {
  for (const question of questions) {
    const answer = question(state);
    if (answer) return answer;
  }
  return at('prospect', 'officer', 'Ask the provider whether they would like help.');
}
