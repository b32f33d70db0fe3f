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
