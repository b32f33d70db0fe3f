import {
  accountOf,
  type CaseState,
  type ClockSettings,
  dsptGate,
  livePasscode,
  parkedRest,
  peopleReadiness,
  presentPeople,
  progress,
  readiness,
  Refused,
  type RegisteredSite,
  standingDspt,
  useBy,
  validTo,
} from '@app/domain';
import type { LetterPart } from '@app/letters';
import { hasNhsmail } from '../write-letter';
import type { PreparedKind } from './letter-wish';

/** What a prepared letter is written from. */
export interface PreparedFrom {
  state: CaseState;
  site: RegisteredSite;
  clocks: ClockSettings;
  /** Europe/London day it is written, `YYYY-MM-DD`. */
  day: string;
  /** Names of the people of the case by ref, as far as they are held. */
  names: ReadonlyMap<string, string>;
  /** Whom it is about, by ref; null when nobody in particular. */
  person: string | null;
}

/** What may stand in the way of an application before anybody is named (domain rules, stage 2). */
const eligibilityGaps: ReadonlySet<string> = new Set([
  'site-dormant',
  'existing-nhsmail-unknown',
  'dspt-unknown',
  'dspt-not-published',
  'dspt-too-low',
  'dspt-expired',
]);

const notNow = (what: string): Refused =>
  new Refused('letter-does-not-fit', `That letter does not fit: ${what}.`);

const nameOf =
  ({ names }: PreparedFrom) =>
  (ref: string) =>
    names.get(ref) ?? 'somebody';

const eligibility = (from: PreparedFrom): LetterPart => {
  const { state, site, clocks, day } = from;
  const kind = 'eligibility';
  if (state.nhsmailCheck?.found === 'accounts')
    return { kind, result: 'has-it-already', reasons: ['There are NHSmail accounts for it.'] };
  if (state.site.status === 'deregistered')
    return { kind, result: 'cannot', reasons: ['CQC says that the home is closed.'] };
  if (!site.inScope)
    return { kind, result: 'cannot', reasons: ['It is not a service that we can help.'] };
  const { missing } = readiness(state, site, day, clocks.policy, nameOf(from));
  const inTheWay = missing.filter(({ code }) => eligibilityGaps.has(code));
  return inTheWay.length > 0
    ? { kind, result: 'not-yet', reasons: inTheWay.map(({ ask }) => ask) }
    : { kind, result: 'can-apply', reasons: [] };
};

const dsptNeeded = ({ state, day }: PreparedFrom): LetterPart => {
  const gate = dsptGate(state, day);
  const last = standingDspt(state, day);
  if (gate.open === true) throw notNow('the DSPT lets them apply');
  if (gate.open === 'unknown') throw notNow('nobody has recorded how the DSPT stands');
  const { code } = gate;
  const standing = {
    'dspt-not-published': 'none',
    'dspt-too-low': 'too-low',
    'dspt-expired': 'ended',
  };
  return {
    kind: 'dspt-needed',
    standing: standing[code] as 'none' | 'too-low' | 'ended',
    edition: last?.edition ?? null,
    endedOn: code === 'dspt-expired' && last ? validTo(last.edition).toString() : null,
    wasApproaching: last?.level === 'approaching',
    inherited: last?.coverage === 'inherited',
  };
};

const fixDetails = (from: PreparedFrom): LetterPart => {
  const people = presentPeople(from.state);
  if (people.length === 0) throw notNow('nobody is named yet');
  const { missing } = peopleReadiness(people, nameOf(from));
  if (missing.length === 0) throw notNow('nothing is wrong with the details of the people');
  return { kind: 'fix-details', details: missing.map(({ ask }) => ask) };
};

const ready = (from: PreparedFrom): LetterPart => {
  const { state, site, clocks, day } = from;
  const standing = readiness(state, site, day, clocks.policy, nameOf(from));
  if (!standing.ready)
    throw notNow(
      standing.applies
        ? 'something is still missing before they can apply'
        : 'the application has been sent',
    );
  const code = state.contactIdConfirmedOn ? null : livePasscode(state);
  const gate = dsptGate(state, day);
  return {
    kind: 'ready',
    passcodeUseBy: code && useBy(code, clocks.policy.passcodeGoodForDays).lastDay.toString(),
    dsptUntil: gate.open === true ? gate.validTo.toString() : null,
  };
};

const live = ({ state }: PreparedFrom): LetterPart => {
  if (!hasNhsmail(state)) throw notNow('the home has no NHSmail yet');
  return { kind: 'live', mailbox: null };
};

const parked = ({ state, clocks }: PreparedFrom): LetterPart => {
  const rest = parkedRest(state, clocks);
  if (!rest) throw notNow('the case is not parked');
  const noAnswer = state.parked?.until === null;
  return { kind: 'parked', until: rest.until, noAnswer, hasNhsmail: hasNhsmail(state) };
};

const closed = ({ state }: PreparedFrom): LetterPart => {
  if (!state.closed) throw notNow('the case is open');
  return { kind: 'closed', hasNhsmail: hasNhsmail(state) };
};

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
  live,
  joiner,
  'owner-change': ownerChange,
  parked,
  closed,
};

/** What a prepared letter says of this case. @throws Refused when it does not fit the case */
export const preparedPart = (kind: PreparedKind, from: PreparedFrom): LetterPart =>
  parts[kind](from);

/** The prepared letter that fits where the case stands; null when none does. */
export function fittingKind(from: PreparedFrom): PreparedKind | null {
  const { state } = from;
  if (state.closed) return 'closed';
  if (state.parked) return 'parked';
  const { stage } = progress(state);
  switch (stage) {
    case 'prospect':
      return 'invitation';
    case 'eligibility':
      return dsptGate(state, from.day).open === false ? 'dspt-needed' : 'eligibility';
    case 'preparing':
      return fits('fix-details', from) ? 'fix-details' : 'gather';
    case 'ready':
      return fits('ready', from) ? 'ready' : null;
    case 'live':
      return 'live';
    default:
      return null;
  }
}

/** Whether a prepared letter has something true to say. */
export function fits(kind: PreparedKind, from: PreparedFrom): boolean {
  try {
    preparedPart(kind, from);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
