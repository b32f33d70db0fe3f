/**
 * What somebody rings about, the most urgent first. Whatever asks for a call about the same matter of
 * a case is one row of the Today page, and one call settles it.
 */
export const callMatters = [
  'passcode-ending',
  'account-ending',
  'dspt-ending',
  'late-reply',
  'ticket',
  'silence',
  'passcode-missing',
  'address',
  'unknown-letter',
  'answer',
  'people-form',
  'review',
  'number',
  'register',
  'other',
] as const;

export type CallMatter = (typeof callMatters)[number];

/** How a call went. `tomorrow`: nobody rang yet. `done`: settled, with or without a call. */
export const callOutcomes = ['spoke', 'voicemail', 'wrong-number', 'done', 'tomorrow'] as const;

export type CallOutcome = (typeof callOutcomes)[number];

/** The kind of task that asks somebody to find the number of a home. */
export const findNumberTask = 'call/wrong-number' as const;

/**
 * By the clock a task comes from, or by its whole kind when no clock made it. A clock is named alone,
 * since a policy may add rungs to it.
 */
export const mattersOfTasks: Readonly<Record<string, CallMatter>> = {
  'otp-arrival': 'passcode-missing',
  'otp-validity': 'passcode-ending',
  'nhsmail-reply': 'late-reply',
  activation: 'account-ending',
  inactivity: 'account-ending',
  leaver: 'account-ending',
  'long-leave': 'account-ending',
  'dspt-currency': 'dspt-ending',
  'approaching-to-met': 'dspt-ending',
  'provider-silence': 'silence',
  ticket: 'ticket',
  'mail/refused': 'address',
  'mail/given-up': 'address',
  'mail/bounced': 'address',
  'mail/no-address': 'address',
  'mail/unknown': 'unknown-letter',
  'mail/answer': 'answer',
  'answer/help': 'answer',
  'answer/lost': 'passcode-missing',
  'answer/not-come': 'passcode-missing',
  'answer/wrong-person': 'address',
  'answer/reply': 'answer',
  'answer/takes-over': 'answer',
  'answer/long-leave': 'answer',
  'answer/dspt': 'answer',
  'answer/nhsmail': 'answer',
  'answer/check': 'answer',
  'people/arrived': 'people-form',
  'register/check': 'register',
  'register/new-owner': 'register',
  'register/ods-code': 'register',
  'register/manager': 'register',
  'register/leavers': 'register',
  'register/two-records': 'register',
  [findNumberTask]: 'number',
};

/**
 * What a task is about.
 * @param kind `clock/rung`, or the kind of a task that no clock made
 */
export function matterOfTask(kind: string): CallMatter {
  return mattersOfTasks[kind] ?? mattersOfTasks[kind.split('/')[0] ?? ''] ?? 'other';
}

/** What a letter in trouble is about: it was refused, or nobody knows whether it arrived. */
export const mattersOfLetters = {
  refused: 'address',
  unknown: 'unknown-letter',
} as const satisfies Readonly<Record<string, CallMatter>>;

/** Whom a matter is settled with: the helpdesk of NHSmail, or the home. */
export const ringsHelpdesk = (matter: CallMatter): boolean =>
  matter === 'late-reply' || matter === 'ticket';
