import { type AddressSilence, suppressionWords } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { LetterKind } from '../rendering/letter-part';
import { withdrawLetters } from './withdraw-letters';

/**
 * Letters that go to an address that wants none: what its reader asked for, and the notice that the
 * law owes somebody whose details we were given (UK GDPR, article 14).
 */
export const askedForKinds: readonly LetterKind[] = ['link', 'your-details'];

/**
 * Withdraws what has been written to an address that is silenced from now on and has not gone, but for
 * letters that its reader asked for.
 * @returns the ids of those that will certainly not go
 */
export async function withdrawFromAddress(
  tx: Sql,
  key: Buffer,
  why: AddressSilence,
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM letter
      WHERE address_key = $1 AND status IN ('planned', 'deferred', 'claimed', 'unknown')
        AND NOT kinds <@ $2 ORDER BY id FOR NO KEY UPDATE`,
    [key, askedForKinds],
    'letters-to-address',
  );
  return withdrawLetters(
    tx,
    rows.map(({ id }) => id),
    suppressionWords[why],
    now,
  );
}
