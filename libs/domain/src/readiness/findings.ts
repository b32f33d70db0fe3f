import { type CaseState, presentPeople } from '../cases/case-state';
import { rejectedSinceProof } from '../cases/progress';
import { dsptGate } from '../dspt/gate';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { passcodeInterval } from '../passcode-interval/interval';
import type { Policy } from '../policy';
import { findPeople, possibleOfPeople } from './people-findings';

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
  ...possibleOfPeople,
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
  const people = findPeople(presentPeople(state));
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
    ...people.findings,
    ...proofOf(state, policy, day),
  };
  return { findings, culprits: people.culprits };
}
