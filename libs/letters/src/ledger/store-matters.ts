import type { Sealer, Sql } from '@app/platform';
import { type Matter, matterPlace } from './letter-matter';

/** A matter with its place in a letter; places count from 1, in the order they joined. */
export interface PlacedMatter {
  letterId: string;
  seq: number;
  matter: Matter;
}

/** Writes the matters of letters that are there already, new ones and those with new words. */
export async function storeMatters(
  tx: Sql,
  sealer: Sealer,
  placed: readonly PlacedMatter[],
): Promise<void> {
  if (placed.length === 0) return;
  await tx.query(
    `INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind, follow_up_id, sealed)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::bigint[],
                          $7::bytea[])
     ON CONFLICT (letter_id, seq) DO UPDATE
       SET recipient = excluded.recipient, kind = excluded.kind, sealed = excluded.sealed,
           withdrawn_at = NULL, withdraw_reason = NULL`,
    [
      placed.map((p) => p.letterId),
      placed.map((p) => p.seq),
      placed.map((p) => p.matter.caseId),
      placed.map((p) => p.matter.recipient),
      placed.map((p) => p.matter.kind),
      placed.map((p) => p.matter.followUpId),
      placed.map((p) => sealer.seal(matterPlace(p.letterId, p.seq), p.matter.words)),
    ],
    'store-letter-parts',
  );
}
