import type { Role } from './officer';

/** Who can be named in the table: a role, or the service itself (its worker and command line). */
export type Subject = Role | 'system';

/**
 * Who may do what: the only place where it is said. Routes name a permission, pages ask for it
 * before they show a button, tests walk over all of it (domain rules, section 6). `system` is
 * written here for readers; nobody signs in with it.
 *
 * Nobody may change the audit, nor purge anything but by a lead's decision.
 */
export const permissions = {
  'aggregates.read': ['officer', 'lead', 'viewer', 'system'],
  'register.read': ['officer', 'lead', 'system'],
  'register.import': ['officer', 'lead', 'system'],
  'register.decide': ['officer', 'lead'],
  'reports.read': ['officer', 'lead'],
  'cases.read': ['officer', 'lead', 'system'],
  'cases.write': ['officer', 'lead', 'system'],
  'people.read': ['officer', 'lead'],
  'mail.read': ['officer', 'lead', 'system'],
  'mail.decide': ['officer', 'lead'],
  'policy.read': ['officer', 'lead', 'system'],
  'policy.write': ['lead'],
  'wordings.read': ['officer', 'lead', 'system'],
  'wordings.write': ['officer', 'lead'],
  'simulations.run': ['officer', 'lead'],
  'officers.read': ['officer', 'lead'],
  'officers.manage': ['lead', 'system'],
  'audit.read': ['lead', 'system'],
  'privacy.manage': ['lead'],
  'operations.read': ['officer', 'lead', 'system'],
  'webhooks.read': ['lead'],
  'webhooks.manage': ['lead'],
  'queue.manage': ['lead'],
  'account.read': ['officer', 'lead', 'viewer'],
  'account.own': ['officer', 'lead', 'viewer'],
} as const satisfies Record<string, readonly Subject[]>;

export type Permission = keyof typeof permissions;

/** All of them, as the table lists them. */
export const permissionNames = Object.keys(permissions) as Permission[];

/** What each permission is about, for people. */
export const meaningOf: Readonly<Record<Permission, string>> = {
  'aggregates.read': 'See counts of the whole area: no home’s case, no person, no letter.',
  'register.read': 'See providers, sites, their DSPT standing, and what imports brought.',
  'register.import': 'Bring in register files, and undo an import.',
  'register.decide': 'Decide rows that fit nothing, duplicates, corrections and DSPT statuses.',
  'reports.read': 'Read flat tables for reports: stages and dates by ids, no person, no text.',
  'cases.read': 'See cases, their facts, tasks and dates.',
  'cases.write': 'Open cases, record facts, write letters, finish tasks, add contacts.',
  'people.read': 'See private addresses and telephone numbers of account holders in full.',
  'mail.read': 'Read letters that went out and mail that came in.',
  'mail.decide': 'File mail, settle unclear letters, say who is not to be written to.',
  'policy.read': 'See dates and rules.',
  'policy.write': 'Change dates and rules, and put them in force.',
  'wordings.read': 'See how letters are worded.',
  'wordings.write': 'Change how letters are worded.',
  'simulations.run': 'Play a case through without keeping anything.',
  'officers.read': 'See who works here.',
  'officers.manage': 'Invite people, change roles and teams, disable, hand over caseloads.',
  'audit.read': 'Read who did what, and check that nothing of it was changed.',
  'privacy.manage':
    'Find, give out and erase what is held of a person, answer rights requests, put holds.',
  'operations.read': 'See whether mail, imports and the service itself are well.',
  'queue.manage': 'Try failed jobs of the queue again, and clear them.',
  'webhooks.read': 'See what programs elsewhere were told, and have it sent to them again.',
  'webhooks.manage': 'Tell programs elsewhere what happens, and see what they answered.',
  'account.read': 'See one’s own name and role.',
  'account.own': 'Manage one’s own sign-in, sessions and tokens.',
};

const reading = [
  'aggregates.read',
  'reports.read',
  'register.read',
  'cases.read',
  'mail.read',
  'policy.read',
  'wordings.read',
  'simulations.run',
  'officers.read',
  'operations.read',
  'account.read',
] as const satisfies readonly Permission[];

/**
 * What a token can be narrowed to. A token never has more than its officer: of these permissions it
 * has those its officer has. Only `all` reaches what a lead manages and what is one's own account.
 */
export const scopes = {
  all: permissionNames,
  read: reading,
  write: [
    ...reading,
    'register.decide',
    'cases.write',
    'people.read',
    'mail.decide',
    'wordings.write',
  ],
  import: ['register.read', 'register.import', 'account.read'],
  aggregates: ['aggregates.read', 'account.read'],
  reports: ['reports.read', 'aggregates.read', 'account.read'],
  webhooks: ['webhooks.read', 'account.read'],
} as const satisfies Record<string, readonly Permission[]>;

export type TokenScope = keyof typeof scopes;

export const scopeNames = Object.keys(scopes) as TokenScope[];

export const isTokenScope = (name: string): name is TokenScope =>
  (scopeNames as string[]).includes(name);

/** Whose rights are asked about. */
export interface Holder {
  role: Role;
  /** What a token was narrowed to; a person who signed in has everything of the role. */
  scopes?: readonly TokenScope[];
}

/** May they? */
export function can({ role, scopes: narrowed = ['all'] }: Holder, permission: Permission): boolean {
  const holders: readonly Subject[] = permissions[permission];
  return (
    holders.includes(role) &&
    narrowed.some((scope) => (scopes[scope] as readonly Permission[]).includes(permission))
  );
}
