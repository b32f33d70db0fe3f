import {
  accountOf,
  dsptGate,
  livePasscode,
  parkedRest,
  peopleReadiness,
  presentPeople,
  progress,
  Refused,
  type Stage,
  standingDspt,
  useBy,
  validTo,
} from '@app/domain';
import type { LetterPart } from '@app/letters';
import { hasNhsmail } from '../write-letter';
import { keptBackBy } from './kept-back';
import type { PreparedKind } from './letter-wish';
import { nameOf, type PreparedFrom, readinessNow } from './prepared-from';

/** What may stand in the way of an application before anybody is named (domain rules, stage 2). */
const eligibilityGaps: ReadonlySet<string> = new Set([
  'site-dormant',
  'existing-nhsmail-unknown',
  'dspt-unknown',
  'dspt-not-published',
  'dspt-too-low',
  'dspt-expired',
]);

const eligibility = (from: PreparedFrom): LetterPart => {
  const { state, site } = from;
  const kind = 'eligibility';
  if (state.nhsmailCheck?.found === 'accounts')
    return { kind, result: 'has-it-already', reasons: ['There are NHSmail accounts for it.'] };
  if (state.site.status === 'deregistered')
    return { kind, result: 'cannot', reasons: ['CQC says that the home is closed.'] };
  if (!site.inScope)
    return { kind, result: 'cannot', reasons: ['It is not a service that we can help.'] };
  const { missing } = readinessNow(from);
  const inTheWay = missing.filter(({ code }) => eligibilityGaps.has(code));
  return inTheWay.length > 0
    ? { kind, result: 'not-yet', reasons: inTheWay.map(({ ask }) => ask) }
    : { kind, result: 'can-apply', reasons: [] };
};

const standings = {
  'dspt-not-published': 'none',
  'dspt-too-low': 'too-low',
  'dspt-expired': 'ended',
} as const;

const dsptNeeded = ({ state, day }: PreparedFrom): LetterPart => {
  const gate = dsptGate(state, day);
  const last = standingDspt(state, day);
  const standing = gate.open === false ? standings[gate.code] : 'none';
  return {
    kind: 'dspt-needed',
    standing,
    edition: last?.edition ?? null,
    endedOn: standing === 'ended' && last ? validTo(last.edition).toString() : null,
    wasApproaching: last?.level === 'approaching',
    inherited: last?.coverage === 'inherited',
  };
};

const fixDetails = (from: PreparedFrom): LetterPart => {
  const { missing } = peopleReadiness(presentPeople(from.state), nameOf(from));
  return { kind: 'fix-details', details: missing.map(({ ask }) => ask) };
};

const ready = ({ state, clocks, day }: PreparedFrom): LetterPart => {
  const code = state.contactIdConfirmedOn ? null : livePasscode(state);
  const gate = dsptGate(state, day);
  return {
    kind: 'ready',
    passcodeUseBy: code && useBy(code, clocks.policy.passcodeGoodForDays).lastDay.toString(),
    dsptUntil: gate.open === true ? gate.validTo.toString() : null,
  };
};

const parked = ({ state, clocks }: PreparedFrom): LetterPart => ({
  kind: 'parked',
  until: parkedRest(state, clocks)?.until ?? '',
  noAnswer: state.parked?.until === null,
  hasNhsmail: hasNhsmail(state),
});

const closed = ({ state }: PreparedFrom): LetterPart => ({
  kind: 'closed',
  hasNhsmail: hasNhsmail(state),
});

const joiner = ({ state, names, person }: PreparedFrom): LetterPart => {
  const account = accountOf(state, person ?? undefined);
  const hasAccount = account?.joinedElsewhereOn != null || account?.created != null;
  return { kind: 'joiner', name: names.get(person ?? '') ?? null, hasAccount };
};

const ownerChange = ({ names, person }: PreparedFrom): LetterPart => ({
  kind: 'owner-change',
  name: names.get(person ?? '') ?? null,
  homeChangesHands: person === null,
});

/** Each prepared letter, from the state of the case as it is written. */
const parts: Readonly<Record<PreparedKind, (from: PreparedFrom) => LetterPart>> = {
  invitation: () => ({ kind: 'invitation' }),
  eligibility,
  'dspt-needed': dsptNeeded,
  gather: () => ({ kind: 'gather' }),
  'fix-details': fixDetails,
  ready,
  live: () => ({ kind: 'live', mailbox: null }),
  joiner,
  'owner-change': ownerChange,
  parked,
  closed,
};

/** What a prepared letter says of this case. @throws Refused when it does not fit the case */
export function preparedPart(kind: PreparedKind, from: PreparedFrom): LetterPart {
  const why = keptBackBy(kind, from);
  if (why !== null)
    throw new Refused(
      'letter-does-not-fit',
      `That letter does not fit: ${/[.?]$/.test(why) ? why : `${why}.`}`,
    );
  return parts[kind](from);
}

/** The prepared letter that fits where the case stands; null when none does. */
export function fittingKind(from: PreparedFrom): PreparedKind | null {
  const { state } = from;
  if (state.closed) return 'closed';
  if (state.parked) return 'parked';
  return usual[progress(state).stage]?.find((kind) => keptBackBy(kind, from) === null) ?? null;
}

/** By stage, what is usually written, the likeliest first. */
const usual: Readonly<Partial<Record<Stage, readonly PreparedKind[]>>> = {
  prospect: ['invitation'],
  eligibility: ['dspt-needed', 'eligibility'],
  preparing: ['fix-details', 'gather'],
  ready: ['ready'],
  live: ['live'],
};
