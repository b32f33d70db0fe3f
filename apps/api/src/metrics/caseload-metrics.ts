import { Clock, Database } from '@app/platform';
import { RegisterAges } from '@app/providers';
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Temporal } from 'temporal-polyfill';
import { MetricsRegistry } from './metrics-registry';

interface Counts {
  waiting: string;
  overdue: string;
  failing: string;
  tasks: string;
  letters: Record<string, number> | null;
  halted: boolean;
  audited_at: string | null;
  differences: number | null;
}

/** Numbers may be this old, so that many who ask do not cost more than one. */
const freshForMs = 10_000;

/**
 * Each count runs on a partial index of what is unfinished, never on what is history; the waiting
 * follow-ups, of which there may be a million, are PostgreSQL's own estimate once there are many.
 */
const countsSql = `
  SELECT (SELECT CASE WHEN reltuples > 50000 THEN reltuples::bigint
                      ELSE (SELECT count(*) FROM follow_up WHERE status = 'waiting') END
            FROM pg_class WHERE oid = 'follow_up_waiting'::regclass) AS waiting,
         (SELECT count(*) FROM follow_up WHERE status = 'waiting' AND ring_at < $1) AS overdue,
         (SELECT count(*) FROM follow_up WHERE status = 'waiting' AND failures > 0) AS failing,
         (SELECT count(*) FROM task WHERE status = 'open') AS tasks,
         (SELECT json_object_agg(status, letters) FROM (
            SELECT status, count(*) AS letters FROM letter
             WHERE status IN ('planned', 'deferred') GROUP BY status
            UNION ALL
            SELECT status, count(*) FROM letter WHERE status = 'claimed' GROUP BY status
            UNION ALL
            SELECT status, count(*) FROM letter
             WHERE status IN ('refused', 'unknown', 'deferred') AND status <> 'deferred'
             GROUP BY status) unfinished) AS letters,
         EXISTS (SELECT FROM mail_halt) AS halted,
         audit.finished_at AS audited_at, audit.differences
    FROM (SELECT 1) always LEFT JOIN LATERAL (
           SELECT finished_at, differences FROM night_audit
            WHERE finished_at IS NOT NULL ORDER BY night DESC LIMIT 1) audit ON true`;

const letterStatuses = ['planned', 'claimed', 'deferred', 'refused', 'unknown'];

/** What waits in the database, read when somebody asks for the metrics. */
@Injectable()
export class CaseloadMetrics {
  private readAt = Number.NEGATIVE_INFINITY;
  private readonly followUps: Gauge<'state'>;
  private readonly letters: Gauge<'status'>;
  private readonly halted: Gauge;
  private readonly tasks: Gauge;
  private readonly differences: Gauge;
  private readonly auditedAt: Gauge;
  private readonly registerAge: Gauge<'register'>;

  constructor(
    registry: MetricsRegistry,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ages: RegisterAges,
  ) {
    const registers = [registry];
    this.followUps = new Gauge({
      name: 'caseload_follow_ups',
      help: 'Stored follow-ups: waiting, of those overdue, and of those failing.',
      labelNames: ['state'],
      registers,
    });
    this.letters = new Gauge({
      name: 'caseload_letters',
      help: 'Letters that are not settled, by status.',
      labelNames: ['status'],
      registers,
    });
    this.halted = new Gauge({
      name: 'caseload_mail_halted',
      help: '1 while all mail waits because of trouble with the mail server, else 0.',
      registers,
    });
    this.tasks = new Gauge({
      name: 'caseload_open_tasks',
      help: 'Calls and checks that wait for a person.',
      registers,
    });
    this.differences = new Gauge({
      name: 'caseload_night_audit_differences',
      help: 'Stored rows that the facts do not bear out, as the last night audit found them.',
      registers,
    });
    this.auditedAt = new Gauge({
      name: 'caseload_night_audit_timestamp_seconds',
      help: 'When the last night audit ended, in seconds since 1970; 0 before the first.',
      registers,
    });
    this.registerAge = new Gauge({
      name: 'caseload_register_age_days',
      help: 'Days since the newest day that the data of a register speak of.',
      labelNames: ['register'],
      registers,
    });
  }

  /** Brings the gauges up to date. @throws when the database is away */
  async refresh(): Promise<void> {
    const asked = performance.now();
    if (asked - this.readAt < freshForMs) return;
    const now = this.clock.now().toString();
    const [counts] = await this.db.query<Counts>(countsSql, [now], 'metrics');
    if (!counts) return;
    for (const { register, days } of await this.ages.freshness())
      if (days !== null) this.registerAge.set({ register }, days);
    this.readAt = asked;
    this.followUps.set({ state: 'waiting' }, Number(counts.waiting));
    this.followUps.set({ state: 'overdue' }, Number(counts.overdue));
    this.followUps.set({ state: 'failing' }, Number(counts.failing));
    this.halted.set(counts.halted ? 1 : 0);
    this.tasks.set(Number(counts.tasks));
    this.differences.set(counts.differences ?? 0);
    this.auditedAt.set(counts.audited_at === null ? 0 : secondsOf(counts.audited_at));
    for (const status of letterStatuses)
      this.letters.set({ status }, Number(counts.letters?.[status] ?? 0));
  }
}

const secondsOf = (at: string): number =>
  Math.floor(Temporal.Instant.from(at).epochMilliseconds / 1000);
