import { type Pace, type PaceLimit, paceLimits, type Slow } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { readPace, readSlow } from './read-pace';

/** The usual pace changes with the weeks, and learning it reads every case closed in a year. */
const keptForHours = 1;

/** Which open cases are slower than the association's own closed ones usually are. */
@Injectable()
export class UsualPace {
  private learned: { until: Temporal.Instant; paces: Promise<Pace[]> } | null = null;

  private atHand: readonly PaceLimit[] = [];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** How an open case is slower than nine in ten at its stage; null when it is not. */
  async slowness(caseId: string): Promise<Slow | null> {
    const now = this.clock.now();
    const slow = await readSlow(this.db, now, await this.paces(now), [caseId]);
    return slow.get(caseId) ?? null;
  }

  /** From when on a case is slow, by stage and party. */
  async limits(): Promise<PaceLimit[]> {
    return paceLimits(await this.paces(this.clock.now()));
  }

  /**
   * The same, when they are known already; else none, and they are learned for the next who asks:
   * what only adds a word to a list is not worth waiting for.
   */
  limitsAtHand(): readonly PaceLimit[] {
    this.paces(this.clock.now()).catch(() => undefined);
    return this.atHand;
  }

  private paces(now: Temporal.Instant): Promise<Pace[]> {
    const { learned } = this;
    if (learned && now.epochMilliseconds < learned.until.epochMilliseconds) return learned.paces;
    const paces = readPace(this.db, now).then((found) => {
      this.atHand = paceLimits(found);
      return found;
    });
    this.learned = { until: now.add({ hours: keptForHours }), paces };
    // What failed is tried again by the next who asks.
    paces.catch(() => (this.learned = null));
    return paces;
  }
}
