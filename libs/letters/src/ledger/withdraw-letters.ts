import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/**
 * Withdraws letters that are no longer wanted and have not gone. One in a worker's hand at this
 * moment may still go; if its server puts it off, it is withdrawn then.
 * @param reason a few words for the officer
 * @returns the ids of those that will certainly not go
 */
export async function withdrawLetters(
  tx: Sql,
  letterIds: readonly string[],
  reason: string,
  now: Temporal.Instant,
): Promise<string[]> {
  if (letterIds.length === 0) return [];
  const rows = await tx.query<{ id: string; status: string }>(
    `UPDATE letter
        SET withdraw_reason = $2,
            status = CASE WHEN status IN ('planned', 'deferred') THEN 'withdrawn' ELSE status END,
            settled_at = CASE WHEN status IN ('planned', 'deferred') THEN $3 ELSE settled_at END,
            server_reply = CASE WHEN status IN ('planned', 'deferred') THEN $2 ELSE server_reply END
      WHERE id = ANY($1) AND status IN ('planned', 'deferred', 'claimed', 'unknown')
     RETURNING id, status`,
    [letterIds, reason, now.toString()],
    'withdraw-letters',
  );
  await tx.query(
    `UPDATE letter_part p
        SET withdraw_reason = $2, withdrawn_at = CASE WHEN l.status = 'withdrawn' THEN $3::timestamptz END
       FROM letter l
      WHERE l.id = p.letter_id AND l.id = ANY($1) AND p.withdrawn_at IS NULL`,
    [rows.map(({ id }) => id), reason, now.toString()],
    'withdraw-letter-parts',
  );
  return rows.filter(({ status }) => status === 'withdrawn').map(({ id }) => id);
}
