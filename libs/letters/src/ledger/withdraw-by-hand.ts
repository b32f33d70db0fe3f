import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterMaking } from './letter-making';
import { withdrawEmptied, writeAgain } from './withdraw-matters';

interface Found {
  seq: number;
  waits: boolean;
  stale: boolean;
}

/**
 * Takes what somebody wrote last by hand about a case out of a letter that has not gone; what remains
 * of the letter is written again.
 * @param reason a few words for the officer
 * @returns false, and nothing has changed, when the letter has left, or is in a worker's hand
 */
export async function withdrawByHand(
  tx: Sql,
  making: LetterMaking,
  { letterId, caseId }: { letterId: string; caseId: string },
  reason: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const [found] = await tx.query<Found>(
    `SELECT p.seq, l.status IN ('planned', 'deferred') AS waits, l.stale
       FROM letter_part p JOIN letter l ON l.id = p.letter_id
      WHERE l.id = $1 AND p.case_id = $2 AND p.follow_up_id IS NULL AND p.withdrawn_at IS NULL
      ORDER BY p.seq DESC LIMIT 1
        FOR NO KEY UPDATE OF l`,
    [letterId, caseId],
    'part-by-hand',
  );
  if (!found?.waits) return false;
  await tx.query(
    `UPDATE letter_part SET withdraw_reason = $3, withdrawn_at = $4
      WHERE letter_id = $1 AND seq = $2`,
    [letterId, found.seq, reason, now.toString()],
    'withdraw-part-by-hand',
  );
  await withdrawEmptied(tx, new Map([[letterId, reason]]), now);
  await writeAgain(tx, making, new Map([[letterId, found.stale]]), now);
  return true;
}
