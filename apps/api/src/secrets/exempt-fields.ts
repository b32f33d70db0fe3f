/** A field that is not searched for secrets, and why not. */
export interface ExemptField {
  /** Addresses it counts for. */
  path: RegExp;
  names: readonly string[];
  reason: string;
  /** Made by us: it goes back into a form that is shown again, as it came. */
  ours?: true;
}

/**
 * The only fields in which a secret, or a text that may look like one by chance, has its place. What
 * others than us made of them is never sent back to a page either.
 */
export const exemptFields: readonly ExemptField[] = [
  {
    path: /^\/(sign-in|set-up|account|first-officer|invitation)(\/|$)/,
    names: ['password', 'currentPassword', 'newPassword', 'repeated', 'code', 'recoveryCode'],
    reason: 'An officer’s own password and codes; only what they derive from is kept.',
  },
  {
    path: /^\/sign-in(\/|$)/,
    names: ['state', 'code', 'session_state', 'iss', 'id_token'],
    reason: 'What another provider of sign-in sends back; used once and never kept.',
  },
  {
    path: /^\//,
    names: ['formToken', 'mark', 'token', 'cursor', 'after', 'before', 'offer', 'session'],
    ours: true,
    reason: 'Drawn or built by us; random letters may spell a word such as “pin”.',
  },
];

export const isExempt = (path: string, name: string): boolean =>
  exemptFields.some((one) => one.path.test(path) && one.names.includes(name));

/** A field that must not be shown again: somebody's own password or code. */
export const isPrivate = (path: string, name: string): boolean =>
  exemptFields.some((one) => !one.ours && one.path.test(path) && one.names.includes(name));
