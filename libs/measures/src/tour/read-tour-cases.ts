import type { Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** An invented home whose case shows something. */
export interface TourCase {
  id: string;
  home: string;
}

/** The practice cases the tour leads to; null where the caseload has none of the kind. */
export interface TourCases {
  /** A passcode is on its way or waits to be used. */
  passcode: TourCase | null;
  /** It is not moving. */
  stalled: TourCase | null;
  /** It is in its earliest days. */
  early: TourCase | null;
  /** It reached NHSmail. */
  live: TourCase | null;
}

const kinds: Readonly<Record<keyof TourCases, string>> = {
  passcode: 'c.use_by IS NOT NULL',
  stalled: 'c.stalled_at <= $1',
  early: "c.stage IN ('eligibility', 'preparing')",
  live: "c.stage IN ('live', 'aftercare')",
};

/**
 * Picks cases for the tour of the practice caseload, of those that may be seen; the same ones each
 * time, while they are as they are.
 */
export async function readTourCases(
  sql: Sql,
  now: Temporal.Instant,
  scope: Scope,
): Promise<TourCases> {
  const one = async (condition: string): Promise<TourCase | null> => {
    const values: unknown[] = [now.toString()];
    const [found] = await sql.query<TourCase>(
      `SELECT c.id, s.name AS home FROM application_case c JOIN site s USING (location_id)
        WHERE c.open AND c.practice AND $1::timestamptz IS NOT NULL AND ${condition}
          AND ${scopeCondition(scope, 'c.officer_id', values)}
        ORDER BY c.id LIMIT 1`,
      values,
    );
    return found ?? null;
  };
  const [passcode, stalled, early, live] = await Promise.all([
    one(kinds.passcode),
    one(kinds.stalled),
    one(kinds.early),
    one(kinds.live),
  ]);
  return { passcode, stalled, early, live };
}
