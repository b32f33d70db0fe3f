import { Temporal } from 'temporal-polyfill';
import { type CaseState, standingDspt } from '../cases/case-state';
import { validTo } from '../dspt/edition';
import type { PasscodeInterval } from '../passcode-interval/interval';
import { dayInWords } from '../time/london';
import type { Findings, RegisteredSite, Topic } from './findings';

/** Who can supply what is missing. */
export type Supplier = 'provider' | 'officer' | 'headquarters' | 'register' | 'nhsmail';

/** What a sentence may name. */
export interface Asking {
  state: CaseState;
  site: RegisteredSite;
  /** Who it is about, as they are to be called. */
  people: readonly string[];
  interval: PasscodeInterval | null;
}

/** What is to be asked for when a question has this answer. */
export interface Gap {
  /** `missing` must be mended before the application goes; past a `warning` an officer may go on. */
  kind: 'missing' | 'warning';
  code: string;
  from: Supplier;
  /** The sentence that asks for it. */
  ask: (asking: Asking) => string;
  /** The rule that asks for it. */
  rule: string;
  /** Where the rule comes from. */
  source: string;
  /** While this is so nothing further is worth asking. */
  ends?: true;
}

export interface Question<T extends Topic = Topic> {
  topic: T;
  /** Asked only once none of these is missing. */
  after: readonly Topic[];
  /** What each answer leaves to be done: nothing, or one thing. */
  answers: Record<Findings[T], Gap | null>;
}

type Ask = string | Gap['ask'];

const gap =
  (kind: Gap['kind']) =>
  (code: string, from: Supplier, ask: Ask, rule: string, source: string): Gap => ({
    kind,
    code,
    from,
    ask: typeof ask === 'string' ? () => ask : ask,
    rule,
    source,
  });

const missing = gap('missing');
const warning = gap('warning');
const ending = (found: Gap): Gap => ({ ...found, ends: true });

const question = <T extends Topic>(
  topic: T,
  answers: Question<T>['answers'],
  after: readonly Topic[] = [],
): Question => ({ topic, answers, after }) as unknown as Question;

const seed = 'founding texts';
const section = (n: number, what: string): string => `domain rules, section ${n}, ${what}`;

const words = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));

/** "Ann", "Ann and Bob", "Ann, Bob and Cy". */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const forPeople =
  (sentence: (names: string) => string): Gap['ask'] =>
  ({ people }) =>
    sentence(listed(people));

const ownDetails = 'Each person needs a UK mobile number and an email address of their own.';
const dsptRule = 'A site needs a current DSPT at Approaching Standards or better.';
const dsptSource = `${seed}; ${section(2, 'DSPT')}`;
const odsRule = 'The application takes the site’s own ODS code, V and four more characters.';
const odsSource = section(2, 'ODS site code');
const proofRule = 'The portal takes the CQC contact ID, or a passcode in date, as proof.';
const proofSource = `${seed}; ${section(3, 'stage 4')}`;

/** Whatever must be settled before proof is worth asking for: a passcode lasts only 28 days. */
const beforeProof: readonly Topic[] = [
  'existing',
  'dspt',
  'odsCode',
  'odsPostcode',
  'enough',
  'notTooMany',
  'owner',
  'administrator',
  'roles',
  'mobiles',
  'mobileForm',
  'mobileShared',
  'emails',
  'emailForm',
  'emailShared',
];

