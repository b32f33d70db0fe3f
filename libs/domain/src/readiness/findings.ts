import { type CaseState, presentPeople } from '../cases/case-state';
import { fewestPeople, mostPeople } from '../cases/people-limits';
import { rejectedSinceProof } from '../cases/progress';
import { dsptGate } from '../dspt/gate';
import { checkEmailAddress } from '../identifiers/email-address';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { checkUkMobile } from '../identifiers/uk-mobile';
import { passcodeInterval } from '../passcode-interval/interval';
import type { Policy } from '../policy';
import { rolesOf } from './roles';

/** What the register holds of the site. */
export interface RegisteredSite {
  /** A service the association helps: registered with CQC in its area, not run by the NHS. */
  inScope: boolean;
  postcode: string | null;
  /** The ODS code in the register file, when it holds one. */
  odsCode: string | null;
}

/** Every question of readiness, with every answer there can be. */
export const possible = {
  registration: ['registered', 'dormant', 'deregistered'],
  scope: ['ours', 'not-ours'],
  agreement: ['agreed', 'declined', 'not-asked'],
  existing: ['none', 'accounts', 'not-asked'],
  dspt: ['good', 'not-known', 'not-published', 'too-low', 'expired'],
  approaching: ['once', 'again'],
  odsCode: ['site', 'none', 'headquarters', 'new-style', 'other', 'impossible'],
  odsRegister: ['agrees', 'differs'],
  odsPostcode: ['agrees', 'differs', 'not-compared'],
  enough: ['none', 'one', 'enough'],
  notTooMany: ['fits', 'too-many'],
  owner: ['chosen', 'none'],
  secondOwner: ['two', 'one'],
  administrator: ['chosen', 'none'],
  roles: ['all', 'some-missing'],
  mobiles: ['all', 'some-missing'],
  mobileForm: ['uk', 'some-not-uk'],
  mobileShared: ['distinct', 'shared'],
  emails: ['all', 'some-missing'],
  emailForm: ['good', 'some-malformed'],
  emailShared: ['distinct', 'shared'],
  emailGeneric: ['personal', 'some-generic'],
  arrival: ['not-awaited', 'by-post', 'by-email'],
  proof: ['contact-id', 'in-hand', 'under-way', 'doubtful', 'dead', 'spent', 'none'],
  passcodeConflict: ['agree', 'conflict'],
} as const;

export type Topic = keyof typeof possible;

/** The answer to each question: all that readiness looks at. */
export type Findings = { [T in Topic]: (typeof possible)[T][number] };

/** Who has what wrong, by the question it was found for; in the order they were named. */
export type Culprits = Partial<Record<Topic, readonly string[]>>;

/** What is found of a case, in the finite terms of the decision table. */
export interface Found {
  findings: Findings;
  culprits: Culprits;
}

/** Approaching Standards may be published once; the edition before does not count twice. */
function approaching({ dspt }: CaseState, day: string): Findings['approaching'] {
  const published = dspt.filter((p) => p.on <= day);
  const last = published.at(-1);
  const before = published.some((p) => p.level === 'approaching' && p.edition !== last?.edition);
  return last?.level === 'approaching' && before ? 'again' : 'once';
}

const dsptAnswers = {
  'dspt-not-published': 'not-published',
  'dspt-too-low': 'too-low',
  'dspt-expired': 'expired',
} as const;

function dspt(state: CaseState, day: string): Findings['dspt'] {
  const gate = dsptGate(state, day);
  if (gate.open === 'unknown') return 'not-known';
  return gate.open ? 'good' : dsptAnswers[gate.code];
}

function odsCode({ odsCode: known }: CaseState): Findings['odsCode'] {
  if (!known) return 'none';
  const check = checkSiteOdsCode(known.code);
  if (check.verdict === 'ok') return 'site';
  if (check.code === 'headquarters-ods-code') return 'headquarters';
  if (check.code === 'new-style-ods-code') return 'new-style';
  return check.verdict === 'warn' ? 'other' : 'impossible';
}

function existing({ nhsmailCheck, submission }: CaseState): Findings['existing'] {
  if (submission?.reply?.outcome === 'already-exists') return 'accounts';
  return nhsmailCheck?.found ?? 'not-asked';
}

const repeats = (values: readonly (string | null)[]): Set<string> => {
  const given = values.flatMap((v) => (v === null ? [] : [v.toLowerCase()]));
  return new Set(given.filter((v, n) => given.indexOf(v) !== n));
};

