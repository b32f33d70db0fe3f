import type { AddressSilence, AddressStanding } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';

interface Row {
  key: string;
  silenced_why: AddressSilence | null;
  away_until: string | null;
}

/**
 * What is known of many addresses at once, by their keys in lower-case hex; one nothing is known of
 * is left out.
 * @param keys of `addressKey`
 */
export async function addressStandings(
  sql: Sql,
  keys: readonly Buffer[],
): Promise<Map<string, AddressStanding>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `SELECT encode(address_key, 'hex') AS key, silenced_why, away_until FROM correspondent
      WHERE address_key = ANY($1) AND (silenced_why IS NOT NULL OR away_until IS NOT NULL)`,
    [keys],
    'address-standings',
  );
  return new Map(
    rows.map(({ key, silenced_why: silenced, away_until: away }) => [
      key,
      { silenced, awayUntil: away === null ? null : Temporal.Instant.from(away) },
    ]),
  );
}
