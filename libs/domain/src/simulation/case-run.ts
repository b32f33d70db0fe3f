import { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import { evolve, fold } from '../cases/evolve';
import { admit } from '../cases/transitions';
import { wantedRungs } from '../clocks/all-clocks';
import { type ClockSettings, recipientOf, type Rung } from '../clocks/rung';
import type { Fact } from '../facts/fact';
import { firedFact, isFiring, outcomeOf } from '../follow-ups/carried-out';
import type { Decision, DueSituation } from '../follow-ups/decide-due';
import { decideInTurn } from '../follow-ups/decide-in-turn';
import { clockPaused, type FollowUp, keyOf, type Outcome } from '../follow-ups/follow-up';
import { type Placed, reconcile } from '../follow-ups/reconcile';
import { londonDay } from '../time/london';
import { type AddressesOfCase, noAddresses } from '../follow-ups/silenced';
import { RingOrder } from './ring-order';

/** The recipients of a case (`recipientOf`) who have had a routine letter on a day. */
export type WrittenTo = Pick<Set<string>, 'has' | 'add'>;

/** At most one routine letter an address a day. */
export interface LetterCeiling {
  /** @param day Europe/London, `YYYY-MM-DD` */
  on(day: string): WrittenTo;
}

/** Where a run begins: a case as it is stored, or one without a past. */
export interface RunStart {
  /** In the order they were recorded. */
  facts: readonly Fact[];
  /** Every rung that was ever wanted, whatever became of it, in the order they were stored. */
  followUps: readonly FollowUp[];
  /** What is known of addresses, for cases that are run forward together. */
  ceiling?: LetterCeiling;
  /** What is known of the addresses of the case. */
  addresses?: AddressesOfCase;
  /** What was sent by hand of late (`DueSituation`). */
  sentByHand?: DueSituation['sentByHand'];
}

/** What happened at one moment of a run. */
export interface FiredMoment {
  /** What the facts said, those just recorded among them: letters are written from it. */
  state: CaseState;
  decisions: Decision[];
  /** Fired rungs whose clock has stopped with it: their open tasks and unsent letters are withdrawn. */
  settled: readonly FollowUp[];
}

/** A follow-up of a run, with its place among those stored. */
type RunFollowUp = FollowUp & { place: number };

/**
 * One case run forward on paper, by the very functions that run the real ones: what fires is decided
 * by the clocks, becomes facts, and the clocks are asked again. Whoever drives it says what moment
 * it is. Work for a moment does not grow with how long the case has run.
 */
export class CaseRun {
  private readonly facts: Fact[];
  private present: CaseState;
  /** What the clocks want in this state; both change only when a fact is added. */
  private wanted: readonly Rung[];
  private readonly all: RunFollowUp[];
  private readonly byKey = new Map<string, RunFollowUp>();
  /** Those a comparison with what is wanted may still change, besides what is wanted. */
  private readonly live = new Set<RunFollowUp>();
  private readonly order = new RingOrder<RunFollowUp>();
  private readonly ceiling: LetterCeiling;
  private readonly addresses: AddressesOfCase;
  private readonly sentByHand: DueSituation['sentByHand'];

  constructor(
    start: RunStart,
    private readonly settings: ClockSettings,
  ) {
    this.facts = [...start.facts];
    this.present = fold(this.facts);
    this.wanted = wantedRungs(this.present, settings);
    this.all = start.followUps.map((followUp, place) => ({ ...followUp, place }));
    for (const followUp of this.all) this.keep(followUp);
    this.ceiling = start.ceiling ?? new OwnCeiling();
    this.addresses = start.addresses ?? noAddresses;
    this.sentByHand = start.sentByHand;
  }

  get state(): CaseState {
    return this.present;
  }

  /** In the order they were stored. */
  get followUps(): readonly FollowUp[] {
    return this.all;
  }

  /** The next moment a rung fires; one that should have by now fires now. */
  nextBell(now: Temporal.Instant): Temporal.Instant | undefined {
    const next = this.order.next();
    return next && (Temporal.Instant.compare(next, now) < 0 ? now : next);
  }

  /** @throws Refused when the fact may not be recorded now */
  record(fact: Fact, now: Temporal.Instant): void {
    admit(this.facts, fact, now, this.settings.policy, this.present);
    this.append(fact);
    this.reconcile(now);
  }

  /** Fires what is due by `now`, itself included. */
  fire(now: Temporal.Instant): FiredMoment {
    const due = this.order
      .takeUntil(now)
      .sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt) || a.place - b.place);
    const today = londonDay(now).toString();
    const { decisions, state } = decideInTurn(due, this.present, this.wanted, {
      now,
      settings: this.settings,
      addresses: this.addresses,
      sentByHand: this.sentByHand,
      lettersToday: this.ceiling.on(today),
    });
    for (const decision of decisions) this.carryOut(decision, now, today);
    const recorded = decisions.some((decision) => decision.do === 'record');
    return { state, decisions, settled: recorded ? this.reconcile(now) : [] };
  }

  private carryOut(decision: Decision, now: Temporal.Instant, today: string): void {
    const followUp = decision.followUp as RunFollowUp;
    const outcome = outcomeOf(decision);
    if (decision.do === 'hold') {
      followUp.ringAt = decision.until;
      this.order.add(followUp);
    }
    if (decision.do === 'letter' && decision.rung.routine)
      this.ceiling.on(today).add(recipientOf(decision.rung));
    if (isFiring(decision)) this.append(firedFact(decision, now, `fired-${followUp.id}`));
    if (outcome) this.settle(followUp, outcome, 'reason' in decision ? decision.reason : null);
  }

  /** One fact further; only a retraction reaches back. */
  private append(fact: Fact): void {
    this.facts.push(fact);
    this.present = fact.type === 'retracted' ? fold(this.facts) : evolve(this.present, fact);
  }

  /** @returns fired rungs whose clock has stopped */
  private reconcile(now: Temporal.Instant): readonly FollowUp[] {
    this.wanted = wantedRungs(this.present, this.settings);
    const comparable = this.comparable();
    const changes = reconcile(this.wanted, comparable, now, this.settings);
    for (const placed of changes.insert) {
      const place = this.all.length;
      const followUp = { id: `new-${place}`, place, letterId: null, ...placedFields(placed) };
      this.all.push(followUp);
      this.keep(followUp);
    }
    for (const { placed } of changes.replace) {
      const old = this.byKey.get(keyOf(placed.rung));
      if (old) this.keep(Object.assign(old, placedFields(placed)));
    }
    const compared = new Map(comparable.map((followUp) => [followUp.id, followUp]));
    for (const { id, reason } of changes.supersede) {
      const followUp = compared.get(id);
      if (followUp) this.settle(followUp, 'superseded', reason);
    }
    for (const followUp of changes.settled) this.live.delete(followUp as RunFollowUp);
    return changes.settled;
  }

  /**
   * What comparing with the clocks can change: what is live, and what they want. Left out is what
   * was superseded, or ended with its clock, and is not wanted now.
   */
  private comparable(): RunFollowUp[] {
    const comparable = new Set(this.live);
    for (const rung of this.wanted) {
      const followUp = this.byKey.get(keyOf(rung));
      if (followUp) comparable.add(followUp);
    }
    return [...comparable];
  }

  private keep(followUp: RunFollowUp): void {
    this.byKey.set(keyOf(followUp), followUp);
    if (!isOver(followUp)) this.live.add(followUp);
    if (followUp.status === 'waiting') this.order.add(followUp);
  }

  private settle(followUp: RunFollowUp, outcome: Outcome, reason: string | null): void {
    followUp.status = outcome === 'superseded' ? 'superseded' : 'done';
    followUp.outcome = outcome;
    followUp.reason = reason;
    if (isOver(followUp)) this.live.delete(followUp);
    else this.live.add(followUp);
  }
}

/** Superseded for good; one that is only paused may yet stop or come back. */
const isOver = ({ status, reason }: FollowUp): boolean =>
  status === 'superseded' && reason !== clockPaused;

function placedFields({ rung, status, reason }: Placed): Omit<FollowUp, 'id' | 'letterId'> {
  const { routine: _, ...rest } = rung;
  return {
    ...rest,
    ringAt: rung.sendAt,
    status,
    outcome: status === 'superseded' ? 'superseded' : null,
    reason,
  };
}

/** Of a case that shares no address with another. */
class OwnCeiling implements LetterCeiling {
  private readonly byDay = new Map<string, Set<string>>();

  on(day: string): Set<string> {
    const known = this.byDay.get(day) ?? new Set();
    this.byDay.set(day, known);
    return known;
  }
}
