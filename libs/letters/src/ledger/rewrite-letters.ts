import type { Sealer, Sql } from '@app/platform';
import { kindsOf, letterPlace, type NewLetter, sealedPart } from './new-letter';
import { storeMatters } from './store-matters';

/**
 * Of these letters, which are wanted again, those that had been withdrawn for one of these reasons:
 * they have not gone, and have to be written anew. One in a worker's hand, or of which nobody knows
 * whether it went, is wanted again as it is.
 * @returns ids of those to write anew
 */
export async function lettersToWriteAnew(
  tx: Sql,
  letterIds: readonly string[],
  reasons: readonly string[],
): Promise<string[]> {
  if (letterIds.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `WITH wanted AS (
       UPDATE letter SET withdraw_reason = NULL
        WHERE id = ANY($1) AND status IN ('claimed', 'unknown') AND withdraw_reason = ANY($2)
       RETURNING id
     ), parts AS (
       UPDATE letter_part p SET withdraw_reason = NULL FROM wanted w
        WHERE p.letter_id = w.id AND p.withdrawn_at IS NULL
     )
     SELECT id FROM letter
      WHERE id = ANY($1) AND status = 'withdrawn' AND withdraw_reason = ANY($2)
        FOR NO KEY UPDATE`,
    [letterIds, reasons],
    'letters-to-write-anew',
  );
  return rows.map(({ id }) => id);
}

/** Puts new words into letters that had been withdrawn, and plans them; each keeps its Message-ID. */
export async function rewriteLetters(
  tx: Sql,
  sealer: Sealer,
  letters: readonly NewLetter[],
): Promise<void> {
  if (letters.length === 0) return;
  await tx.query(
    `UPDATE letter l
        SET kinds = string_to_array(n.kinds, ' '), routine = n.routine, subject = n.subject,
            sealed = n.sealed, status = 'planned', planned_at = n.planned_at, day = n.day,
            next_attempt_at = n.send_from, tried_since = NULL, halted_at = NULL,
            settled_at = NULL, server_reply = NULL, withdraw_reason = NULL
       FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::bytea[],
                   $6::timestamptz[], $7::date[], $8::timestamptz[])
         AS n(id, kinds, routine, subject, sealed, planned_at, day, send_from)
      WHERE l.id = n.id AND l.status = 'withdrawn'`,
    [
      letters.map((l) => l.id),
      letters.map((l) => kindsOf(l).join(' ')),
      letters.map((l) => l.routine),
      letters.map((l) => l.subject),
      letters.map((l) => sealer.seal(letterPlace(l.id), sealedPart(l))),
      letters.map((l) => l.plannedAt.toString()),
      letters.map((l) => l.day),
      letters.map((l) => l.sendFrom.toString()),
    ],
    'rewrite-letters',
  );
  const rows = await tx.query<{ id: string; places: number }>(
    `SELECT letter_id AS id, max(seq) AS places FROM letter_part WHERE letter_id = ANY($1)
      GROUP BY letter_id`,
    [letters.map((l) => l.id)],
    'letter-places',
  );
  const places = new Map(rows.map((row) => [row.id, row.places]));
  await storeMatters(
    tx,
    sealer,
    letters.flatMap(({ id: letterId, matters }) =>
      matters.map((matter, n) => ({ letterId, seq: (places.get(letterId) ?? 0) + n + 1, matter })),
    ),
  );
}
