import { setImmediate as afterOthers } from 'node:timers/promises';
import { type ClockSettings, Conflict, london } from '@app/domain';
import { factsOfCases } from '@app/history';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import {
  type Difference,
  differences,
  replay,
  type RungCount,
  RungCounts,
  type Span,
} from './backtest';
import { PoliciesService } from './policies.service';
import { settingsOf } from './policy-version';

/** One case that would have gone otherwise, with its home. */
export interface BacktestedCase {
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  practice: boolean;
  differences: Difference[];
}

/** Letters written (several rungs may share one), tasks made, ends and breaches recorded. */
export interface BacktestTotals {
  letters: number;
  tasks: number;
  records: number;
  /** Facts that would not have been taken. */
  refused: number;
}

/** What the last twelve months would have been under a draft. Instants are ISO 8601 UTC. */
export interface Backtest {
  /** Number of the draft, and of the version it was compared with. */
  policy: number;
  inForce: number;
  from: string;
  until: string;
  /** Cases that were replayed. */
  cases: number;
  /** Cases with a difference. */
  differing: number;
  totals: { inForce: BacktestTotals; draft: BacktestTotals };
  rungs: RungCount[];
  /** The first of the cases with a difference, by id. */
  items: BacktestedCase[];
}

type CaseHome = Omit<BacktestedCase, 'differences'>;

const months = 12;
const batchSize = 25;
const mostListed = 200;

/**
 * Replays the last twelve months under a draft and under the policy in force: every case runs
 * through its facts on paper, by the rules that run the real ones. Nothing is locked or stored, and
 * after each case others get their turn.
 */
@Injectable()
export class BacktestService {
  private isRunning = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly policies: PoliciesService,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @throws NotFound no such version
   * @throws Conflict another backtest is running
   */
  async run(number: number): Promise<Backtest> {
    if (this.isRunning)
      throw new Conflict('backtest-running', 'A backtest is running; wait for its end.');
    this.isRunning = true;
    try {
      return await this.compare(number);
    } finally {
      this.isRunning = false;
    }
  }

  private async compare(number: number): Promise<Backtest> {
    const draft = settingsOf(await this.policies.get(number));
    const inForce = await this.policies.inForce();
    const until = this.clock.now();
    const from = until.toZonedDateTimeISO(london).subtract({ months }).toInstant();
    const comparison = new Comparison(settingsOf(inForce), draft, { from, until });
    const homes = await this.casesSince(from.toString());
    for (let at = 0; at < homes.length; at += batchSize) {
      const batch = homes.slice(at, at + batchSize);
      const facts = await factsOfCases(
        this.db,
        this.settings.confidential.sealer,
        batch.map((h) => h.caseId),
      );
      for (const home of batch) {
        comparison.add(home, facts.get(home.caseId) ?? []);
        await afterOthers();
      }
    }
    return {
      policy: number,
      inForce: inForce.number,
      from: from.toString(),
      until: until.toString(),
      cases: homes.length,
      ...comparison.result(),
    };
  }

  /** Cases in which something may have happened since. */
  private casesSince(from: string): Promise<CaseHome[]> {
    return this.db.query<CaseHome>(
      `SELECT c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town, c.practice
         FROM application_case c JOIN site s USING (location_id)
        WHERE c.open OR c.changed_at >= $1 ORDER BY c.id`,
      [from],
    );
  }
}

const nothing = (): BacktestTotals => ({ letters: 0, tasks: 0, records: 0, refused: 0 });

/** Adds up the cases one by one. */
class Comparison {
  private readonly counts = new RungCounts();
  private readonly totals = { inForce: nothing(), draft: nothing() };
  private readonly items: BacktestedCase[] = [];
  private differing = 0;

  constructor(
    private readonly inForce: ClockSettings,
    private readonly draft: ClockSettings,
    private readonly span: Span,
  ) {}

  add(home: CaseHome, facts: Parameters<typeof replay>[0]): void {
    const replays = {
      inForce: replay(facts, this.inForce, this.span),
      draft: replay(facts, this.draft, this.span),
    };
    for (const which of ['inForce', 'draft'] as const) {
      const { rungs, refused } = replays[which];
      const total = this.totals[which];
      this.counts.add(which, replays[which]);
      total.refused += refused;
      for (const { outcome } of rungs) {
        if (outcome === 'sent') total.letters++;
        if (outcome === 'task') total.tasks++;
        if (outcome === 'recorded') total.records++;
      }
    }
    const found = differences(replays.inForce, replays.draft);
    if (found.length === 0) return;
    this.differing++;
    if (this.items.length < mostListed) this.items.push({ ...home, differences: found });
  }

  result(): Pick<Backtest, 'differing' | 'totals' | 'rungs' | 'items'> {
    const { differing, totals, items } = this;
    return { differing, totals, rungs: this.counts.list(), items };
  }
}
