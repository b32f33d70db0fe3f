import { londonDay } from '@app/domain';
import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { AddressLetters } from './drafts';
import { openDrafts, type OpenRow, openColumns } from './open-drafts';

/**
 * Makes whoever writes to one of these addresses wait for this transaction, so that each address
 * has one letter to join. Cases are locked before addresses.
 */
export async function lockAddresses(tx: Sql, keys: readonly Buffer[]): Promise<void> {
  const locks = [...new Set(keys.map((key) => key.readBigInt64BE(0)))];
  if (locks.length === 0) return;
  locks.sort((a, b) => (a < b ? -1 : 1));
  await tx.query(
    'SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k',
    [locks.map(String)],
    'lock-addresses',
  );
}

interface Row extends OpenRow {
  address_key: Buffer;
  what: 'open' | 'taken' | 'several';
}

/**
 * The letters of these addresses that bear on what may be sent to them now, by their keys in hex;
 * those that wait are locked. Addresses are to be locked before.
 * @param options `except`: ids of letters that are being written again, and are left out; `locks`:
 *   false to only look
 */
export async function lettersOfAddresses(
  tx: Sql,
  sealer: Sealer,
  keys: readonly Buffer[],
  now: Temporal.Instant,
  { except = [], locks = true }: { except?: readonly string[]; locks?: boolean } = {},
): Promise<Map<string, AddressLetters>> {
  const found = new Map<string, AddressLetters>();
  if (keys.length === 0) return found;
  // A letter that is being claimed at this moment is no longer among those that wait, and counts as
  // gone that day.
  const rows = await tx.query<Row>(
    `WITH open AS MATERIALIZED (
       SELECT ${openColumns} FROM letter
        WHERE routine AND status IN ('planned', 'deferred') AND address_key = ANY($1)
          AND id <> ALL($3::uuid[])
        ORDER BY address_key, day DESC
          ${locks ? 'FOR NO KEY UPDATE' : ''}
     )
     SELECT 'open' AS what, open.* FROM open
      UNION ALL
     SELECT 'taken', ${openColumns} FROM letter
      WHERE routine AND status NOT IN ('withdrawn', 'refused') AND address_key = ANY($1)
        AND day >= $2 AND id <> ALL($3::uuid[]) AND id NOT IN (SELECT id FROM open)
      UNION ALL
     SELECT 'several', NULL, k.address_key, NULL, NULL, NULL, NULL, NULL, NULL
       FROM contact k JOIN application_case c ON c.location_id = k.location_id AND c.open
      WHERE k.retired_at IS NULL AND k.address_key = ANY($1)
      GROUP BY k.address_key HAVING count(DISTINCT c.location_id) > 1`,
    [keys, londonDay(now).toString(), except],
    locks ? 'letters-of-addresses' : 'look-at-letters-of-addresses',
  );
  const of = (key: Buffer): AddressLetters => {
    const hex = key.toString('hex');
    const letters = found.get(hex) ?? { open: null, taken: new Set(), hasSeveralSites: false };
    found.set(hex, letters);
    return letters;
  };
  for (const { what, address_key, day } of rows) {
    if (what === 'taken') of(address_key).taken.add(day);
    if (what === 'several') of(address_key).hasSeveralSites = true;
  }
  // Of several that wait, the one that goes first is joined.
  const open = await openDrafts(
    tx,
    sealer,
    rows.filter(({ what }) => what === 'open'),
  );
  for (const draft of open) of(draft.addressKey).open = draft;
  return found;
}
