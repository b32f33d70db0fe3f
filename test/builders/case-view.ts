import {
  type Fact,
  fold,
  parkedRest,
  progress,
  reviewRest,
  type Rung,
  shippedPolicy,
  standing,
  wantedRungs,
  workingCalendar,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import type { CaseView } from '../../apps/api/src/officer/case/case-view';
import { factsOf, type GivenFact } from './facts';

/** Every case seen by these builders is looked at in this moment, a Monday. */
export const lookedAt = '2026-11-23T09:30:00Z';

export const settings = {
  policy: shippedPolicy,
  calendar: workingCalendar([{ date: '2026-12-25', title: 'Christmas Day' }]),
};

/** A rung as it is stored, still waiting unless told otherwise. */
export const storedRung = (rung: Rung, n: number, more: object = {}) => ({
  ...rung,
  id: String(n),
  caseId: 'c1',
  ringAt: rung.sendAt,
  status: 'waiting' as const,
  outcome: null,
  reason: null,
  letterId: null,
  settledAt: null,
  failures: 0,
  ...more,
});

const recordedFact = (fact: Fact, n: number, retractedBy: string | null) => ({
  ...fact,
  seq: n + 1,
  recordedAt: lookedAt,
  recordedBy: 'officer:o1',
  retractedBy,
});

/** A case of Ashby House with these facts, all recorded by Priya Shah at `lookedAt`. */
export const caseView = (...given: GivenFact[]): CaseView => caseViewOf(factsOf(...given));

/** The same from facts, some of which may have been recorded by the machine. */
export function caseViewOf(facts: readonly Fact[], more: Partial<CaseView> = {}): CaseView {
  const state = fold(facts);
  const followUps = wantedRungs(state, settings).map((rung, n) => storedRung(rung, n));
  const rest = parkedRest(state, settings) ?? reviewRest(lookedAt, settings);
  const rests = state.closed === null && (state.parked !== null || followUps.length === 0);
  const retractions = standing(facts).filter(({ type }) => type === 'retracted');
  const { stage, waitingOn, stalls } = progress(state);
  return {
    now: Temporal.Instant.from(lookedAt),
    asOf: null,
    case: {
      id: 'c1',
      locationId: '1-100000001',
      version: facts.length,
      open: state.closed === null,
      stage,
      waitingOn,
      officerId: 'o1',
      openedOn: state.openedOn ?? '2026-11-12',
      stalls: [...stalls],
      useBy: null,
      breachedAt: null,
      nextAt: null,
      parkedUntil: rests ? rest.until : null,
      parkedWhy: rests ? rest.why : null,
      changedAt: lookedAt,
      earlierCaseId: null,
      practice: false,
    },
    state,
    names: new Map(state.people.map(({ person }, n) => [`p${n + 1}`, person])),
    site: {
      locationId: '1-100000001',
      name: 'Ashby House',
      town: 'Lincoln',
      postcode: 'LN1 1AA',
      cqcUrl: null,
      inScope: true,
      odsCode: null,
      phone: '01522123456',
      registeredManagers: ['Sam Carter'],
    },
    contact: { name: null, email: 'jo@ashby.example' },
    officers: new Map([
      ['o1', 'Priya Shah'],
      ['o2', 'Tom Webb'],
    ]),
    canTake: [
      { id: 'o1', name: 'Priya Shah' },
      { id: 'o2', name: 'Tom Webb' },
    ],
    facts: facts.map((fact, n) =>
      recordedFact(fact, n, retractions.find((r) => r.details.fact === fact.id)?.id ?? null),
    ),
    followUps,
    tasks: [],
    letters: [],
    addressNotes: new Map(),
    policy: shippedPolicy,
    calendar: settings.calendar,
    damaged: [],
    slow: null,
    ...more,
  };
}
