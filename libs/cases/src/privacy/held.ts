import type { Sql } from '@app/platform';

/** What lasting holds keep from being erased. */
export interface Held {
  /** Whole cases, by id. */
  cases: ReadonlySet<string>;
  /** Single people: `caseId:ref`. */
  people: ReadonlySet<string>;
}

/** @param caseIds null: of all cases */
export async function readHeld(sql: Sql, caseIds: readonly string[] | null = null): Promise<Held> {
  const rows = await sql.query<{ case_id: string; ref: string | null }>(
    `SELECT case_id, ref FROM privacy_hold
      WHERE ended_at IS NULL AND ($1::uuid[] IS NULL OR case_id = ANY($1))`,
    [caseIds],
  );
  return {
    cases: new Set(rows.filter(({ ref }) => ref === null).map((row) => row.case_id)),
    people: new Set(rows.flatMap((row) => (row.ref === null ? [] : [`${row.case_id}:${row.ref}`]))),
  };
}

/** Whether somebody of a case is held, alone or with the case. */
export const isPersonHeld = ({ cases, people }: Held, caseId: string, ref: string): boolean =>
  cases.has(caseId) || people.has(`${caseId}:${ref}`);

/** Whether anything that speaks of the whole case has to stay: for one of its people too. */
export const isCaseHeld = ({ cases, people }: Held, caseId: string): boolean =>
  cases.has(caseId) || [...people].some((one) => one.startsWith(`${caseId}:`));
