import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterTrouble } from './letter-trouble';

/** A letter that needs a person, of which nobody has been told. */
export interface UntoldTrouble {
  letterId: string;
  /** The open case it is most about; null when every case it is about is closed. */
  caseId: string | null;
  trouble: LetterTrouble;
  addressKey: Buffer;
  /** ISO 8601 UTC. */
  since: string;
}

/**
 * Takes the letters that need a person and of which nobody has been told yet, oldest first, and
 * notes that somebody is told now: in the transaction that tells. Two who take at once share them.
 */
export function takeUntoldTroubles(
  tx: Sql,
  now: Temporal.Instant,
  limit: number,
): Promise<UntoldTrouble[]> {
  return tx.query<UntoldTrouble>(
    `WITH untold AS MATERIALIZED (
       SELECT id FROM letter WHERE trouble IS NOT NULL AND trouble_told_at IS NULL
        ORDER BY settled_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE letter l SET trouble_told_at = $1 FROM untold u WHERE l.id = u.id
     RETURNING l.id AS "letterId", l.trouble, l.address_key AS "addressKey", l.settled_at AS since,
       (SELECT p.case_id FROM letter_part p JOIN application_case c ON c.id = p.case_id
         WHERE p.letter_id = l.id AND c.open
         ORDER BY p.withdrawn_at IS NOT NULL, p.seq LIMIT 1) AS "caseId"`,
    [now.toString(), limit],
    'take-untold-troubles',
  );
}

/**
 * A person has dealt with a letter that will not go: told the home by phone, say.
 * @returns whether it needed somebody until now
 */
export async function markDealtWith(
  tx: Sql,
  letterId: string,
  by: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE letter SET decided_by = $2, decided_at = $3
      WHERE id = $1 AND status = 'refused' AND decided_at IS NULL RETURNING 1`,
    [letterId, by, now.toString()],
  );
  return rows.length > 0;
}

/**
 * Has a letter that was put off tried at once.
 * @returns whether it was waiting
 */
export async function tryNow(tx: Sql, letterId: string, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE letter SET next_attempt_at = $2
      WHERE id = $1 AND status = 'deferred' AND next_attempt_at > $2 RETURNING 1`,
    [letterId, now.toString()],
  );
  return rows.length > 0;
}
