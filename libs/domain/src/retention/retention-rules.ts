import { detailsKept } from '../people/retention';

/**
 * What is kept of people, for how long and why. The periods of section 7 of the domain rules, and
 * our own for what that section does not name; each to be confirmed by the association.
 */
export const retentionKinds = [
  'account-contact',
  'account-names',
  'notes',
  'case-texts',
  'letters',
  'answers',
  'inbound',
  'people-drafts',
  'contacts',
  'register-managers',
  'requests',
] as const;

/** What a daily run erases, each by a rule of its own. */
export type RetentionKind = (typeof retentionKinds)[number];

/** So long after the day it counts from: calendar days or calendar months. */
export interface Period {
  days?: number;
  months?: number;
}

export interface RetentionRule {
  /** What it is, as pages and documents call it. */
  what: string;
  /** Why it is held at all. */
  why: string;
  /** The day the period counts from, in words. */
  from: string;
  period: Period;
  /** What is left afterwards. */
  left: string;
  /** Section 7 of the domain rules, or our own choice with its reason. */
  source: string;
}

const section7 = 'Domain rules, section 7';

/** Account holders’ mobiles and addresses when the case never went live. Each person is told so. */
export const contactAfterOtherClose: Period = { days: detailsKept.contactDaysAfterClose };

export const retentionRules: Readonly<Record<RetentionKind, RetentionRule>> = {
  'account-contact': {
    what: 'Account holders’ private email and mobile',
    why: 'Typed into the NHSmail portal; activation is chased with them',
    from: 'the home went live (90 days after any other close)',
    period: { days: detailsKept.contactDaysAfterLive },
    left: 'Name, role and what happened, until the next rule',
    source: section7,
  },
  'account-names': {
    what: 'Account holders’ names and jobs',
    why: 'To build the application, and to verify it later',
    from: 'the case was closed',
    period: { months: detailsKept.nameMonths },
    left: 'What happened to “p1”, “p2” and so on; their key is destroyed',
    source: section7,
  },
  notes: {
    what: 'Notes and the call log',
    why: 'Continuity between officers',
    from: 'it was written',
    period: { months: 24 },
    left: 'That there was a note, when and by whom',
    source: section7,
  },
  'case-texts': {
    what: 'Other free text of a case, such as why it was paused or a block set aside',
    why: 'Continuity between officers',
    from: 'the case was closed',
    period: { months: 24 },
    left: 'What happened and when; the key of the texts is destroyed',
    source: 'Ours: as notes, but counted from the close, since an open case is run by them',
  },
  letters: {
    what: 'Letters: recipient, text and what they were written from',
    why: 'Evidence of what was sent',
    from: 'it was written',
    period: { months: 12 },
    left: 'Kind of letter, case, days and outcome',
    source: `${section7} (message log)`,
  },
  answers: {
    what: 'What was written on answer pages',
    why: 'Evidence of what was said',
    from: 'it was given',
    period: { months: 12 },
    left: 'Which button was pressed, and when',
    source: `${section7} (message log)`,
  },
  inbound: {
    what: 'Mail that came in, with its attachments',
    why: 'Evidence of what was said',
    from: 'it arrived',
    period: { months: 12 },
    left: 'That a message came, its kind and case',
    source: `${section7} (message log)`,
  },
  'people-drafts': {
    what: 'People typed into the form and never sent in',
    why: 'So that the home need not type them twice',
    from: 'it was last saved',
    period: { days: 90 },
    left: 'That the form was begun',
    source: 'Ours: as details of a case that did not go live',
  },
  contacts: {
    what: 'Name and address of a home’s contact',
    why: 'To run the case',
    from: 'the last contact, once the site has left the area or another took their place',
    period: { months: 12 },
    left: 'That there was a contact, from when to when',
    source: section7,
  },
  'register-managers': {
    what: 'Names of registered managers in the register',
    why: 'To know whom CQC holds responsible',
    from: 'the site was deregistered',
    period: { months: 12 },
    left: 'The site, as CQC lists it',
    source: section7,
  },
  requests: {
    what: 'Rights requests and complaints',
    why: 'To show that they were answered in time',
    from: 'it was answered',
    period: { months: 24 },
    left: 'What kind it was, and its days',
    source: 'Ours: as notes',
  },
};

/** What no daily run erases: kept on purpose, or tidied up by the part that made it. */
export const keptRules: readonly { what: string; why: string; keep: string }[] = [
  {
    what: 'Audit trail',
    why: 'Accountability',
    keep: '6 years, with ids in the place of names',
  },
  {
    what: 'Addresses that want no letters',
    why: 'To honour refusals',
    keep: 'While we write letters, as a keyed hash from which no address can be read',
  },
  {
    what: 'Files that were imported, and previews of what they would change',
    why: 'To go on where a reading broke off, and to look again',
    keep: 'A few days; the import drops them itself',
  },
  {
    what: 'Sign-in links, sessions, remembered answers to programs and counts of tries',
    why: 'To let people in, and to keep others out',
    keep: 'At most a day after they ended',
  },
  {
    what: 'Accounts of officers who have left',
    why: 'Histories and the audit trail name them',
    keep: '6 years, as the audit trail',
  },
  {
    what: 'Passcodes, passwords, CQC contact IDs and security answers',
    why: 'Nobody needs them here',
    keep: 'Never held: text that holds one is refused',
  },
];

/** "24 months after the case was closed". */
export function keptFor(kind: RetentionKind): string {
  const { period, from } = retentionRules[kind];
  const { days, months } = period;
  return `${months === undefined ? `${days} days` : `${months} months`} after ${from}`;
}