function proofOf(
  state: CaseState,
  policy: Policy,
  day: string,
): Pick<Findings, 'arrival' | 'proof' | 'passcodeConflict'> {
  const interval = passcodeInterval(state, policy, day);
  const code = state.passcodes.findLast((c) => c.retired === null);
  const passcodeConflict = interval?.conflict ? 'conflict' : 'agree';
  const answer = (
    proof: Findings['proof'],
    arrival: Findings['arrival'] = 'not-awaited',
  ): Pick<Findings, 'arrival' | 'proof' | 'passcodeConflict'> => ({
    proof,
    arrival,
    passcodeConflict,
  });
  const isSpent = rejectedSinceProof(state);
  if (state.contactIdConfirmedOn !== null && !isSpent) return answer('contact-id');
  if (code && interval) {
    if (interval.standing === 'dead') return answer('dead');
    if (interval.standing === 'doubtful' || code.expiredAt) return answer('doubtful');
    if (code.receivedOn) return answer('in-hand');
    return answer('under-way', code.channel === 'post' ? 'by-post' : 'by-email');
  }
  if (code) return answer('in-hand');
  return answer(isSpent ? 'spent' : 'none');
}

/** Reads a case into the terms of the decision table. */
export function find(state: CaseState, site: RegisteredSite, day: string, policy: Policy): Found {
  const people = presentPeople(state);
  const named = (is: (person: (typeof people)[number]) => boolean): string[] =>
    people.filter(is).map((p) => p.person);
  const sharedMobiles = repeats(people.map((p) => p.mobile));
  const sharedEmails = repeats(people.map((p) => p.email));
  const culprits = {
    roles: named((p) => rolesOf(p.role).size === 0),
    mobiles: named((p) => p.mobile === null),
    mobileForm: named((p) => p.mobile !== null && checkUkMobile(p.mobile).verdict === 'block'),
    mobileShared: named((p) => p.mobile !== null && sharedMobiles.has(p.mobile.toLowerCase())),
    emails: named((p) => p.email === null),
    emailForm: named((p) => p.email !== null && checkEmailAddress(p.email).verdict === 'block'),
    emailShared: named((p) => p.email !== null && sharedEmails.has(p.email.toLowerCase())),
    emailGeneric: named((p) => p.email !== null && checkEmailAddress(p.email).verdict === 'warn'),
  };
  const owners = named((p) => rolesOf(p.role).has('owner'));
  const administrators = named((p) => rolesOf(p.role).has('administrator'));
  const code = state.odsCode;
  const isOtherCode = code !== null && site.odsCode !== null && site.odsCode !== code.code;
  const findings: Findings = {
    registration: state.site.status,
    scope: site.inScope ? 'ours' : 'not-ours',
    agreement: state.declinedOn ? 'declined' : state.agreedOn ? 'agreed' : 'not-asked',
    existing: existing(state),
    dspt: dspt(state, day),
    approaching: approaching(state, day),
    odsCode: odsCode(state),
    odsRegister: isOtherCode ? 'differs' : 'agrees',
    odsPostcode: code?.postcode ?? 'not-compared',
    enough: people.length >= fewestPeople ? 'enough' : people.length === 1 ? 'one' : 'none',
    notTooMany: people.length > mostPeople ? 'too-many' : 'fits',
    owner: owners.length > 0 ? 'chosen' : 'none',
    secondOwner: owners.length > 1 ? 'two' : 'one',
    administrator: administrators.length > 0 ? 'chosen' : 'none',
    roles: culprits.roles.length > 0 ? 'some-missing' : 'all',
    mobiles: culprits.mobiles.length > 0 ? 'some-missing' : 'all',
    mobileForm: culprits.mobileForm.length > 0 ? 'some-not-uk' : 'uk',
    mobileShared: culprits.mobileShared.length > 0 ? 'shared' : 'distinct',
    emails: culprits.emails.length > 0 ? 'some-missing' : 'all',
    emailForm: culprits.emailForm.length > 0 ? 'some-malformed' : 'good',
    emailShared: culprits.emailShared.length > 0 ? 'shared' : 'distinct',
    emailGeneric: culprits.emailGeneric.length > 0 ? 'some-generic' : 'personal',
    ...proofOf(state, policy, day),
  };
  return { findings, culprits };
}
