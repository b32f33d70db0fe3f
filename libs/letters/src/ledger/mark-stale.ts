import type { Sql } from '@app/platform';

/**
 * Something was learned about these cases, so what waits to be sent about them may not hold any more:
 * it is asked and written again before it may go. One in a worker's hand goes as it is, unless its
 * server puts it off. The cases are locked.
 */
export async function markStale(tx: Sql, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await tx.query(
    `WITH said AS MATERIALIZED (
       SELECT id FROM letter
        WHERE status IN ('planned', 'deferred', 'claimed', 'unknown') AND NOT stale
          AND id IN (SELECT letter_id FROM letter_part
                      WHERE case_id = ANY($1) AND withdrawn_at IS NULL)
        ORDER BY address_key, id FOR NO KEY UPDATE
     )
     UPDATE letter l SET stale = true FROM said WHERE l.id = said.id`,
    [caseIds],
    'mark-letters-stale',
  );
}

/**
 * The register says something else of a home than when these letters were planned: it may have another
 * name. What waits about it is asked and written again before it may go.
 */
export async function markStaleByRegister(sql: Sql): Promise<void> {
  await sql.query(
    `WITH said AS MATERIALIZED (
       SELECT id FROM letter l
        WHERE status IN ('planned', 'deferred', 'claimed', 'unknown') AND NOT stale
          AND EXISTS (SELECT FROM letter_part p
                        JOIN application_case c ON c.id = p.case_id
                        JOIN site s ON s.location_id = c.location_id
                       WHERE p.letter_id = l.id AND p.withdrawn_at IS NULL
                         AND s.changed_at > l.planned_at)
        ORDER BY address_key, id FOR NO KEY UPDATE
     )
     UPDATE letter l SET stale = true FROM said WHERE l.id = said.id`,
    [],
    'mark-letters-stale-by-register',
  );
}
