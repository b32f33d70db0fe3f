import type { AddressSilence, Asker } from '@app/domain';
import type { Sql } from '@app/platform';
import type { ToldHow } from './silence-address';

/** A silence that lasts, as it was recorded. Instants are ISO 8601 UTC. */
export interface LastingSilence {
  /** `addressKey` of the address, in hex. */
  key: string;
  why: AddressSilence;
  /** When they asked, or it bounced. */
  since: string;
  asker: Asker | null;
  how: ToldHow | null;
  recordedBy: string;
  recordedAt: string;
}

const columns = `encode(address_key, 'hex') AS key, why, since, asker, how,
  recorded_by AS "recordedBy", recorded_at AS "recordedAt"`;

/** The silences that last of these addresses, by key in hex, the newest first. */
export async function lastingSilences(
  sql: Sql,
  keys: readonly Buffer[],
): Promise<Map<string, LastingSilence[]>> {
  const rows = await sql.query<LastingSilence>(
    `SELECT ${columns} FROM correspondent_silence
      WHERE address_key = ANY($1) AND ended_at IS NULL ORDER BY recorded_at DESC, why`,
    [keys],
    'lasting-silences',
  );
  const byKey = new Map<string, LastingSilence[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  return byKey;
}

/** All silences that last, the newest first. */
export function allSilences(sql: Sql, limit: number): Promise<LastingSilence[]> {
  return sql.query<LastingSilence>(
    `SELECT ${columns} FROM correspondent_silence
      WHERE ended_at IS NULL ORDER BY recorded_at DESC, address_key, why LIMIT $1`,
    [limit],
    'all-silences',
  );
}

/** How many addresses are not written to, for each reason. */
export async function countSilences(sql: Sql): Promise<Record<AddressSilence, number>> {
  const rows = await sql.query<{ why: AddressSilence; count: number }>(
    `SELECT why, count(*)::int AS count FROM correspondent_silence
      WHERE ended_at IS NULL GROUP BY why`,
    [],
    'count-silences',
  );
  const counts = { bounced: 0, objected: 0, 'wrong-person': 0 };
  for (const { why, count } of rows) counts[why] = count;
  return counts;
}
