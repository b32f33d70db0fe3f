import {
  lastDayOfMonth,
  londonDay,
  londonWallClock,
  type RetentionKind,
  retentionKinds,
} from '@app/domain';
import { audit } from '@app/history';
import { BellSetter } from '@app/follow-ups';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import type { DueItem } from './due-item';
import { duePeople } from './due-people';
import { dueRows, type RowKind, rowKinds } from './due-rows';
import { eraseFromCase, eraseRows, type Erasing } from './erase-due';
import { isCaseHeld, readHeld } from './held';

/** What goes in one month, by rule, and what a hold keeps. */
export interface RetentionPreview {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  counts: { kind: RetentionKind; goes: number; held: number }[];
  /** The nearest first; of each rule at most 200. */
  items: DueItem[];
}

/** What one day's run came to. */
export interface RetentionResult {
  day: string;
  erased: Partial<Record<RetentionKind, number>>;
  held: number;
}

/** A run as it is kept. */
export interface RetentionRun extends RetentionResult {
  startedAt: string;
  finishedAt: string | null;
}

const mostListed = 200;
const batchSize = 100;
/** Hours in which it may begin, Europe/London: after the night audit, before letters go. */
const quiet = { from: 3, to: 7 };
/** A worker that began and is not done by then has died; another may begin again. */
const givenUpAfter = { hours: 2 };

/** The clocks of retention: what they would erase, and the daily run that does. */
@Injectable()
export class Retention {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * What goes in a month if nothing changes; what is overdue counts to the present one.
   * @param month `YYYY-MM`
   */
  async preview(month: string): Promise<RetentionPreview> {
    const [first, to] = [`${month}-01`, lastDayOfMonth(month)];
    const today = londonDay(this.clock.now()).toString();
    const isPresent = today.slice(0, 7) === month;
    const due = (await this.due(this.db, to)).filter(({ dueOn }) => isPresent || dueOn >= first);
    const of = (kind: RetentionKind) => due.filter((item) => item.kind === kind);
    return {
      from: first,
      to,
      counts: retentionKinds.map((kind) => ({
        kind,
        goes: of(kind).filter(({ held }) => !held).length,
        held: of(kind).filter(({ held }) => held).length,
      })),
      items: retentionKinds
        .flatMap((kind) => of(kind).slice(0, mostListed))
        .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
    };
  }

  /** The newest runs. */
  runs(): Promise<RetentionRun[]> {
    return this.db.query<RetentionRun>(
      `SELECT day, started_at AS "startedAt", finished_at AS "finishedAt",
              coalesce(erased, '{}') AS erased, coalesce(held, 0) AS held
         FROM retention_run ORDER BY day DESC LIMIT 31`,
    );
  }

  /**
   * Runs once a day at a quiet hour, however many workers ask and however often.
   * @returns null when it is not the hour, or another has done it or is at it
   */
  async runDaily(): Promise<RetentionResult | null> {
    const now = this.clock.now();
    const { hour } = londonWallClock(now);
    if (hour < quiet.from || hour >= quiet.to) return null;
    const day = londonDay(now).toString();
    const claimed = await this.db.query(
      `INSERT INTO retention_run AS r (day, started_at) VALUES ($1, $2)
       ON CONFLICT (day) DO UPDATE SET started_at = $2
         WHERE r.finished_at IS NULL AND r.started_at < $3
       RETURNING 1`,
      [day, now.toString(), now.subtract(givenUpAfter).toString()],
    );
    if (claimed.length === 0) return null;
    const result = await this.run();
    await this.db.query(
      'UPDATE retention_run SET finished_at = $2, erased = $3, held = $4 WHERE day = $1',
      [day, this.clock.now().toString(), JSON.stringify(result.erased), result.held],
    );
    return result;
  }

