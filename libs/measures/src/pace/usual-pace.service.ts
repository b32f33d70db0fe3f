import { PolicyInForce } from '@app/cases';
import { type Fact, type PaceLimit, paceLimits, type Slow } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { type Learned, readLearned, slownessOf } from './read-pace';

/** The usual pace changes with the weeks, and learning it reads the cases of a year. */
const keptForHours = 1;

/** Which open cases are slower than the association's own usually are, and what those teach besides. */
@Injectable()
export class UsualPace {
  private kept: { until: Temporal.Instant; learned: Promise<Learned> } | null = null;
  private newest: Learned | null = null;
  private readonly policies: PolicyInForce;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    this.policies = new PolicyInForce(clock);
  }

  /**
   * How an open case is slower than nine in ten at its stage; null when it is not.
   * @param facts in the order they were recorded
   */
  async slownessOf(facts: readonly Fact[]): Promise<Slow | null> {
    return slownessOf(facts, this.clock.now(), (await this.learned()).paces);
  }

  /** From when on a case is slow, by stage and party. */
  async limits(): Promise<PaceLimit[]> {
    return paceLimits((await this.learned()).paces);
  }

  /**
   * The same, when they are known already; else none, and they are learned for the next who asks:
   * what only adds a word to a list is not worth waiting for.
   */
  limitsAtHand(): readonly PaceLimit[] {
    // What fails here is told to whoever waits for it.
    this.learned().catch(() => undefined);
    return this.newest ? paceLimits(this.newest.paces) : [];
  }

  /** What was learned within the hour. */
  learned(): Promise<Learned> {
    const now = this.clock.now();
    const { kept } = this;
    if (kept && now.epochMilliseconds < kept.until.epochMilliseconds) return kept.learned;
    const learned = this.learn(now);
    this.kept = { until: now.add({ hours: keptForHours }), learned };
    // What failed is tried again by the next who asks.
    learned.catch(() => (this.kept = null));
    return learned;
  }

  private async learn(now: Temporal.Instant): Promise<Learned> {
    const { policy } = await this.policies.now(this.db);
    this.newest = await readLearned(this.db, now, policy);
    return this.newest;
  }
}
