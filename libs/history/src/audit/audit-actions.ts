/**
 * What may stand in the audit beside changes of rows, and how people are told of it. What a trigger
 * writes is named after its table instead (`officer-changed`, `contact-added`…): see `wordsOfAction`.
 */
export const auditActions = {
  // Views of personal details.
  'details-seen': 'Saw personal details',
  'details-exported': 'Took personal details away in a file',
  'letter-read': 'Read a letter in full',
  'answer-read': 'Read an answer of a home',
  'message-read': 'Read a message that came in',
  'attachment-opened': 'Opened an attachment',
  'facts-read': 'Read the history of a case in full',
  'export-made': 'Took a list away in a file',

  // Signing in.
  'signed-in': 'Signed in',
  'sign-in-refused': 'Was refused at sign-in',
  'signed-out': 'Signed out',
  'session-ended': 'Ended a session',
  'sign-in-link-sent': 'Was sent a sign-in link',
  'password-set': 'Set a password',
  'second-factor-set': 'Set up the second factor',
  'second-factor-removed': 'Had the second factor removed',
  'recovery-codes-made': 'Made recovery codes',
  'recovery-code-used': 'Used a recovery code',

  // Officers.
  'officer-invited': 'Invited an officer',
  'role-changed': 'Gave an officer another role',
  'officer-disabled': 'Ended an officer’s access',
  'caseload-handed-over': 'Handed a caseload over',
  'cover-set': 'Set who covers during an absence',
  'token-made': 'Made a token for programs',
  'token-revoked': 'Revoked a token',

  // The service itself.
  'queue-changed': 'Tried failed jobs of the queue again, or cleared them',

  // What is owed to the people in the data.
  'person-exported': 'Exported all that is held of a person',
  'person-erased': 'Erased a person',
  'retention-run': 'Erased what need not be kept any longer',
  'hold-set': 'Set a hold on erasing',
  'hold-lifted': 'Lifted a hold on erasing',
  'rights-request-received': 'Took in a request about personal data',
  'rights-request-answered': 'Answered a request about personal data',
  'person-searched': 'Looked for all that is held of a person',
  'secret-refused': 'Was refused a text that held a secret',
  'keys-rotated': 'Sealed stored values with the present key',

  // The audit itself.
  'facts-recorded': 'Recorded in the history of a case',
  'facts-restated': 'Took the digests of stored facts anew',
  'audit-verified': 'Verified the audit',
} as const;

export type AuditAction = keyof typeof auditActions;

const verbs: Record<string, string> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  emptied: 'Emptied the table of',
};

/** An action as people read it; a change of a row is told by its table: "Changed officer". */
export function wordsOfAction(action: string): string {
  if (action in auditActions) return auditActions[action as AuditAction];
  const [, table = '', verb = ''] = /^(.+)-(added|changed|removed|emptied)$/.exec(action) ?? [];
  return verbs[verb] === undefined ? action : `${verbs[verb]} ${table.replaceAll('_', ' ')}`;
}