  /** Erases all that is due today and not held, in batches. Safe to run twice, or to break off. */
  async run(): Promise<RetentionResult> {
    const day = londonDay(this.clock.now()).toString();
    const all = await this.due(this.db, day);
    const erased: Partial<Record<RetentionKind, number>> = {};
    const people = all.filter(({ kind }) => isOfPeople(kind));
    const cases = [...new Set(people.map(({ caseId }) => caseId))];
    for (const caseId of cases) {
      const done = await this.erasePeople(people, caseId ?? '');
      for (const { kind } of done) erased[kind] = (erased[kind] ?? 0) + 1;
    }
    for (const kind of rowKinds) {
      const items = all.filter((item) => item.kind === kind && !item.held);
      for (let at = 0; at < items.length; at += batchSize) {
        const done = await this.eraseBatch(kind, items.slice(at, at + batchSize));
        erased[kind] = (erased[kind] ?? 0) + done;
      }
    }
    const held = all.filter((item) => item.held).length;
    await audit(this.db, {
      action: 'retention-run',
      subject: `day:${day}`,
      details: { ...erased, held },
    });
    return { day, erased, held };
  }

  /** Everything due by a day. */
  private async due(sql: Sql, upTo: string): Promise<DueItem[]> {
    const held = await readHeld(sql);
    const { sealer } = this.settings.confidential;
    const due = await duePeople(sql, sealer, held, upTo);
    for (const kind of rowKinds) due.push(...(await dueRows(sql, kind, held, upTo)));
    return due;
  }

  /** Looks again under the lock of the case: it may have been reopened, or held, meanwhile. */
  private async erasePeople(people: readonly DueItem[], caseId: string): Promise<DueItem[]> {
    const now = this.clock.now();
    const { confidential, policies } = this.settings;
    const { done, wanted } = await this.db.transaction(async (tx) => {
      const clocks = await policies.during(tx);
      await lockCase(tx, caseId);
      const held = await readHeld(tx, [caseId]);
      const still = await duePeople(
        tx,
        confidential.sealer,
        held,
        londonDay(now).toString(),
        caseId,
      );
      const items = still.filter(
        (item) =>
          !item.held && people.some((p) => p.subject === item.subject && p.kind === item.kind),
      );
      if (items.length === 0) return { done: [], wanted: [] };
      const wanted = await eraseFromCase(tx, caseId, items, { confidential, clocks, now });
      await note(tx, items, now);
      return { done: items, wanted };
    });
    await this.bells.setFor(wanted);
    return done;
  }

  private async eraseBatch(kind: RowKind, items: readonly DueItem[]): Promise<number> {
    const now = this.clock.now();
    const { confidential, policies } = this.settings;
    return this.db.transaction(async (tx) => {
      const clocks = await policies.during(tx);
      const erasing: Erasing = { confidential, clocks, now };
      const still = await notHeldSince(tx, items);
      await eraseRows[kind](
        tx,
        still.map(({ subject }) => subject),
        erasing,
      );
      await note(tx, still, now);
      return still.length;
    });
  }
}

const isOfPeople = (kind: RetentionKind): boolean =>
  kind === 'account-contact' || kind === 'account-names';

async function notHeldSince(tx: Sql, items: readonly DueItem[]): Promise<DueItem[]> {
  const ids = items.flatMap(({ caseId }) => caseId ?? []);
  const held = await readHeld(tx, ids);
  return items.filter(({ caseId }) => caseId === null || !isCaseHeld(held, caseId));
}

/** What was erased, by id, so that it can be done again after a backup was put back. */
async function note(tx: Sql, items: readonly DueItem[], now: Temporal.Instant): Promise<void> {
  await tx.query(
    `INSERT INTO erasure (kind, subject, case_id, rule, erased_at, erased_by)
     SELECT kind, subject, case_id, 'retention', $4, 'system'
       FROM unnest($1::text[], $2::text[], $3::uuid[]) AS n(kind, subject, case_id)`,
    [
      items.map(({ kind }) => kind),
      items.map(({ subject }) => subject),
      items.map(({ caseId }) => caseId),
      now.toString(),
    ],
  );
}
