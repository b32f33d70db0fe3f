import type { Clock, Database } from '@app/platform';
import type { AuditReport, NightAudit } from './night-audit';
import { dayAt, isoOf, timeAt } from './time/walked-time';

/** Hours of the night in which it may begin, Europe/London: nothing goes out before 9. */
const night = { from: 2, to: 6 };

/** A worker that began and is not done by then has died; another may begin again. */
const givenUpAfterMs = 2 * 3_600_000;

/** So many are kept; the rest would say no more. */
const mostKept = 1000;

/**
 * Audits once a night, however many workers ask and however often: the first to claim the night does
 * it, and what it found is kept.
 * @returns null when it is not the hour, or another has done it or is at it
 */
export async function auditNightly(
  db: Database,
  clock: Clock,
  audit: NightAudit,
): Promise<AuditReport | null> {
  const now = clock.now().epochMilliseconds;
  const { hour } = timeAt(now);
  if (hour < night.from || hour >= night.to) return null;
  const claimed = await db.query(
    `INSERT INTO night_audit AS n (night, started_at) VALUES ($1, $2)
     ON CONFLICT (night) DO UPDATE SET started_at = $2
       WHERE n.finished_at IS NULL AND n.started_at < $3
     RETURNING 1`,
    [dayAt(now), isoOf(now), isoOf(now - givenUpAfterMs)],
  );
  if (claimed.length === 0) return null;
  const report = await audit.audit();
  await db.query(
    `UPDATE night_audit SET finished_at = $2, cases = $3, differences = $4, found = $5
      WHERE night = $1`,
    [
      dayAt(now),
      clock.now().toString(),
      report.cases,
      report.drift.length,
      JSON.stringify(report.drift.slice(0, mostKept)),
    ],
  );
  return report;
}
