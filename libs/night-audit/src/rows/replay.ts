import type { GivenFact } from '../second-reading/given-fact';
import { type Outcome, type Row, Walk } from '../second-reading/walk';
import { dayAt, instant } from '../time/walked-time';
import type { Published } from './policy-history';
import type { CaseRows, StoredFact, StoredFollowUp } from './stored-case';

/** Recorded by the machine when a rung goes out. */
const fired = 'follow-up-fired';

/** A case as its facts say it stands. */
export interface Replayed {
  walk: Walk;
  /** What the facts themselves cannot be right about, in plain words. */
  problems: string[];
  /** The id of the fact with this sequence number. */
  factId: (seq: number) => string;
}

/** Something that happened to the case, at its place in time. */
interface Step {
  at: number;
  /** Of what happens at one moment: facts as they were recorded, then the rest. */
  order: number;
  take: () => void;
}

/**
 * Walks through the facts of a case from the first to the last, under the policy of their time. When
 * a rung went out is taken from the facts, what went out from the second reading.
 */
export function replay({ facts, followUps }: CaseRows, policies: readonly Published[]): Replayed {
  const began = facts[0] ? instant(facts[0].recorded_at) : 0;
  const first = policies.findLast((p) => p.since <= began) ?? policies[0];
  if (!first) throw new Error('There is no policy to read the case by.');
  const walk = new Walk(first.settings);
  const problems: string[] = [];
  const seqOf = new Map(facts.map((f) => [f.id, f.seq]));
  const idOf = new Map(facts.map((f) => [f.seq, f.id]));
  const take = (fact: StoredFact): void => {
    if (fact.type === fired) problems.push(...settle(walk, fact, seqOf));
    else walk.record(given(fact, seqOf));
  };
  const steps: Step[] = [
    ...facts.map((f) => ({ at: instant(f.recorded_at), order: f.seq, take: () => take(f) })),
    ...policies
      .filter((p) => p !== first && p.since > began)
      .map((p) => ({ at: p.since, order: Infinity, take: () => walk.change(p.settings, p.since) })),
    ...followUps.filter(wasPassedOver).map((f) => ({
      at: instant(f.settled_at ?? ''),
      order: Number.MAX_VALUE,
      take: () => passOver(walk, f, seqOf),
    })),
  ];
  steps.sort((a, b) => a.at - b.at || a.order - b.order);
  for (const step of steps) step.take();
  return { walk, problems, factId: (seq) => idOf.get(seq) ?? '' };
}

const given = (fact: StoredFact, seqOf: ReadonlyMap<string, number>): GivenFact => {
  const { fact: target, ...details } = fact.details;
  return {
    ...details,
    index: fact.seq,
    recordedAt: instant(fact.recorded_at),
    type: fact.type,
    ...(fact.happened_on === null ? {} : { on: fact.happened_on }),
    ...(fact.happened_at === null ? {} : { at: fact.happened_at }),
    ...(fact.override === null ? {} : { override: fact.override }),
    ...(target === undefined ? {} : { fact: seqOf.get(target) ?? -1 }),
  };
};

const rowOf = (
  walk: Walk,
  clock: string | undefined,
  rung: string | undefined,
  start: number | undefined,
): Row | undefined =>
  walk.rows.find((r) => r.clock === clock && r.rung.rung === rung && r.start.index === start);

/** A rung went out, as a fact says. */
function settle(walk: Walk, fact: StoredFact, seqOf: ReadonlyMap<string, number>): string[] {
  const { clock, rung, anchorFact, outcome } = fact.details;
  const row = rowOf(walk, clock, rung, seqOf.get(anchorFact ?? ''));
  if (!row || row.outcome !== 'pending')
    return [
      `fact ${fact.seq} says that ${rung} of ${clock} went out, but nothing called for it then`,
    ];
  walk.settle(row, outcome as Outcome, instant(fact.recorded_at));
  return [];
}

const wasPassedOver = (f: StoredFollowUp): boolean =>
  f.status === 'superseded' && f.reason === 'passed-over' && f.settled_at !== null;

/**
 * A rung that had missed its day gives way, as it falls due, to a newer one of its clock. There is no
 * fact of it, so the row is believed where that can be so.
 */
function passOver(walk: Walk, f: StoredFollowUp, seqOf: ReadonlyMap<string, number>): void {
  const at = instant(f.settled_at ?? '');
  const row = rowOf(walk, f.clock, f.rung, seqOf.get(f.anchor_fact));
  if (row?.outcome !== 'pending' || dayAt(row.send) >= dayAt(at)) return;
  const newer = walk.rows.some(
    (r) =>
      r.clock === row.clock &&
      r.start.index === row.start.index &&
      r.due > row.due &&
      Math.min(r.due, r.send) <= at,
  );
  if (newer) walk.passOver(row, at);
}
