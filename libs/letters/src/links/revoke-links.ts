import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Which links of a case: all of them, or those of one recipient. */
export interface LinksToRevoke {
  caseId: string;
  /** `provider` or `person:<ref>`; absent: everybody's. */
  recipient?: string;
  /** This one stays good. */
  exceptLink?: string;
}

/**
 * Ends links before their time. Those that are over already keep how they ended.
 * @param why a few words for the officer
 * @returns how many ended
 */
export async function revokeLinks(
  tx: Sql,
  { caseId, recipient, exceptLink }: LinksToRevoke,
  why: string,
  now: Temporal.Instant,
): Promise<number> {
  const rows = await tx.query(
    `UPDATE answer_link SET revoked_at = $4, revoked_why = $5
      WHERE case_id = $1 AND revoked_at IS NULL AND expires_at > $4
        AND ($2::text IS NULL OR recipient = $2)
        AND ($3::uuid IS NULL OR id <> $3)
     RETURNING id`,
    [caseId, recipient ?? null, exceptLink ?? null, now.toString(), why],
    'revoke-answer-links',
  );
  return rows.length;
}
