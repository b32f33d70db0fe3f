import type { StallCode } from '@app/domain';
import type { Sql } from '@app/platform';
import type { CountedMonth } from './counted-month';

/** An open case that is stuck. */
export interface StalledCase {
  locationId: string;
  /** Each reason with the whole days since it holds. */
  reasons: { code: StallCode; days: number }[];
}

/**
 * Open cases that were stuck at the end of the month. Only the present is kept of this, so there is
 * none for a month long past: see `CountedMonth.isPast`.
 */
export async function readStalled(
  sql: Sql,
  { ends, isPast }: CountedMonth,
): Promise<StalledCase[]> {
  if (isPast) return [];
  const rows = await sql.query<{ locationId: string; codes: StallCode[]; days: number[] }>(
    `SELECT c.location_id AS "locationId", array_agg(t.code) AS codes,
            array_agg(floor(extract(epoch FROM $1::timestamptz - t.since) / 86400)::int) AS days
       FROM application_case c, unnest(c.stall_codes, c.stall_since) AS t(code, since)
      WHERE c.open AND c.stalled_at < $1 AND t.since < $1 GROUP BY c.id`,
    [ends],
    'measured-stalled',
  );
  return rows.map(({ locationId, codes, days }) => ({
    locationId,
    reasons: codes.map((code, n) => ({ code, days: days[n] ?? 0 })),
  }));
}
