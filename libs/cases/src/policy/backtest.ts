import {
  CaseRun,
  type ClockSettings,
  DomainError,
  followUpFired,
  type FollowUp,
  keyOf,
  type Outcome,
  type RecordedFact,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** A rung that fired on paper. */
export interface ReplayedRung {
  key: string;
  clock: string;
  rung: string;
  /** The Europe/London day its clock counts from. */
  anchor: string;
  person: string | null;
  act: FollowUp['act'];
  outcome: Outcome;
  /** When it fired. */
  at: Temporal.Instant;
}

export interface Replay {
  rungs: ReplayedRung[];
  /** Facts that would not have been taken: what they answer had not happened by these rules. */
  refused: number;
}

/** A stretch of time, both ends included. */
export interface Span {
  from: Temporal.Instant;
  until: Temporal.Instant;
}

/**
 * Runs a case through its facts on paper, each at the moment it was recorded, under this policy and
 * calendar, and tells what fired within the span. The case runs from its beginning.
 */
export function replay(
  facts: readonly RecordedFact[],
  settings: ClockSettings,
  { from, until }: Span,
): Replay {
  const run = new CaseRun({ facts: [], followUps: [] }, settings);
  const told = facts.filter(({ type }) => type !== followUpFired);
  const firedAt = new Map<string, Temporal.Instant>();
  let refused = 0;
  const fireUntil = (end: Temporal.Instant, now: Temporal.Instant): void => {
    for (let at = run.nextBell(now); at && isBefore(at, end); at = run.nextBell(at))
      for (const { followUp } of run.fire(at).decisions) firedAt.set(keyOf(followUp), at);
  };
  let now = Temporal.Instant.from(told[0]?.recordedAt ?? until);
  for (const fact of told) {
    const moment = Temporal.Instant.from(fact.recordedAt);
    if (isBefore(until, moment)) break;
    fireUntil(moment, now);
    now = moment;
    try {
      run.record(fact, moment);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused++;
    }
  }
  fireUntil(until.add({ nanoseconds: 1 }), now);
  const rungs = run.followUps.flatMap((f): ReplayedRung[] => {
    const at = firedAt.get(keyOf(f));
    const isIn = f.status === 'done' && f.outcome && at && !isBefore(at, from);
    return isIn ? [rungOf(f, f.outcome as Outcome, at)] : [];
  });
  return { rungs, refused };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) < 0;

const rungOf = (f: FollowUp, outcome: Outcome, at: Temporal.Instant): ReplayedRung => ({
  key: keyOf(f),
  clock: f.clock,
  rung: f.rung,
  anchor: f.anchor,
  person: f.person,
  act: f.act,
  outcome,
  at,
});

/** What one rung came to under one of the two; ISO 8601 UTC. */
export interface Fired {
  at: string;
  outcome: Outcome;
}

/** One rung of a case that would have fired otherwise. */
export interface Difference {
  clock: string;
  rung: string;
  anchor: string;
  person: string | null;
  inForce: Fired | null;
  draft: Fired | null;
}

/** Where the two replays of one case differ, in the order in which it happened. */
export function differences(inForce: Replay, draft: Replay): Difference[] {
  const before = new Map(inForce.rungs.map((r) => [r.key, r]));
  const after = new Map(draft.rungs.map((r) => [r.key, r]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => differenceOf(before.get(key), after.get(key)))
    .filter((d) => JSON.stringify(d.inForce) !== JSON.stringify(d.draft))
    .sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
}

function differenceOf(a: ReplayedRung | undefined, b: ReplayedRung | undefined): Difference {
  const { clock, rung, anchor, person } = (a ?? b) as ReplayedRung;
  return { clock, rung, anchor, person, inForce: firedOf(a), draft: firedOf(b) };
}

const firedOf = (rung: ReplayedRung | undefined): Fired | null =>
  rung ? { at: rung.at.toString(), outcome: rung.outcome } : null;

const firstOf = ({ inForce, draft }: Difference): string => inForce?.at ?? draft?.at ?? '';

/** How often one rung fired under each. */
export interface RungCount {
  clock: string;
  rung: string;
  act: FollowUp['act'];
  inForce: number;
  draft: number;
}

/** Counts what fired, by clock, rung and what it does. */
export class RungCounts {
  private readonly counts = new Map<string, RungCount>();

  add(which: 'inForce' | 'draft', { rungs }: Replay): void {
    for (const { clock, rung, act } of rungs) {
      const key = `${clock}|${rung}|${act}`;
      const count = this.counts.get(key) ?? { clock, rung, act, inForce: 0, draft: 0 };
      count[which]++;
      this.counts.set(key, count);
    }
  }

  list(): RungCount[] {
    return [...this.counts.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, count]) => count);
  }
}
