import type { Sealer, Sql } from '@app/platform';
import type { Draft } from './drafts';
import { openColumns, openDrafts, type OpenRow } from './open-drafts';

/** Letters that have not gone and hold something for this recipient of these cases, locked. */
export async function waitingLetters(
  tx: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
  recipient: string,
): Promise<Draft[]> {
  const rows = await tx.query<OpenRow>(
    `SELECT ${openColumns} FROM letter
      WHERE status IN ('planned', 'deferred') AND id IN (
        SELECT letter_id FROM letter_part
         WHERE case_id = ANY($1) AND recipient = $2 AND withdrawn_at IS NULL)
      ORDER BY address_key, id FOR NO KEY UPDATE`,
    [caseIds, recipient],
    'waiting-letters',
  );
  return openDrafts(tx, sealer, rows);
}
