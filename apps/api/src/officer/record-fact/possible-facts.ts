import {
  admit,
  type Fact,
  type FactDetails,
  type FactType,
  factTypes,
  livePasscode,
  londonDay,
  passcodeAsOf,
  Refused,
} from '@app/domain';
import { canBeOverridden } from '../../problems/can-be-overridden';
import type { CaseView } from '../case/case-view';
import { candidates } from '../case/people-of-case';
import type { FactField } from './fact-form';
import { factForms } from './fact-forms';

/** Whether a fact makes sense now, and the sentence that says why not. */
export interface PossibleFact {
  type: FactType;
  /** Why it cannot be recorded; null when it can. */
  whyNot: string | null;
  /** What stands in the way unless a reason is given; null when nothing does. */
  blockedBy: string | null;
}

/** What the probing of a case needs of it. */
export type Probed = Pick<CaseView, 'state' | 'facts' | 'names' | 'now' | 'policy'>;

/**
 * Asks the transition table about each type as if it happened now, to each person, ticket or stall it
 * may be about. This only sorts the choices: the fact itself is judged when it is recorded.
 */
export function possibleFacts(types: readonly FactType[], view: Probed): PossibleFact[] {
  return types.map((type) => {
    const refusals = probes(type, view).map((probe) => refusal(probe, view));
    const mildest =
      refusals.find((r) => r === null) ??
      refusals.find((r) => r && canBeOverridden(r.code)) ??
      refusals[0] ??
      null;
    const blocked = mildest !== null && canBeOverridden(mildest.code);
    return {
      type,
      whyNot: blocked ? null : (mildest?.message ?? null),
      blockedBy: blocked ? mildest.message : null,
    };
  });
}

/** The fact as it might be, once for everything it might be about. */
function probes(type: FactType, view: Probed): Fact[] {
  const day = factTypes[type].moment === 'on';
  return detailsOf(type, view).map((details) => ({
    id: '',
    type,
    on: day ? dayOfProbe(type, view) : null,
    at: day ? null : view.now.toString(),
    details,
    override: null,
  }));
}

/** A letter's issue date is learned after it came, so today is not the day to ask about. */
function dayOfProbe(type: FactType, { state, now }: Probed): string {
  const today = londonDay(now).toString();
  const code = livePasscode(state) ?? passcodeAsOf(state, today);
  return type === 'otp-issued' && code ? code.requestedOn : today;
}

function detailsOf(type: FactType, view: Probed): FactDetails[] {
  const field = factForms[type].fields?.find((f) => choosesFromCase.has(f.kind));
  const found = field ? choicesOf(field, view) : [];
  const rest: FactDetails =
    type === 'parked' ? { until: londonDay(view.now).add({ days: 1 }).toString() } : {};
  return found.length > 0 ? found.map((one) => ({ ...rest, ...one })) : [rest];
}

const choosesFromCase = new Set<FactField['kind']>(['person', 'ticket', 'stall']);

function choicesOf(field: FactField, view: Probed): FactDetails[] {
  const { state } = view;
  switch (field.kind) {
    case 'person':
      return candidates(view, field.whom).map(({ person }) => ({ person }));
    case 'ticket':
      return state.tickets.map(({ reference }) => ({ reference }));
    case 'stall':
      return field.from === 'case' ? state.notedStalls.map(({ stall }) => ({ stall })) : [];
    default:
      return [];
  }
}

function refusal(fact: Fact, { facts, now, policy, state }: Probed): Refused | null {
  try {
    admit(facts, fact, now, policy, state);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
