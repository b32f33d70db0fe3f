import type { FactType } from '@app/domain';

/** One of several answers. */
interface Choice {
  value: string;
  text: string;
  hint?: string;
}

/** What the page asks about one kind of fact. */
export interface FactForm {
  /** The page's question or heading. */
  title: string;
  /** A sentence under it. */
  lead?: string;
  /** How day and time are called, after "the day" or "the time". Absent: it happens now. */
  happened?: string;
  choice?: { name: string; legend: string; missing: string; choices: readonly Choice[] };
  text?: { name: string; label: string; hint?: string; missing: string; rows: number };
  /** Choose another officer. */
  officer?: boolean;
  /** Carries the id of another fact of the case. */
  target?: boolean;
  /** Always asks for a reason, kept beside the fact. */
  reason?: string;
  button: string;
}

/** Why a case may be closed (domain rules, section 3). */
const closeReasons: readonly Choice[] = [
  { value: 'Live and complete', text: 'Live and complete' },
  { value: 'Already has NHSmail', text: 'Already has NHSmail' },
  {
    value: 'Self-managed',
    text: 'Self-managed',
    hint: 'A larger provider that runs its own NHSmail',
  },
  { value: 'Declined', text: 'Declined', hint: 'The provider does not want help' },
  { value: 'Ineligible', text: 'Ineligible' },
  { value: 'Site closed', text: 'Site closed' },
  {
    value: 'Superseded',
    text: 'Superseded',
    hint: 'Another case or another route takes its place',
  },
  { value: 'Unresponsive', text: 'Unresponsive' },
];

/** One form a fact type; page, reading and tests use this table. */
export const factForms: Readonly<Record<FactType, FactForm>> = {
  'case-opened': { title: 'Open a case', happened: 'the case was opened', button: 'Open the case' },
  agreed: {
    title: 'The provider agreed to be helped',
    happened: 'they agreed',
    button: 'Record it',
  },
  'contact-id-confirmed': {
    title: 'The provider has their CQC contact ID',
    lead: 'Record only that they have it. Never write the ID itself anywhere in Caseload. A passcode that was on its way is not needed any more.',
    happened: 'they confirmed it',
    button: 'Record it',
  },
  'otp-requested': {
    title: 'A passcode was requested',
    lead: 'A new request replaces any earlier passcode: reminders about the old one stop at once.',
    happened: 'the passcode was requested',
    choice: {
      name: 'channel',
      legend: 'How is it sent?',
      missing: 'Choose how the passcode is sent',
      choices: [
        { value: 'post', text: 'By post', hint: 'It takes 5 to 7 days to arrive' },
        { value: 'email', text: 'By email', hint: 'To the address registered with the CQC' },
      ],
    },
    button: 'Record the request',
  },
  'otp-issued': {
    title: 'The issue date of the passcode is known',
    lead: 'The date printed on the letter. The 28 days count from it.',
    happened: 'the passcode was issued',
    button: 'Record the issue date',
  },
  'otp-received': {
    title: 'The passcode arrived',
    lead: 'Record only that it came. Never write the passcode itself anywhere in Caseload.',
    happened: 'the passcode arrived',
    button: 'Record that it arrived',
  },
  'otp-used': {
    title: 'The passcode was used',
    happened: 'the passcode was used',
    button: 'Record that it was used',
  },
  submitted: {
    title: 'The application was submitted',
    lead: 'NHSmail replies within 48 hours, day and night, so the time matters.',
    happened: 'the application was submitted',
    button: 'Record the submission',
  },
  'nhsmail-replied': {
    title: 'NHSmail replied',
    happened: 'NHSmail replied',
    choice: {
      name: 'outcome',
      legend: 'What did they say?',
      missing: 'Choose what NHSmail said',
      choices: [
        { value: 'accepted', text: 'Accepted', hint: 'The accounts are being made' },
        { value: 'rejected', text: 'Rejected' },
        { value: 'already-exists', text: 'The site already has accounts' },
        { value: 'question', text: 'They asked a question' },
      ],
    },
    button: 'Record the reply',
  },
  'opted-out': {
    title: 'The provider asked for no reminders',
    lead: 'Letters to the provider stop. Your own calls and the dates go on.',
    happened: 'they asked',
    button: 'Stop the letters',
  },
  'opted-in': {
    title: 'The provider wants reminders again',
    happened: 'they asked',
    button: 'Send letters again',
  },
  'note-added': {
    title: 'Add a note',
    lead: 'No passcodes, passwords or contact IDs, and nothing about residents.',
    text: { name: 'text', label: 'Note', missing: 'Write the note', rows: 5 },
    button: 'Add the note',
  },
  'handed-over': {
    title: 'Hand over the case',
    lead: 'The calls of this case move with it.',
    officer: true,
    button: 'Hand over',
  },
  closed: {
    title: 'Close the case',
    lead: 'Every reminder and call of the case stops. A closed case can be reopened.',
    choice: {
      name: 'reason',
      legend: 'Why is it closed?',
      missing: 'Choose why the case is closed',
      choices: closeReasons,
    },
    button: 'Close the case',
  },
  reopened: {
    title: 'Reopen the case',
    lead: 'Reminders do not start again by themselves: record what is true now, and new dates follow.',
    button: 'Reopen the case',
  },
  retracted: {
    title: 'Take back what was recorded',
    lead: 'It stays on the timeline, struck through, and all dates are worked out again as if it had not been recorded.',
    target: true,
    reason: 'Why was it wrong?',
    button: 'Take it back',
  },
};

/** The order of the choices on "Record what happened"; the rest have links of their own. */
export const offeredFacts: readonly FactType[] = [
  'agreed',
  'contact-id-confirmed',
  'otp-requested',
  'otp-issued',
  'otp-received',
  'otp-used',
  'submitted',
  'nhsmail-replied',
  'opted-out',
  'opted-in',
];
