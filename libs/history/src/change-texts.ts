import { PersonalReader, PersonKeys, type Sealer, type Sql, textsOfCase } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type KeptWords, sealWords, type TextRow, textRows, wordsOf } from './texts.repository';

export type { KeptWords };

/** What was written in the facts of these cases and is still held, in order. */
export async function keptWords(
  sql: Sql,
  sealer: Sealer,
  caseIds: readonly string[],
): Promise<KeptWords[]> {
  const rows = await sql.query<TextRow>(
    `${textRows}
      WHERE t.case_id = ANY($1) AND (t.sealed IS NOT NULL OR t.waiting IS NOT NULL)
      ORDER BY t.case_id, t.seq`,
    [caseIds],
  );
  const reader = new PersonalReader(sealer);
  return rows.flatMap((row) => {
    const words = wordsOf(reader, row);
    return words === null ? [] : [{ caseId: row.caseId, seq: row.seq, words }];
  });
}

/** Puts other words in the place of those that were written, because somebody is erased from them. */
export async function replaceWords(
  tx: Sql,
  sealer: Sealer,
  rows: readonly KeptWords[],
): Promise<void> {
  if (rows.length === 0) return;
  const sealed = await sealWords(tx, sealer, rows);
  await tx.query(
    `UPDATE fact_text t SET sealed = n.sealed, key_id = n.key_id, waiting = NULL
       FROM unnest($1::uuid[], $2::int[], $3::bytea[], $4::uuid[]) AS n(case_id, seq, sealed, key_id)
      WHERE t.case_id = n.case_id AND t.seq = n.seq`,
    [rows.map((r) => r.caseId), rows.map((r) => r.seq), sealed.values, sealed.keyIds],
  );
}

/** Empties what was written in these facts. That something was written stays known. */
export async function eraseWords(
  tx: Sql,
  facts: readonly { caseId: string; seq: number }[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(
    `UPDATE fact_text t SET sealed = NULL, waiting = NULL, erased_at = $3
       FROM unnest($1::uuid[], $2::int[]) AS n(case_id, seq)
      WHERE t.case_id = n.case_id AND t.seq = n.seq`,
    [facts.map((f) => f.caseId), facts.map((f) => f.seq), now.toString()],
  );
}

/** Empties all that was written in the facts of a case, and destroys the key of it. */
export async function eraseAllWords(tx: Sql, caseId: string, now: Temporal.Instant): Promise<void> {
  await PersonKeys.destroy(tx, textsOfCase(caseId), now);
  await tx.query(
    `UPDATE fact_text SET sealed = NULL, waiting = NULL, erased_at = $2
      WHERE case_id = $1 AND (sealed IS NOT NULL OR waiting IS NOT NULL)`,
    [caseId, now.toString()],
  );
}
