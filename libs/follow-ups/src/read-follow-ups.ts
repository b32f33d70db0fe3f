import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type FollowUpRow, type StoredFollowUp, toFollowUp } from './follow-up-row';

/** All follow-ups of these cases, whatever became of them, earliest due first. */
export async function followUpsOfCases(
  sql: Sql,
  caseIds: readonly string[],
): Promise<Map<string, StoredFollowUp[]>> {
  const rows = await sql.query<FollowUpRow>(
    'SELECT * FROM follow_up WHERE case_id = ANY($1) ORDER BY case_id, due_at, id',
    [caseIds],
    'follow-ups-of-cases',
  );
  return byCase(caseIds, rows);
}

/** The follow-ups of these cases that are due by `now`, itself included, earliest due first. */
export async function dueOfCases(
  sql: Sql,
  caseIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, StoredFollowUp[]>> {
  const rows = await sql.query<FollowUpRow>(
    `SELECT * FROM follow_up
      WHERE case_id = ANY($1) AND status = 'waiting' AND ring_at <= $2
      ORDER BY case_id, due_at, clock, rung, person, id`,
    [caseIds, now.toString()],
    'due-of-cases',
  );
  return byCase(caseIds, rows);
}

function byCase(
  caseIds: readonly string[],
  rows: readonly FollowUpRow[],
): Map<string, StoredFollowUp[]> {
  const lists = new Map<string, StoredFollowUp[]>(caseIds.map((id) => [id, []]));
  for (const row of rows) lists.get(row.case_id)?.push(toFollowUp(row));
  return lists;
}

export async function followUpsOfCase(sql: Sql, caseId: string): Promise<StoredFollowUp[]> {
  return (await followUpsOfCases(sql, [caseId])).get(caseId) ?? [];
}

/**
 * Locks up to `limit` due follow-ups' cases, earliest first, passing over cases someone else is
 * working on. Every writer locks the case before its follow-ups, so nobody waits in a ring.
 * @returns ids of the locked cases
 */
export async function lockCasesWithDue(
  tx: Sql,
  now: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id
       FROM follow_up f JOIN application_case c ON c.id = f.case_id
      WHERE f.status = 'waiting' AND f.ring_at <= $1
      ORDER BY f.ring_at, f.case_id
      LIMIT $2
        FOR NO KEY UPDATE OF c SKIP LOCKED`,
    [now.toString(), limit],
    'lock-cases-with-due',
  );
  return [...new Set(rows.map((r) => r.id))];
}
