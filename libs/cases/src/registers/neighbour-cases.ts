import { fold, progress, type Scope, type Stage } from '@app/domain';
import { factsOfCase, scopeCondition } from '@app/history';
import type { Sealer, Sql } from '@app/platform';

/** The case of a home under its former registration, as history. */
export interface EarlierCase {
  id: string;
  locationId: string;
  /** `YYYY-MM-DD`. */
  openedOn: string;
  /** How far it came: the stage it is at, or was at when it was closed. */
  reached: Stage;
  /** Null while it is open. */
  closed: { at: string; reason: string } | null;
}

/** The cases before and after one, under other registrations of the home. */
export interface NeighbourCases {
  earlier: EarlierCase | null;
  /** The case that goes on from this one. */
  later: { id: string; locationId: string } | null;
}

/** What an earlier case came to is shown beside this one, to those who see it; none of it counts here. */
export async function readNeighbourCases(
  sql: Sql,
  sealer: Sealer,
  { id, earlierCaseId }: { id: string; earlierCaseId: string | null },
  scope: Scope,
): Promise<NeighbourCases> {
  const values: unknown[] = [earlierCaseId, id];
  const rows = await sql.query<{ id: string; locationId: string; openedOn: string }>(
    `SELECT id, location_id AS "locationId", opened_on AS "openedOn"
       FROM application_case
      WHERE (id = $1 OR earlier_case_id = $2) AND ${scopeCondition(scope, 'officer_id', values)}
      ORDER BY opened_on DESC, id`,
    values,
  );
  const earlier = rows.find((row) => row.id === earlierCaseId);
  const later = rows.find((row) => row.id !== earlierCaseId);
  return {
    earlier: earlier ? { ...earlier, ...(await howFar(sql, sealer, earlier.id)) } : null,
    later: later ? { id: later.id, locationId: later.locationId } : null,
  };
}

async function howFar(
  sql: Sql,
  sealer: Sealer,
  caseId: string,
): Promise<Pick<EarlierCase, 'reached' | 'closed'>> {
  const state = fold(await factsOfCase(sql, sealer, caseId));
  return { reached: progress({ ...state, closed: null }).stage, closed: state.closed };
}
