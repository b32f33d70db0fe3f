import { type CallOutcome, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import type { Sql } from '@app/platform';

/** A call that was recorded, as a page tells of it. */
export interface CallTold {
  /** The fact of the call. */
  fact: string;
  caseId: string;
  home: string;
  outcome: CallOutcome;
  /** The first Europe/London day on which its matter comes up again; null when none was set. */
  again: string | null;
  /** It has been taken back since. */
  isTakenBack: boolean;
}

/**
 * A call by its fact; null when there is none, or none of those cases.
 * @param fact the id of a fact
 * @param scope whose cases
 */
export async function readCall(sql: Sql, fact: string, scope: Scope): Promise<CallTold | null> {
  const values: unknown[] = [fact];
  const owned = scopeCondition(scope, 'c.officer_id', values);
  const [row] = await sql.query<CallTold>(
    `SELECT f.id AS fact, f.case_id AS "caseId", s.name AS home, f.details ->> 'outcome' AS outcome,
            f.details ->> 'again' AS again,
            EXISTS (SELECT FROM fact r WHERE r.case_id = f.case_id AND r.type = 'retracted'
                       AND r.details ->> 'fact' = f.id::text) AS "isTakenBack"
       FROM fact f JOIN application_case c ON c.id = f.case_id
       JOIN site s ON s.location_id = c.location_id
      WHERE f.id = $1 AND f.type = 'call-made' AND ${owned}`,
    values,
    // A name is for one text, on each connection.
    'all' in scope ? 'call-told' : 'call-told-within',
  );
  return row ?? null;
}
