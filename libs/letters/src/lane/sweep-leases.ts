import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Said of a letter whose worker died with it in hand. */
const reason =
  'The program stopped while it was sending this letter. It may or may not have arrived.';

/** Marks claimed letters whose lease has ended as unknown, and returns how many there were. */
export async function markLostLetters(sql: Sql, now: Temporal.Instant): Promise<number> {
  const lost = await sql.query(
    `UPDATE letter SET status = 'unknown', server_reply = $2, settled_at = $1, lease_until = NULL,
            trouble = 'unknown', trouble_told_at = NULL, decided_by = NULL, decided_at = NULL
      WHERE status = 'claimed' AND lease_until < $1
     RETURNING 1`,
    [now.toString(), reason],
    'mark-lost-letters',
  );
  return lost.length;
}
