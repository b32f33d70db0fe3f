import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { letterPlace, type SealedLetter } from '../ledger/new-letter';

/** A letter that mail may be about. */
export interface AnsweredLetter {
  letterId: string;
  addressKey: Buffer;
  /** Lower-cased; null while none was recorded. */
  address: string | null;
  /** The cases of its parts and whom each was for; of withdrawn parts only when there is no other. */
  parts: readonly { caseId: string; recipient: 'provider' | `person:${string}` }[];
}

interface Row {
  id: string;
  address_key: Buffer;
  sealed: Buffer;
  parts: AnsweredLetter['parts'];
}

const select = `SELECT l.id, l.address_key, l.sealed,
    (SELECT json_agg(json_build_object('caseId', p.case_id, 'recipient', p.recipient) ORDER BY p.seq)
       FROM (SELECT p.*, bool_and(withdrawn_at IS NOT NULL) OVER () AS all_gone
               FROM letter_part p WHERE p.letter_id = l.id) p
      WHERE p.withdrawn_at IS NULL OR p.all_gone) AS parts
  FROM letter l`;

/** The letters with these ids; one that is not ours is left out. */
export async function lettersById(
  sql: Sql,
  sealer: Sealer,
  ids: readonly string[],
): Promise<AnsweredLetter[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<Row>(`${select} WHERE l.id = ANY($1)`, [ids], 'letters-by-id');
  return rows.map((row) => opened(sealer, row));
}

/** The newest letter that went to one of these addresses, for a report that names no letter. */
export async function lastLetterTo(
  sql: Sql,
  sealer: Sealer,
  addressKeys: readonly Buffer[],
): Promise<AnsweredLetter | null> {
  if (addressKeys.length === 0) return null;
  const [row] = await sql.query<Row>(
    `${select} WHERE l.address_key = ANY($1) AND l.status IN ('sent', 'unknown')
      ORDER BY l.planned_at DESC LIMIT 1`,
    [addressKeys],
    'last-letter-to',
  );
  return row ? opened(sealer, row) : null;
}

/** The cases about which letters have gone to an address, and as whom its reader had them. */
export function casesWrittenTo(
  sql: Sql,
  addressKey: Buffer,
): Promise<AnsweredLetter['parts'][number][]> {
  return sql.query(
    `SELECT DISTINCT p.case_id AS "caseId", p.recipient
       FROM letter l JOIN letter_part p ON p.letter_id = l.id
      WHERE l.address_key = $1 AND l.status <> 'withdrawn' AND p.withdrawn_at IS NULL LIMIT 200`,
    [addressKey],
    'cases-written-to',
  );
}

/** How many messages a person has sent about a case in the day before a moment, up to 100. */
export async function countOfDay(
  sql: Sql,
  senderKey: Buffer,
  caseId: string,
  before: Temporal.Instant,
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM inbound_message m JOIN inbound_message_case f ON f.message_id = m.id
        WHERE m.sender_key = $1 AND f.case_id = $2 AND m.kind = 'human'
          AND m.received_at > $3 AND m.received_at <= $4
        LIMIT 100) found`,
    [senderKey, caseId, before.subtract({ hours: 24 }).toString(), before.toString()],
    'messages-of-day',
  );
  return row?.count ?? 0;
}

/** Notes that a letter came back although the mail server had taken it. */
export async function markBounced(tx: Sql, letterId: string, at: string): Promise<void> {
  await tx.query(
    'UPDATE letter SET bounced_at = $2 WHERE id = $1 AND bounced_at IS NULL',
    [letterId, at],
    'mark-bounced',
  );
}

function opened(sealer: Sealer, row: Row): AnsweredLetter {
  const { to } = sealer.open<SealedLetter>(letterPlace(row.id), row.sealed);
  return {
    letterId: row.id,
    addressKey: row.address_key,
    address: to.address?.toLowerCase() ?? null,
    parts: row.parts,
  };
}
