import {
  type Stage,
  type StallCode,
  stages,
  stallCodes,
  waitedFor,
  type WaitingOn,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type ToldCount, withholdSmall } from './withhold-small';

/** Open cases of a local authority, as CQC writes its name. */
export interface AuthorityCount {
  /** Null for homes of which the register gives none. */
  localAuthority: string | null;
  open: ToldCount;
  stalled: ToldCount;
}

/** The caseload in counts: no home, no person, no officer. */
export interface Overview {
  /** ISO 8601 UTC. */
  asOf: string;
  /** Open cases. */
  open: number;
  /** Open cases that are not moving; one may have several reasons. */
  stalled: number;
  /** Open cases by stage, in the order a case goes through them; stages without one are left out. */
  stages: { stage: Stage; cases: number }[];
  waitingOn: { on: WaitingOn; cases: number }[];
  /** By reason, the most frequent first. */
  stalls: { code: StallCode; cases: number }[];
  /** By name, those without one last. */
  authorities: AuthorityCount[];
  /** Whether counts of the practice caseload of invented homes are among them. */
  practice: boolean;
}

interface Row {
  stage: Stage;
  waitingOn: WaitingOn | null;
  localAuthority: string | null;
  cases: number;
  stalled: number;
  practice: boolean;
}

/**
 * Counts of all open cases, whoever they belong to.
 * @param withholdsSmall for readers who do not see every case: small counts of a local authority
 * are not told
 */
export async function readOverview(
  sql: Sql,
  now: Temporal.Instant,
  withholdsSmall: boolean,
): Promise<Overview> {
  const rows = await sql.query<Row>(
    `SELECT c.stage, c.waiting_on AS "waitingOn", s.local_authority AS "localAuthority",
            count(*)::int AS cases,
            (count(*) FILTER (WHERE c.stalled_at <= $1))::int AS stalled,
            bool_or(c.practice) AS practice
       FROM application_case c JOIN site s USING (location_id)
      WHERE c.open GROUP BY 1, 2, 3`,
    [now.toString()],
    'overview',
  );
  const reasons = await sql.query<{ code: StallCode; cases: number }>(
    `SELECT t.code, count(*)::int AS cases
       FROM application_case c, unnest(c.stall_codes, c.stall_since) AS t(code, since)
      WHERE c.open AND c.stalled_at <= $1 AND t.since <= $1 GROUP BY t.code`,
    [now.toString()],
    'overview-stalls',
  );
  const casesOf = (which: (row: Row) => boolean): number => sum(rows.filter(which), 'cases');
  return {
    asOf: now.toString(),
    open: sum(rows, 'cases'),
    stalled: sum(rows, 'stalled'),
    stages: stages
      .map((stage) => ({ stage, cases: casesOf((row) => row.stage === stage) }))
      .filter(({ cases }) => cases > 0),
    waitingOn: waitedFor.map((on) => ({ on, cases: casesOf((row) => row.waitingOn === on) })),
    stalls: [...reasons].sort(
      (a, b) => b.cases - a.cases || stallCodes.indexOf(a.code) - stallCodes.indexOf(b.code),
    ),
    authorities: byAuthority(rows, withholdsSmall),
    practice: rows.some(({ practice }) => practice),
  };
}

function byAuthority(rows: readonly Row[], withholdsSmall: boolean): AuthorityCount[] {
  const names = [...new Set(rows.map((row) => row.localAuthority))].sort(
    (a, b) => Number(a === null) - Number(b === null) || byName.compare(a ?? '', b ?? ''),
  );
  const of = (name: string | null, column: 'cases' | 'stalled'): number =>
    sum(
      rows.filter((row) => row.localAuthority === name),
      column,
    );
  const told = withholdsSmall
    ? withholdSmall
    : (counts: readonly number[]): ToldCount[] => [...counts];
  const open = told(names.map((name) => of(name, 'cases')));
  const stalled = told(names.map((name) => of(name, 'stalled')));
  return names.map((localAuthority, n) => ({
    localAuthority,
    open: open[n] ?? 0,
    stalled: stalled[n] ?? 0,
  }));
}

const sum = (rows: readonly Row[], column: 'cases' | 'stalled'): number =>
  rows.reduce((total, row) => total + row[column], 0);

const byName = new Intl.Collator('en');
