import { lastDayOfMonth, measuredStages, type Stage, startOfLondonDay } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { type DashboardFilter, placeConditions, placeJoins } from './dashboard-filter';

/** How long cases stayed at a stage, in days and parts of days. */
export interface StageTime {
  stage: Stage;
  /** Stays that ended in the months asked for. */
  stays: number;
  median: number;
  ninetieth: number;
}

/**
 * As M7 counts them, over several months: stays that ended within them, by nearest rank, which is
 * what the database calls a discrete percentile. Stages nobody left are left out.
 */
export async function readStageTimes(sql: Sql, filter: DashboardFilter): Promise<StageTime[]> {
  const values: unknown[] = [...instantsOf(filter), measuredStages];
  // The index has the stays of a stage by their days: nothing is left to be put in order.
  const rows = await sql.query<StageTime>(
    `SELECT h.stage, count(*)::int AS stays,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY h.days) AS median,
            percentile_disc(0.9) WITHIN GROUP (ORDER BY h.days) AS ninetieth
       FROM case_stage h${placeJoins(filter, 'h.case_id')}
      WHERE h.left_at >= $1 AND h.left_at < $2 AND h.stage = ANY($3)${placeConditions(filter, values)}
      GROUP BY h.stage`,
    values,
  );
  return measuredStages.flatMap((stage) => rows.filter((row) => row.stage === stage));
}

/** From the first instant of the first month to the first after the last. */
export const instantsOf = ({ from, to }: DashboardFilter): [string, string] => [
  startOfLondonDay(Temporal.PlainDate.from(`${from}-01`)).toString(),
  startOfLondonDay(Temporal.PlainDate.from(lastDayOfMonth(to)).add({ days: 1 })).toString(),
];
