import type { Sql } from '@app/platform';
import type { BadRow } from './bad-row';

/** So many links are read at a time. */
const batchSize = 5_000;

/** Hex of what stands before the first link. */
const beginning = '00';

interface LinkRow {
  position: string;
  entry_id: string;
  previous: string;
  hash: string;
  computed: string;
  missing: boolean;
}

/** How far the chain was read, and with which hash it ended. */
export interface End {
  position: number;
  hash: string;
}

const badLink = (position: number, what: string): BadRow => ({
  table: 'audit_chain',
  key: String(position),
  position,
  what,
});

/** Walks the chain from its beginning, computing each hash again; stops at the first that is wrong. */
export async function verifyLinks(sql: Sql): Promise<{ end: End; bad: BadRow | null }> {
  let end: End = { position: 0, hash: beginning };
  for (;;) {
    const rows = await sql.query<LinkRow>(
      `SELECT c.position, c.entry_id, encode(c.previous, 'hex') AS previous,
              encode(c.hash, 'hex') AS hash, e.id IS NULL AS missing,
              encode(audit_hash(c.position, c.previous, e), 'hex') AS computed
         FROM audit_chain c LEFT JOIN audit_entry e ON e.id = c.entry_id
        WHERE c.position > $1 ORDER BY c.position LIMIT $2`,
      [end.position, batchSize],
      'verify-links',
    );
    for (const row of rows) {
      const bad = verifyLink(row, end);
      if (bad) return { end, bad };
      end = { position: Number(row.position), hash: row.hash };
    }
    if (rows.length < batchSize) return { end, bad: null };
  }
}

function verifyLink(row: LinkRow, { position: before, hash }: End): BadRow | null {
  const position = Number(row.position);
  if (position !== before + 1) return badLink(before + 1, 'has been taken out of the chain');
  if (row.previous !== hash) return badLink(position, 'does not follow from the one before it');
  const entry = { table: 'audit_entry' as const, key: row.entry_id, position };
  if (row.missing) return { ...entry, what: 'has been taken out' };
  if (row.computed !== row.hash) return { ...entry, what: 'is not as it was written' };
  return null;
}

/** Entries that never got a place in the chain, as commit gives them one. */
export async function verifyNoneLoose(sql: Sql): Promise<BadRow | null> {
  const [row] = await sql.query<{ id: string }>(
    `SELECT id FROM audit_entry e
      WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id) ORDER BY id LIMIT 1`,
  );
  if (!row) return null;
  return {
    table: 'audit_entry',
    key: row.id,
    position: null,
    what: 'has been put in past the chain',
  };
}

/** Whether the chain goes on to where it last stood. */
export async function verifyHead(sql: Sql, end: End): Promise<BadRow | null> {
  const [head] = await sql.query<{ position: string; hash: string }>(
    "SELECT position, encode(hash, 'hex') AS hash FROM audit_head",
  );
  const position = Number(head?.position ?? -1);
  if (position > end.position)
    return badLink(end.position + 1, 'has been cut off with all after it');
  if (position === end.position && head?.hash === end.hash) return null;
  return {
    table: 'audit_head',
    key: 'true',
    position: end.position,
    what: 'does not name the newest link',
  };
}