const eligibility: readonly Question[] = [
  question('registration', {
    registered: null,
    dormant: ending(
      missing(
        'site-dormant',
        'register',
        'The site is dormant: wait until CQC shows it giving service again.',
        'Only a site that gives service may apply.',
        section(3, 'stage 2'),
      ),
    ),
    deregistered: ending(
      missing(
        'site-deregistered',
        'officer',
        'CQC has deregistered the site: check with the home, then close the case.',
        'Only a registered site may apply.',
        section(3, 'stage 2'),
      ),
    ),
  }),
  question('scope', {
    ours: null,
    'not-ours': ending(
      missing(
        'out-of-scope',
        'officer',
        'The register shows a service that does not apply this way: check it, then close the case as ineligible.',
        'Social care sites apply through the national administration service.',
        section(2, 'CQC location ID'),
      ),
    ),
  }),
  question('agreement', {
    agreed: null,
    declined: ending(
      missing(
        'declined',
        'officer',
        'The provider declined: close the case, or record that they have agreed since.',
        'The provider has to want it.',
        section(3, 'stage 1'),
      ),
    ),
    'not-asked': ending(
      missing(
        'not-agreed',
        'provider',
        'Would you like help to get NHSmail for this home?',
        'The provider has to want it.',
        section(3, 'stage 1'),
      ),
    ),
  }),
  question('existing', {
    none: null,
    accounts: ending(
      missing(
        'already-has-nhsmail',
        'nhsmail',
        'The site has NHSmail already: ask the helpdesk who owns the mailbox, then close the case or help them back into it.',
        'Sites with NHSmail ask the helpdesk for more accounts, not the portal.',
        seed,
      ),
    ),
    'not-asked': missing(
      'existing-nhsmail-unknown',
      'provider',
      'Has anybody at the home ever had an nhs.net address, or the home a shared one?',
      'Sites with NHSmail ask the helpdesk for more accounts, not the portal.',
      seed,
    ),
  }),
  question('dspt', {
    good: null,
    'not-known': missing(
      'dspt-unknown',
      'register',
      'Look up the site’s DSPT, its own or its headquarters’, and record what it shows.',
      dsptRule,
      dsptSource,
    ),
    'not-published': missing(
      'dspt-not-published',
      'provider',
      'Please publish your DSPT, at Approaching Standards or better.',
      dsptRule,
      dsptSource,
    ),
    'too-low': missing(
      'dspt-too-low',
      'provider',
      ({ state }) =>
        `Your DSPT for ${standingDspt(state)?.edition ?? ''} is below Approaching Standards: please answer what is missing and publish again.`,
      dsptRule,
      dsptSource,
    ),
    expired: missing(
      'dspt-expired',
      'provider',
      ({ state }) => {
        const edition = standingDspt(state)?.edition ?? '';
        return `Your DSPT for ${edition} was valid to ${words(validTo(edition).toString())}: please publish this year’s.`;
      },
      'A DSPT is valid to 30 June of the year after its edition closes.',
      section(4, 'C8'),
    ),
  }),
  question(
    'approaching',
    {
      once: null,
      again: warning(
        'approaching-already-used',
        'provider',
        'Approaching Standards was published before: help them reach Standards Met.',
        'Approaching Standards can be published once; the next must be Standards Met.',
        section(2, 'DSPT'),
      ),
    },
    ['dspt'],
  ),
  question('odsCode', {
    site: null,
    none: missing(
      'ods-code-missing',
      'officer',
      'Look up the site’s ODS code by its postcode, and record it; if there is none, ask the helpdesk about existing accounts first.',
      odsRule,
      odsSource,
    ),
    headquarters: missing(
      'ods-code-headquarters',
      'provider',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is your headquarters’ code: what is the site’s own, which starts with V?`,
      odsRule,
      odsSource,
    ),
    'new-style': warning(
      'ods-code-new-style',
      'officer',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is a new-style ODS code: check that it is this site’s.`,
      odsRule,
      section(2, 'New-style ODS code'),
    ),
    other: warning(
      'ods-code-other-kind',
      'provider',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} is a code of another kind of organisation: ask for the one that starts with V.`,
      odsRule,
      section(2, '8 and four more'),
    ),
    impossible: missing(
      'ods-code-impossible',
      'officer',
      ({ state }) =>
        `${state.odsCode?.code ?? ''} cannot be a care site’s ODS code: find the right one, which starts with V.`,
      odsRule,
      odsSource,
    ),
  }),
  question(
    'odsRegister',
    {
      agrees: null,
      differs: warning(
        'ods-code-differs',
        'officer',
        ({ state, site }) =>
          `CQC’s register shows ${site.odsCode ?? ''}, not ${state.odsCode?.code ?? ''}: check which is this site’s.`,
        'ODS codes follow CQC’s record; a change of owner may change them.',
        section(2, 'CQC'),
      ),
    },
    ['odsCode'],
  ),
  question(
    'odsPostcode',
    {
      agrees: null,
      differs: missing(
        'postcode-differs',
        'register',
        ({ site }) =>
          `ODS shows another postcode than CQC${site.postcode ? ` (${site.postcode})` : ''}: please have CQC correct the address; ODS follows within about a month.`,
        'The portal finds the ODS code by the postcode CQC holds.',
        `${seed}; ${section(2, 'ODS')}`,
      ),
      'not-compared': missing(
        'postcode-not-compared',
        'officer',
        ({ site }) =>
          `Compare the postcode ODS shows for the code with CQC’s${site.postcode ? `, ${site.postcode}` : ''}, and record whether they agree.`,
        'The portal finds the ODS code by the postcode CQC holds.',
        `${seed}; ${section(2, 'ODS')}`,
      ),
    },
    ['odsCode'],
  ),
];

const people: readonly Question[] = [
  question('enough', {
    enough: null,
    one: missing(
      'one-person-only',
      'provider',
      'Please name at least one more person: two are needed.',
      'An application names 2 to 10 people.',
      section(3, 'stage 2 and case 39'),
    ),
    none: missing(
      'no-people',
      'provider',
      'Who is to have an account? Please name 2 to 10 people.',
      'An application names 2 to 10 people.',
      section(3, 'stage 3'),
    ),
  }),
  question('notTooMany', {
    fits: null,
    'too-many': missing(
      'too-many-people',
      'provider',
      'Which ten come first? More can be asked for through the helpdesk once the site is live.',
      'An application names 2 to 10 people.',
      `${seed}; case 39`,
    ),
  }),
  question('roles', {
    all: null,
    'some-missing': missing(
      'role-missing',
      'provider',
      forPeople((names) => `What will ${names} be: owner, administrator or member of the mailbox?`),
      'Decide who owns the shared mailbox, who has access and who administers it.',
      `${seed}, step 3`,
    ),
  }),
  question(
    'owner',
    {
      chosen: null,
      none: missing(
        'no-owner',
        'provider',
        'Who will be the owner of the shared mailbox?',
        'Decide who owns the shared mailbox, who has access and who administers it.',
        `${seed}, step 3`,
      ),
    },
    ['enough', 'roles'],
  ),
  question(
    'secondOwner',
    {
      two: null,
      one: warning(
        'one-owner-only',
        'provider',
        'Name a second owner, so that the mailbox is not stuck when the first leaves.',
        'Name two owners (good practice).',
        section(6, 'NHSmail side'),
      ),
    },
    ['enough', 'roles', 'owner'],
  ),
  question(
    'administrator',
    {
      chosen: null,
      none: missing(
        'no-administrator',
        'provider',
        'Who will be the administrator of the shared mailbox? It may be the owner.',
        'Decide who owns the shared mailbox, who has access and who administers it.',
        `${seed}, step 3`,
      ),
    },
    ['enough', 'roles'],
  ),
  question('mobiles', {
    all: null,
    'some-missing': missing(
      'mobile-missing',
      'provider',
      forPeople((names) => `What is the mobile number of ${names}?`),
      ownDetails,
      seed,
    ),
  }),
  question('mobileForm', {
    uk: null,
    'some-not-uk': missing(
      'mobile-not-uk',
      'provider',
      forPeople((names) => `Is there a UK mobile number for ${names}? The one given is not.`),
      ownDetails,
      section(2, 'UK mobile'),
    ),
  }),
  question('mobileShared', {
    distinct: null,
    shared: missing(
      'mobile-shared',
      'provider',
      forPeople((names) => `${names} have one mobile number: what is each one’s own?`),
      ownDetails,
      `${seed}; case 40`,
    ),
  }),
  question('emails', {
    all: null,
    'some-missing': missing(
      'email-missing',
      'provider',
      forPeople((names) => `What is the email address of ${names}? A private one will do.`),
      ownDetails,
      seed,
    ),
  }),
  question('emailForm', {
    good: null,
    'some-malformed': missing(
      'email-malformed',
      'provider',
      forPeople((names) => `Please check the email address of ${names}: it cannot be right.`),
      ownDetails,
      section(2, 'Account email'),
    ),
  }),
  question('emailShared', {
    distinct: null,
    shared: missing(
      'email-shared',
      'provider',
      forPeople((names) => `${names} have one email address: what is each one’s own?`),
      ownDetails,
      `${seed}; case 41`,
    ),
  }),
  question('emailGeneric', {
    personal: null,
    'some-generic': warning(
      'generic-account',
      'provider',
      forPeople((names) => `Is there an address that is only theirs for ${names}?`),
      'Accounts are for individuals; generic ones are not allowed.',
      seed,
    ),
  }),
];

const proof: readonly Question[] = [
  question('arrival', {
    'not-awaited': null,
    'by-post': missing(
      'passcode-in-the-post',
      'provider',
      'Has the letter with the passcode come? What is the date printed on it?',
      proofRule,
      proofSource,
    ),
    'by-email': missing(
      'passcode-in-the-email',
      'provider',
      'Has the email with the passcode come, perhaps to junk mail?',
      proofRule,
      proofSource,
    ),
  }),
  question('passcodeConflict', {
    agree: null,
    conflict: warning(
      'passcode-facts-conflict',
      'officer',
      ({ interval }) => `${interval?.conflict?.sentence ?? ''} ${interval?.conflict?.todo ?? ''}`,
      'Two things recorded of the passcode cannot both be right.',
      section(10, 'cases 4, 8 and 9'),
    ),
  }),
  question(
    'proof',
    {
      'contact-id': null,
      'in-hand': null,
      // Asked for by `arrival`.
      'under-way': null,
      doubtful: missing(
        'passcode-perhaps-dead',
        'provider',
        ({ interval }) =>
          `The passcode may have run out on ${words(interval?.safeUntil ?? '')}: what date is printed on the letter? If it is dead, please ask for a new one.`,
        'A passcode is good to the end of its issue date + 28 days.',
        section(4, 'C2'),
      ),
      dead: missing(
        'passcode-dead',
        'provider',
        'The passcode has run out: please ask for a new one, or find the CQC contact ID.',
        'A passcode is good to the end of its issue date + 28 days.',
        section(4, 'C2'),
      ),
      spent: missing(
        'proof-spent',
        'provider',
        'The application was rejected and its proof is spent: once the reason is mended, please ask for a new passcode.',
        'A passcode used for a rejected application is spent.',
        section(10, 'case 17'),
      ),
      none: missing(
        'proof-missing',
        'provider',
        'Do you have the CQC contact ID? If not, please ask for a passcode by post. Do not tell us either.',
        proofRule,
        proofSource,
      ),
    },
    beforeProof,
  ),
];

/** The decision table, in the order in which it is asked. */
export const questions: readonly Question[] = [...eligibility, ...people, ...proof];
