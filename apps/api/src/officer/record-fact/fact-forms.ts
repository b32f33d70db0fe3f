import type { FactType } from '@app/domain';
import type { FactForm } from './fact-form';
import { accountForms } from './headings/account-forms';
import { caseForms } from './headings/case-forms';
import { helpdeskForms, providerForms } from './headings/contact-forms';
import { eligibilityForms } from './headings/eligibility-forms';
import { peopleForms } from './headings/people-forms';
import { proofForms } from './headings/proof-forms';
import { submissionForms } from './headings/submission-forms';

/** Two facts with pages of their own: a case is opened from its site, a fact retracted where it stands. */
const elsewhere = {
  'case-opened': { title: 'Open a case', happened: 'the case was opened', button: 'Open the case' },
  retracted: {
    title: 'Take back what was recorded',
    lead: 'It stays on the timeline, struck through, and all dates are worked out again as if it had not been recorded.',
    target: true,
    reason: { label: 'Why was it wrong?', missing: 'Say why it was wrong' },
    button: 'Take it back',
  },
} satisfies Record<string, FactForm>;

/** One form a fact type; page, reading and tests use this table. */
export const factForms: Readonly<Record<FactType, FactForm>> = {
  ...eligibilityForms,
  ...peopleForms,
  ...proofForms,
  ...submissionForms,
  ...accountForms,
  ...helpdeskForms,
  ...providerForms,
  ...caseForms,
  ...elsewhere,
};

/** A heading of "What happened?" with the facts under it. */
export interface FactHeading {
  title: string;
  /** What is found under it, in a few words. */
  about: string;
  types: readonly FactType[];
}

const typesOf = (forms: Partial<Record<FactType, FactForm>>): FactType[] =>
  Object.keys(forms) as FactType[];

/** Everything that can be recorded, in the order in which a case usually goes. */
export const factHeadings: readonly FactHeading[] = [
  {
    title: 'Eligibility',
    about: 'agreed or declined, ODS code, DSPT, existing NHSmail, what the CQC says',
    types: typesOf(eligibilityForms),
  },
  { title: 'People', about: 'who is named, prepared', types: typesOf(peopleForms) },
  { title: 'Proof', about: 'contact ID, passcode', types: typesOf(proofForms) },
  { title: 'Submission', about: 'sent, NHSmail replied', types: typesOf(submissionForms) },
  {
    title: 'Accounts',
    about: 'created, activated, opened, leavers, long leave',
    types: typesOf(accountForms),
  },
  { title: 'Helpdesk', about: 'tickets', types: typesOf(helpdeskForms) },
  {
    title: 'The provider',
    about: 'asked, replied, reminders wanted or not',
    types: typesOf(providerForms),
  },
  {
    title: 'The case',
    about: 'note, stuck, pause, park, hand over, close',
    types: typesOf(caseForms),
  },
];
