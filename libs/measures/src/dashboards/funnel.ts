import { lastDayOfMonth, type Stage, stages } from '@app/domain';
import type { Sql } from '@app/platform';
import { type DashboardFilter, isNarrow, placeConditions } from './dashboard-filter';

/** One stage of the way from prospect to live. */
export interface FunnelStep {
  stage: Stage;
  /** Cases that came at least as far. */
  reached: number;
  /** Open cases that stand there now. */
  now: number;
}

export interface Funnel {
  /** Cases opened in the months asked for. */
  opened: number;
  /** Prospect to live, in order. */
  steps: FunnelStep[];
  /** Open cases that have been live and are in aftercare now. */
  aftercare: number;
}

/** The way a case is meant to go; what comes after live is no step further. */
const way = stages.slice(0, stages.indexOf('live') + 1);

/**
 * How far the cases that were opened in these months have come, and where all that are open stand
 * now, whenever they were opened: that is what a list of them shows.
 */
export async function readFunnel(sql: Sql, filter: DashboardFilter): Promise<Funnel> {
  const came: unknown[] = [`${filter.from}-01`, lastDayOfMonth(filter.to)];
  const reached = await sql.query<{ stage: Stage; cases: number }>(
    `SELECT h.furthest AS stage, count(*)::int AS cases
       FROM case_history h JOIN application_case c ON c.id = h.case_id
       ${isNarrow(filter) ? 'JOIN site s USING (location_id)' : ''}
      WHERE c.opened_on BETWEEN $1 AND $2${placeConditions(filter, came)} GROUP BY 1`,
    came,
  );
  const stand: unknown[] = [];
  const standing = await sql.query<{ stage: Stage; cases: number }>(
    `SELECT c.stage, count(*)::int AS cases FROM application_case c
       ${isNarrow(filter) ? 'JOIN site s USING (location_id)' : ''}
      WHERE c.open${placeConditions(filter, stand)} GROUP BY 1`,
    stand,
  );
  const sum = (rows: typeof reached, isOne: (n: number) => boolean): number =>
    rows.reduce((total, { stage, cases }) => total + (isOne(placeOf(stage)) ? cases : 0), 0);
  return {
    opened: sum(reached, () => true),
    steps: way.map((stage, n) => ({
      stage,
      reached: sum(reached, (place) => place >= n),
      now: sum(standing, (place) => place === n),
    })),
    aftercare: sum(standing, (place) => place === way.length),
  };
}

/** Aftercare lies one step beyond the way. */
const placeOf = (stage: Stage): number => stages.indexOf(stage);
