import {
  beforeSubmission,
  type CaseState,
  dsptGate,
  isListToLookThrough,
  peopleReadiness,
  presentPeople,
  progress,
} from '@app/domain';
import { hasNhsmail } from '../write-letter';
import type { PreparedKind } from './letter-wish';
import { nameOf, type PreparedFrom, readinessNow } from './prepared-from';

/** What keeps a letter back, as the end of a sentence; null when it has something true to say. */
type Finding = (from: PreparedFrom) => string | null;

const isSent = ({ state }: PreparedFrom): boolean => !beforeSubmission.has(progress(state).stage);

const sent = 'the application has been sent';

/** Asked before something else is looked at. */
const unlessSent =
  (finding: Finding): Finding =>
  (from) =>
    isSent(from) ? sent : finding(from);

const hasAgreed = ({ agreedOn, declinedOn }: CaseState): boolean =>
  agreedOn !== null && declinedOn === null;

const ofDspt: Finding = ({ state, day }) => {
  const gate = dsptGate(state, day);
  if (gate.open === 'unknown') return 'nobody has recorded how the DSPT stands';
  return gate.open ? 'the DSPT lets them apply' : null;
};

const ofDetails: Finding = (from) => {
  const people = presentPeople(from.state);
  if (people.length === 0) return 'nobody is named yet';
  const { missing } = peopleReadiness(people, nameOf(from));
  return missing.length === 0 ? 'nothing is wrong with the details of the people' : null;
};

/** How much is missing, and what is to be asked for first. */
const ofReadiness: Finding = (from) => {
  const { missing } = readinessNow(from);
  const [first] = missing;
  if (!first) return null;
  return missing.length === 1
    ? `one thing is still missing before they can apply: ${first.ask}`
    : `${missing.length} things are still missing before they can apply, first: ${first.ask}`;
};

/** By kind of letter, the finding that keeps it back; null in place of one: it always fits. */
const findings: Readonly<Record<PreparedKind, Finding | null>> = {
  invitation: unlessSent(({ state }) => (hasAgreed(state) ? 'they have agreed already' : null)),
  eligibility: unlessSent(() => null),
  'dspt-needed': ofDspt,
  gather: unlessSent(({ state }) =>
    isListToLookThrough(state)
      ? 'the list of people is in, and it is for us to look through it'
      : null,
  ),
  'fix-details': ofDetails,
  ready: unlessSent(ofReadiness),
  live: ({ state }) => (hasNhsmail(state) ? null : 'the home has no NHSmail yet'),
  joiner: null,
  'owner-change': null,
  parked: ({ state }) => (state.parked ? null : 'the case is not parked'),
  closed: ({ state }) => (state.closed ? null : 'the case is open'),
};

/**
 * Why a prepared letter does not fit a case, as the end of a sentence that says so; null when it does.
 */
export const keptBackBy = (kind: PreparedKind, from: PreparedFrom): string | null =>
  findings[kind]?.(from) ?? null;
