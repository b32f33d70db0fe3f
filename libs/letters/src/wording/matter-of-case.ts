import type { Sealer, Sql } from '@app/platform';
import { matterPlace, type MatterWords } from '../ledger/letter-matter';
import type { LetterKind } from '../rendering/letter-part';

/** The newest matter of this kind that was written about a case; null when there is none. */
export async function matterOfCase(
  sql: Sql,
  sealer: Sealer,
  caseId: string,
  kind: LetterKind,
): Promise<MatterWords | null> {
  const [row] = await sql.query<{ letter_id: string; seq: number; sealed: Buffer }>(
    `SELECT p.letter_id, p.seq, p.sealed
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.case_id = $1 AND p.kind = $2 AND p.sealed IS NOT NULL
      ORDER BY l.planned_at DESC, p.letter_id, p.seq DESC LIMIT 1`,
    [caseId, kind],
  );
  return row ? sealer.open<MatterWords>(matterPlace(row.letter_id, row.seq), row.sealed) : null;
}
