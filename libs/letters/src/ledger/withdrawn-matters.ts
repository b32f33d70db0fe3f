import type { Sealer, Sql } from '@app/platform';
import type { BeforeLetter } from './drafts';
import { letterPlace, type SealedLetter } from './new-letter';

/** A matter that had been taken out of its letter before that went. */
export interface WithdrawnMatter {
  followUpId: string;
  routine: boolean;
  /** Its letter, if that has not gone; null when it went without this matter. */
  before: BeforeLetter | null;
}

interface Row {
  follow_up_id: string;
  letter_id: string;
  seq: number;
  places: number;
  routine: boolean;
  status: string;
  sealed: Buffer;
}

/**
 * Of these rungs, whose letters are wanted again, those that had been withdrawn for one of these
 * reasons and have not gone. One in a worker's hand, or of which nobody knows whether it went, is
 * wanted again as it is.
 */
export async function withdrawnMatters(
  tx: Sql,
  sealer: Sealer,
  followUpIds: readonly string[],
  reasons: readonly string[],
): Promise<WithdrawnMatter[]> {
  if (followUpIds.length === 0) return [];
  const rows = await tx.query<Row>(
    `WITH wanted AS (
       UPDATE letter_part p SET withdraw_reason = NULL
         FROM letter l
        WHERE l.id = p.letter_id AND p.follow_up_id = ANY($1::bigint[])
          AND p.withdrawn_at IS NULL AND p.withdraw_reason = ANY($2)
          AND l.status IN ('claimed', 'unknown')
       RETURNING p.letter_id
     ), letters AS (
       UPDATE letter SET withdraw_reason = NULL WHERE id IN (SELECT letter_id FROM wanted)
     ), ended AS (
       -- Taken out while a worker had the letter in hand, which did not go after all.
       UPDATE letter_part p SET withdrawn_at = l.settled_at
         FROM letter l
        WHERE l.id = p.letter_id AND p.follow_up_id = ANY($1::bigint[])
          AND p.withdrawn_at IS NULL AND l.status = 'withdrawn'
     )
     SELECT DISTINCT ON (p.follow_up_id) p.follow_up_id, p.letter_id, p.seq, l.routine, l.status,
            l.sealed, (SELECT max(seq) FROM letter_part WHERE letter_id = l.id) AS places
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE p.follow_up_id = ANY($1::bigint[]) AND p.withdraw_reason = ANY($2)
        AND (p.withdrawn_at IS NOT NULL OR l.status = 'withdrawn')
        AND NOT EXISTS (
          SELECT FROM letter_part o JOIN letter ol ON ol.id = o.letter_id
           WHERE o.follow_up_id = p.follow_up_id AND o.withdrawn_at IS NULL
             AND ol.status <> 'withdrawn')
      ORDER BY p.follow_up_id, p.withdrawn_at DESC NULLS FIRST`,
    [followUpIds, reasons],
    'withdrawn-matters',
  );
  return rows.map(({ follow_up_id: followUpId, letter_id: letterId, routine, status, ...row }) => {
    const waits = status === 'planned' || status === 'deferred';
    const was = status === 'withdrawn' ? 'withdrawn' : waits ? 'waiting' : null;
    const { stopUrl } = sealer.open<SealedLetter>(letterPlace(letterId), row.sealed);
    const { seq, places } = row;
    const before = { letterId, seq, places, stopUrl: stopUrl ?? null };
    return { followUpId, routine, before: was && { ...before, was } };
  });
}
