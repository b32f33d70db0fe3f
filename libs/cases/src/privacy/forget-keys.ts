import type { Sealer, Sql } from '@app/platform';
import { mentions } from './mentions';

/**
 * Forgets by what an erased address would be recognised, all but the wish for no letters: that one is
 * kept to be honoured, as a keyed hash from which the address cannot be read. Answers remembered for
 * programs that repeat a request go where they mention the person.
 */
export async function forgetKeys(
  tx: Sql,
  sealer: Sealer,
  keys: readonly Buffer[],
  pattern: RegExp | null,
): Promise<void> {
  await tx.query(
    `DELETE FROM correspondent_silence s
      WHERE address_key = ANY($1) AND NOT EXISTS (
        SELECT FROM correspondent_silence o
         WHERE o.address_key = s.address_key AND o.why = 'objected' AND o.ended_at IS NULL)`,
    [keys],
  );
  await tx.query(
    `DELETE FROM correspondent c WHERE address_key = ANY($1)
        AND NOT EXISTS (SELECT FROM correspondent_silence s WHERE s.address_key = c.address_key)`,
    [keys],
  );
  await tx.query(
    `UPDATE answer_link SET address_key = sha256(convert_to('link:' || id, 'UTF8'))
      WHERE address_key = ANY($1)`,
    [keys],
  );
  if (pattern) await forgetAnswers(tx, sealer, pattern);
}

async function forgetAnswers(tx: Sql, sealer: Sealer, pattern: RegExp): Promise<void> {
  const rows = await tx.query<{ actor: string; key: string; body: string }>(
    'SELECT actor, key, body FROM idempotency_key WHERE body IS NOT NULL',
  );
  for (const { actor, key, body } of rows) {
    const place = `idempotency_key:${actor}:${key}`;
    if (!mentions(sealer.open<unknown>(place, Buffer.from(body, 'base64')), pattern)) continue;
    await tx.query('DELETE FROM idempotency_key WHERE actor = $1 AND key = $2', [actor, key]);
  }
}
