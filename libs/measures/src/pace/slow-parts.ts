import type { PaceLimit, Party, Stage } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseFilter, casesFrom, conditionsOf } from '../case-filter';

/** How open cases of one stage and party compare with the usual pace. */
export interface SlowPart {
  stage: Stage;
  party: Party;
  /** Open cases that stand so, and those of them that are slow. */
  open: number;
  slow: number;
  /** How long half of the slow ones have stood at most, in whole days; null without any. */
  slowMedian: number | null;
  /** More days than these are slow; what half took, null while it is not known. */
  limit: number;
  median: number | null;
  basis: PaceLimit['basis'];
}

/**
 * Where cases are slower than usual: every stage and party with at least one slow case, the most slow
 * ones first.
 */
export async function readSlowParts(
  sql: Sql,
  now: Temporal.Instant,
  filter: Omit<CaseFilter, 'open' | 'stalled' | 'stalledDays'>,
  limits: readonly PaceLimit[],
): Promise<SlowPart[]> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, now, values);
  const first = values.length + 1;
  values.push(
    limits.map(({ stage }) => stage),
    limits.map(({ party }) => party),
    limits.map(({ limit }) => now.subtract({ seconds: Math.round(limit * 86_400) }).toString()),
  );
  const rows = await sql.query<Pick<SlowPart, 'stage' | 'party' | 'open' | 'slow' | 'slowMedian'>>(
    `SELECT c.stage, c.awaits AS party, count(*)::int AS open,
            (count(*) FILTER (WHERE c.awaits_since < pace.since))::int AS slow,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY
              floor(extract(epoch FROM $1::timestamptz - c.awaits_since) / 86400)::int)
              FILTER (WHERE c.awaits_since < pace.since) AS "slowMedian"
       FROM ${casesFrom(conditions)}
       JOIN unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::timestamptz[])
            AS pace(stage, party, since) ON pace.stage = c.stage AND pace.party = c.awaits
      WHERE ${conditions.join(' AND ')}
      GROUP BY c.stage, c.awaits
     HAVING count(*) FILTER (WHERE c.awaits_since < pace.since) > 0
      ORDER BY slow DESC, c.stage, c.awaits`,
    values,
  );
  return rows.flatMap((row) => {
    const limit = limits.find((one) => one.stage === row.stage && one.party === row.party);
    return limit ? [{ ...row, limit: limit.limit, median: limit.median, basis: limit.basis }] : [];
  });
}
