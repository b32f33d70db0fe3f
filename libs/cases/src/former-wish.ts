import { dayInWords, fold } from '@app/domain';
import { factsOfCase } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

/**
 * What the site asked for in its last case, where that was no letters: it holds for a new case until
 * they say otherwise. Null when it asked for nothing of the kind, or has had no case before.
 * @param exceptId the new case
 * @returns why, to be kept with the fact
 */
export async function formerWish(
  tx: Sql,
  sealer: Sealer,
  locationId: string,
  exceptId: string,
): Promise<string | null> {
  const [former] = await tx.query<{ id: string; opened_on: string }>(
    `SELECT id, opened_on FROM application_case WHERE location_id = $1 AND id <> $2
      ORDER BY opened_on DESC, changed_at DESC LIMIT 1`,
    [locationId, exceptId],
    'former-case',
  );
  if (!former) return null;
  const { optedOut } = fold(await factsOfCase(tx, sealer, former.id));
  const opened = dayInWords(Temporal.PlainDate.from(former.opened_on));
  return optedOut ? `They asked for no letters in the case opened on ${opened}.` : null;
}
