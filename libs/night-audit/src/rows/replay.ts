import type { GivenFact } from '../second-reading/given-fact';
import { type Outcome, recipientOf, type Row } from '../second-reading/row';
import { Walk } from '../second-reading/walk';
import { dayAt, instant } from '../time/walked-time';
import type { Published } from './policy-history';
import type { Silences } from './silences';
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
 * @param silences what was known of the addresses of this case
 */
export function replay(
  { facts, followUps }: CaseRows,
  policies: readonly Published[],
  silences: Silences,
): Replayed {
  const began = facts[0] ? instant(facts[0].recorded_at) : 0;
  const first = policies.findLast((p) => p.since <= began) ?? policies[0];
  if (!first) throw new Error('There is no policy to read the case by.');
  const walk = new Walk(first.settings);
  const problems: string[] = [];
  const seqOf = new Map(facts.map((f) => [f.id, f.seq]));
  const idOf = new Map(facts.map((f) => [f.seq, f.id]));
  const take = (fact: StoredFact): void => {
    if (fact.type === fired) problems.push(...settle(walk, fact, seqOf, silences));
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
function settle(
  walk: Walk,
  fact: StoredFact,
  seqOf: ReadonlyMap<string, number>,
  silences: Silences,
): string[] {
  const { clock, rung, anchorFact, outcome, reason } = fact.details;
  const row = rowOf(walk, clock, rung, seqOf.get(anchorFact ?? ''));
  if (!row || row.outcome !== 'pending')
    return [
      `fact ${fact.seq} says that ${rung} of ${clock} went out, but nothing called for it then`,
    ];
  const at = instant(fact.recorded_at);
  const problem = wronglyWritten(walk, row, { at, outcome, reason }, silences);
  walk.settle(row, outcome as Outcome, at, reason ?? null);
  return problem ? [`fact ${fact.seq} says that ${rung} of ${clock} ${problem}`] : [];
}

/** What cannot be right about writing, or not writing, to the reader of a letter at that moment. */
function wronglyWritten(
  walk: Walk,
  row: Row,
  { at, outcome, reason }: { at: number; outcome?: string; reason?: string },
  silences: Silences,
): string | null {
  const recipient = recipientOf(row);
  const why = walk.whySilenced(row);
  if (outcome === 'suppressed') {
    // Of a letter kept back before reasons were kept, only the facts can tell.
    const held =
      why === null ? silences.held(recipient, reason ?? '', at) : !reason || reason === why;
    return held
      ? null
      : `was kept back (${reason ?? 'for no reason'}), but nothing stood against it`;
  }
  if (outcome !== 'sent' && outcome !== 'merged') return null;
  return why !== null || silences.surely(recipient, at)
    ? 'was written, but its reader was not to be written to'
    : null;
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
