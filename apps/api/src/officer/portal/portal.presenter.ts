import { type PortalDetails, type PortalPerson, type DetailsReading } from '@app/cases';
import {
  type CaseState,
  livePasscode,
  londonDay,
  peopleReadiness,
  presentPeople,
  standingDspt,
  useBy,
} from '@app/domain';
import type { SiteDetails } from '@app/providers';
import type { CaseView } from '../case/case-view';
import { presentReadiness } from '../case/in-the-way.presenter';
import { personInWords } from '../case/people-of-case';
import { unbroken } from '../words/unbroken';
import { capital, dayWords, many, momentWords } from '../words/when';

/** Something to be read across and typed in. */
export interface PortalField {
  label: string;
  /** What to type; null: it is not typed from here. */
  value: string | null;
  hint: string;
}

/** One step of the portal. */
interface PortalStep {
  title: string;
  fields: PortalField[];
}

interface PortalShell {
  section: 'cases';
  practice: boolean;
  caseId: string;
  home: string;
}

/** What stands before the details: whether anything is missing, and who has seen them. */
export interface PortalStartPage extends PortalShell {
  missing: string[];
  warnings: string[];
  readings: { who: string; when: string; what: string }[];
}

export interface PortalPage extends PortalShell {
  steps: PortalStep[];
  people: { title: string; fields: PortalField[] }[];
  joiners: { title: string; fields: PortalField[] }[];
  missing: string[];
}

const shell = ({ case: row, site }: CaseView): PortalShell => ({
  section: 'cases',
  practice: row.practice,
  caseId: row.id,
  home: site.name,
});

const looked: Readonly<Record<DetailsReading['how'], string>> = {
  page: 'looked at them',
  csv: 'downloaded them',
};

export function presentPortalStart(
  view: CaseView,
  readings: readonly DetailsReading[],
): PortalStartPage {
  return {
    ...shell(view),
    ...toMend(view),
    readings: readings.map(({ officerId, how, people, readAt }) => ({
      who: view.officers.get(officerId) ?? 'A former officer',
      when: momentWords(readAt),
      what: `${looked[how]} (${many(people, 'person', 'people')})`,
    })),
  };
}

/** `07700900123`: as a form of the UK takes it. */
const nationalMobile = (mobile: string): string => mobile.replace(/^\+44/, '0');

/**
 * What the portal asks for, as far as is known, in its order: questions before, location ID and proof,
 * postcode, then town and people (domain rules, section 3). The owner is the first of the people.
 */
export function presentPortal(view: CaseView, { people, state }: PortalDetails): PortalPage {
  const { site } = view;
  return {
    ...shell(view),
    steps: [
      { title: 'Questions before you begin', fields: questionsBefore(view) },
      {
        title: 'Who the home is, and proof that you may apply',
        fields: [
          { label: 'CQC location ID', value: site.locationId, hint: '' },
          { label: 'CQC contact ID, or a passcode', value: null, hint: proofWords(view) },
        ],
      },
      {
        title: 'Postcode',
        fields: [
          {
            label: 'Postcode registered with CQC',
            value: site.postcode,
            hint: odsWords(state, site),
          },
        ],
      },
      { title: 'Town', fields: [{ label: 'Town', value: site.town, hint: '' }] },
    ],
    people: people.accounts.map((one, n) => ({
      title: `${n + 1}. ${nameOf(one)}`,
      fields: fieldsOf(one),
    })),
    joiners: people.joiners.map((one) => ({ title: nameOf(one), fields: fieldsOf(one) })),
    missing: toMend(view).missing,
  };
}

/**
 * What is missing and what is worth a second look, of the people in any case: what the whole case
 * lacks may end before they are asked about.
 */
function toMend(view: CaseView): { missing: string[]; warnings: string[] } {
  const whole = presentReadiness(view);
  const people = peopleReadiness(presentPeople(view.state), personInWords);
  const asks = (kind: 'missing' | 'warnings'): string[] => [
    ...new Set([...(whole?.[kind] ?? []), ...people[kind]].map(({ ask }) => ask)),
  ];
  return { missing: asks('missing'), warnings: asks('warnings') };
}

const nameOf = ({ name, ref }: PortalPerson): string => name ?? ref;

const fieldsOf = (one: PortalPerson): PortalField[] => [
  { label: 'Name', value: one.name, hint: '' },
  { label: 'Mobile', value: one.mobile && nationalMobile(one.mobile), hint: '' },
  { label: 'Email', value: one.email, hint: '' },
  { label: 'In the shared mailbox', value: one.role && capital(one.role), hint: '' },
  ...(one.job
    ? [{ label: 'Role in the home', value: one.job, hint: 'Not asked for, as far as we know' }]
    : []),
];

function questionsBefore({ state }: CaseView): PortalField[] {
  const dspt = standingDspt(state);
  const found = state.nhsmailCheck?.found;
  return [
    {
      label: 'DSPT',
      value: dspt ? `${dspt.edition}, ${dspt.level.replace('-', ' ')}` : null,
      hint: dspt ? `Published on ${dayWords(dspt.on)}` : 'Nothing is known of a publication',
    },
    {
      label: 'NHSmail already',
      value: found === 'none' ? 'No' : found === 'accounts' ? 'Yes' : null,
      hint: found ? '' : 'Nobody has asked',
    },
  ];
}

function proofWords({ state, now, policy }: CaseView): string {
  const code = livePasscode(state);
  const ask = 'They type it themselves; it is never kept here.';
  if (state.contactIdConfirmedOn) return `They have their contact ID. ${ask}`;
  if (!code) return `No passcode is under way, and no contact ID is known to be there. ${ask}`;
  const { lastDay } = useBy(code, policy.passcodeGoodForDays);
  const isDead = lastDay.toString() < londonDay(now).toString();
  const arrived = code.receivedOn ? 'They have a passcode' : 'A passcode is under way';
  return `${arrived}; it ${isDead ? 'ended' : 'is good'} ${isDead ? 'on' : 'to the end of'} ${dayWords(lastDay.toString())}. ${ask}`;
}

const odsWords = ({ odsCode }: CaseState, site: Pick<SiteDetails, 'odsCode'>): string => {
  const code = odsCode?.code ?? site.odsCode;
  return code
    ? `It should bring up the ODS code ${unbroken(code)}`
    : 'The ODS code is not known; if the postcode brings up none, ring the helpdesk';
};

const columns = [
  'CQC location ID',
  'Postcode',
  'ODS code',
  'Town',
  'Place',
  'Name',
  'Mobile',
  'Email',
  'In the shared mailbox',
  'Role in the home',
  'Account',
];

/** The same as a table, one line a person, in the order of the portal. */
export function portalTable(view: CaseView, { people, state }: PortalDetails): string[][] {
  const { site } = view;
  const home = [
    site.locationId,
    site.postcode ?? '',
    state.odsCode?.code ?? site.odsCode ?? '',
    site.town ?? '',
  ];
  const line = (account: string) => (one: PortalPerson, n: number) => [
    ...home,
    account === 'new' ? String(n + 1) : '',
    one.name ?? '',
    // With a gap a spreadsheet keeps the nought.
    one.mobile ? nationalMobile(one.mobile).replace(/^(\d{5})/, '$1 ') : '',
    one.email ?? '',
    one.role ?? '',
    one.job ?? '',
    account,
  ];
  return [
    columns,
    ...people.accounts.map(line('new')),
    ...people.joiners.map(line('has NHSmail: join, do not type in')),
  ];
}
