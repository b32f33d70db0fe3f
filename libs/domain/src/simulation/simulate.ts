import { Temporal } from 'temporal-polyfill';
import { progress } from '../cases/progress';
import { DomainError } from '../errors';
import { clockPaused, type FollowUp } from '../follow-ups/follow-up';
import { CaseRun } from './case-run';
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
  const simulation = new Simulation(input);
  simulation.play();
  return simulation.result();
}

class Simulation {
  private readonly run: CaseRun;
  private readonly states: SimulatedState[] = [];
  private readonly refused: Refusal[];

  constructor(private readonly input: SimulationInput) {
    this.run = new CaseRun({ facts: [], followUps: [] }, input);
    this.refused = [...input.refused];
  }

  play(): void {
    const { planned, until } = this.input;
    let now = this.input.asOf;
    let next = 0;
    for (;;) {
      const fact = planned[next];
      const bell = this.run.nextBell(now);
      const factFirst = fact && (!bell || Temporal.Instant.compare(fact.moment, bell) <= 0);
      const moment = factFirst ? fact.moment : bell;
      if (!moment || Temporal.Instant.compare(moment, until) > 0) break;
      now = moment;
      if (factFirst) {
        this.record(fact, now);
        next++;
      } else this.run.fire(now);
      this.noteState(now);
    }
  }

  result(): SimulationResult {
    const followUps = [...this.run.followUps].sort(
      (a, b) =>
        Temporal.Instant.compare(a.dueAt, b.dueAt) || Temporal.Instant.compare(a.sendAt, b.sendAt),
    );
    return {
      followUps: followUps.map(report),
      states: this.states,
      refused: this.refused.sort((a, b) => a.fact - b.fact),
    };
  }

  private record({ index, fact }: PlannedFact, now: Temporal.Instant): void {
    try {
      this.run.record(fact, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refused.push({ fact: index, code: error.code, message: error.message });
    }
  }

  private noteState(now: Temporal.Instant): void {
    const { stage, waitingOn, stalls } = progress(this.run.state);
    const last = this.states.at(-1);
    const same =
      last?.stage === stage && last.waitingOn === waitingOn && `${last.stalls}` === `${stalls}`;
    if (!same) this.states.push({ at: now.toString(), stage, waitingOn, stalls });
  }
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
    outcome: f.reason === clockPaused ? 'pending' : (f.outcome ?? 'pending'),
    basis: f.basis,
  };
}
