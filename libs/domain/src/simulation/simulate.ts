import { Temporal } from 'temporal-polyfill';
import { type CaseState, fold, newCase } from '../cases/case-state';
import { progress } from '../cases/progress';
import { admit } from '../cases/transitions';
import { wantedRungs } from '../clocks/all-clocks';
import type { Rung } from '../clocks/rung';
import { DomainError } from '../errors';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { type Decision, decideDue } from '../follow-ups/decide-due';
import { type FollowUp, passedOver } from '../follow-ups/follow-up';
import { type Placed, reconcile } from '../follow-ups/reconcile';
import { londonDay } from '../time/london';
import type { PlannedFact, Refusal, SimulationInput } from './simulation-input';

/** A rung as a simulation reports it; instants are ISO 8601 UTC. */
export interface SimulatedFollowUp {
  clock: string;
  rung: string;
  anchor: string;
  dueAt: string;
  sendAt: string;
  person: string | null;
  to: string | null;
  letter?: string;
  outcome: string;
  basis: readonly string[];
}

export interface SimulatedState {
  at: string;
  stage: string;
  waitingOn: string | null;
  stalls: readonly string[];
}

export interface SimulationResult {
  followUps: SimulatedFollowUp[];
  states: SimulatedState[];
  refused: Refusal[];
}

/**
 * Runs one case forward from `asOf` to `until` (included) with the very functions that run the real
 * ones, on a clock that jumps to the next moment at which something happens. A fact recorded at the
 * moment a rung would fire comes first.
 */
export function simulate(input: SimulationInput): SimulationResult {
  const run = new Run(input);
  run.play();
  return run.result();
}

class Run {
  private readonly facts: Fact[] = [];
  private state: CaseState = newCase;
  /** What the clocks want in this state; both change only when a fact is added. */
  private wanted: readonly Rung[] = [];
  private readonly followUps: FollowUp[] = [];
  private readonly states: SimulatedState[] = [];
  private readonly refused: Refusal[];
  private readonly routineLetterDays = new Set<string>();
  private now: Temporal.Instant;

  constructor(private readonly input: SimulationInput) {
    this.now = input.asOf;
    this.refused = [...input.refused];
  }

  play(): void {
    const { planned, until } = this.input;
    let next = 0;
    for (;;) {
      const fact = planned[next];
      const bell = this.nextBell();
      const factFirst = fact && (!bell || Temporal.Instant.compare(fact.moment, bell) <= 0);
      const moment = factFirst ? fact.moment : bell;
      if (!moment || Temporal.Instant.compare(moment, until) > 0) break;
      this.now = moment;
      if (factFirst) {
        this.record(fact);
        next++;
      } else this.fire();
      this.noteState();
    }
  }

  result(): SimulationResult {
    const followUps = [...this.followUps].sort(
      (a, b) =>
        Temporal.Instant.compare(a.dueAt, b.dueAt) || Temporal.Instant.compare(a.sendAt, b.sendAt),
    );
    return {
      followUps: followUps.map(report),
      states: this.states,
      refused: this.refused.sort((a, b) => a.fact - b.fact),
    };
  }

  /** The next moment a rung fires; one that was past when its fact was recorded fires now. */
  private nextBell(): Temporal.Instant | undefined {
    let next: Temporal.Instant | undefined;
    for (const { status, ringAt } of this.followUps)
      if (status === 'waiting' && (!next || Temporal.Instant.compare(ringAt, next) < 0))
        next = ringAt;
    return next && later(next, this.now);
  }

  private record({ index, fact }: PlannedFact): void {
    try {
      admit(this.facts, fact, this.now, this.input.policy);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refused.push({ fact: index, code: error.code, message: error.message });
      return;
    }
    this.facts.push(fact);
    this.reconcile();
  }

  private reconcile(): void {
    this.state = fold(this.facts);
    this.wanted = wantedRungs(this.state, this.input);
    const changes = reconcile(this.wanted, this.followUps, this.now, this.input);
    for (const placed of changes.insert)
      this.followUps.push({ id: String(this.followUps.length), ...stored(placed) });
    for (const { id, placed } of changes.replace)
      Object.assign(this.followUps[Number(id)] ?? {}, stored(placed));
    for (const { id, reason } of changes.supersede) this.settle(Number(id), 'superseded', reason);
  }

  private fire(): void {
    const due = this.followUps.filter(
      (f) => f.status === 'waiting' && Temporal.Instant.compare(f.ringAt, this.now) <= 0,
    );
    const decisions = decideDue(due, {
      now: this.now,
      settings: this.input,
      wanted: this.wanted,
      optedOut: this.state.optedOut,
      routineLetterToday: this.routineLetterDays.has(londonDay(this.now).toString()),
    });
    const known = this.facts.length;
    for (const decision of decisions) this.carryOut(decision);
    if (this.facts.length > known) this.reconcile();
  }

  private carryOut(decision: Decision): void {
    const index = Number(decision.followUp.id);
    switch (decision.do) {
      case 'supersede':
        return this.settle(index, 'superseded', decision.reason);
      case 'hold':
        decision.followUp.ringAt = decision.until;
        return;
      case 'suppress':
        return this.settle(index, 'suppressed', null);
      case 'task':
        return this.settle(index, 'task', null);
      case 'letter':
        if (decision.rung.routine) this.routineLetterDays.add(londonDay(this.now).toString());
        return this.settle(index, decision.part === 0 ? 'sent' : 'merged', null);
      case 'record':
        this.facts.push(firedFact(decision.followUp));
        return this.settle(index, 'recorded', null);
    }
  }

  private settle(index: number, outcome: FollowUp['outcome'], reason: string | null): void {
    const followUp = this.followUps[index];
    if (!followUp) return;
    followUp.status = outcome === 'superseded' ? 'superseded' : 'done';
    followUp.outcome = outcome;
    followUp.reason = reason;
  }

  private noteState(): void {
    const { stage, waitingOn, stalls } = progress(this.state);
    const last = this.states.at(-1);
    const same =
      last?.stage === stage && last.waitingOn === waitingOn && `${last.stalls}` === `${stalls}`;
    if (!same) this.states.push({ at: this.now.toString(), stage, waitingOn, stalls });
  }
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) > 0 ? a : b;

function stored({ rung, status, reason }: Placed): Omit<FollowUp, 'id'> {
  const { routine: _, ...rest } = rung;
  return {
    ...rest,
    ringAt: rung.sendAt,
    status,
    outcome: status === 'superseded' ? 'superseded' : null,
    reason: reason === passedOver ? passedOver : null,
    letterId: null,
  };
}

function firedFact({ id, clock, rung, anchorFact, dueAt }: FollowUp): Fact {
  return {
    id: `fired-${id}`,
    type: followUpFired,
    on: null,
    at: dueAt.toString(),
    details: { clock, rung, anchorFact },
    override: null,
  };
}

function report(f: FollowUp): SimulatedFollowUp {
  return {
    clock: f.clock,
    rung: f.rung,
    anchor: f.anchor,
    dueAt: f.dueAt.toString(),
    sendAt: f.sendAt.toString(),
    person: f.person,
    to: f.to,
    ...(f.letter === null ? {} : { letter: f.letter }),
    outcome: f.outcome ?? 'pending',
    basis: f.basis,
  };
}
