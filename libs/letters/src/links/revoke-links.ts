import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Which links of a case: all of them, those of one recipient, or those sent to other addresses. */
export interface LinksToRevoke {
  caseId: string;
  /** `provider` or `person:<ref>`; absent: everybody's. */
  recipient?: string;
  /** Links sent to this address stay good. */
  exceptAddress?: Buffer;
}

/**
 * Ends links before their time. Those that are over already keep how they ended.
 * @param why a few words for the officer
 * @returns how many ended
 */
export async function revokeLinks(
  tx: Sql,
  { caseId, recipient, exceptAddress }: LinksToRevoke,
  why: string,
  now: Temporal.Instant,
): Promise<number> {
  const rows = await tx.query(
    `UPDATE answer_link SET revoked_at = $4, revoked_why = $5
      WHERE case_id = $1 AND revoked_at IS NULL AND expires_at > $4
        AND ($2::text IS NULL OR recipient = $2)
        AND ($3::bytea IS NULL OR address_key <> $3)
     RETURNING id`,
    [caseId, recipient ?? null, exceptAddress ?? null, now.toString(), why],
    'revoke-answer-links',
  );
  return rows.length;
}
