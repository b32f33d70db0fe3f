import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { BadRow } from './bad-row';
import type { End } from './verify-links';

/**
 * Where the chain stood at a moment, signed with a key that is not in the database: whoever writes
 * the chain anew from some place on cannot sign it anew.
 */
export interface Anchor {
  position: number;
  /** Hex. */
  hash: string;
  /** ISO 8601 UTC. */
  madeAt: string;
  /** Hex; HMAC-SHA256 of the three. */
  mac: string;
}

const macOf = (sealer: Sealer, { position, hash, madeAt }: Omit<Anchor, 'mac'>): string =>
  sealer.fingerprint('audit-anchor', `${position}:${hash}:${madeAt}`).toString('hex');

/** Writes down where the chain stands, which must have been verified up to there. */
export async function makeAnchor(
  sql: Sql,
  sealer: Sealer,
  { position, hash }: End,
  now: Temporal.Instant,
): Promise<Anchor> {
  const unsigned = { position, hash, madeAt: now.toString() };
  const anchor = { ...unsigned, mac: macOf(sealer, unsigned) };
  await sql.query(
    `INSERT INTO audit_anchor (position, hash, made_at, mac)
     VALUES ($1, decode($2, 'hex'), $3, decode($4, 'hex')) ON CONFLICT DO NOTHING`,
    [position, hash, anchor.madeAt, anchor.mac],
  );
  return anchor;
}

/** All anchors the database holds, the earliest first. */
export async function storedAnchors(sql: Sql): Promise<Anchor[]> {
  const rows = await sql.query<{ position: string } & Omit<Anchor, 'position'>>(
    `SELECT position, encode(hash, 'hex') AS hash, made_at AS "madeAt", encode(mac, 'hex') AS mac
       FROM audit_anchor ORDER BY position`,
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/**
 * Holds the chain, sound in itself, against where it stood.
 * @param anchors from the database and from wherever copies of them were kept
 * @returns the first link that may have been written anew: the one after the last anchor that holds
 */
export async function verifyAnchors(
  sql: Sql,
  sealer: Sealer,
  anchors: readonly Anchor[],
  end: End,
): Promise<BadRow | null> {
  const inOrder = [...anchors].sort((a, b) => a.position - b.position);
  const links = await sql.query<{ position: string; hash: string }>(
    `SELECT position, encode(hash, 'hex') AS hash FROM audit_chain WHERE position = ANY($1)`,
    [inOrder.map((anchor) => anchor.position)],
  );
  const hashes = new Map(links.map((link) => [Number(link.position), link.hash]));
  let sound = 0;
  for (const anchor of inOrder) {
    const { position } = anchor;
    if (macOf(sealer, anchor) !== anchor.mac)
      return {
        table: 'audit_anchor',
        key: String(position),
        position,
        what: 'is not signed with the key of this Caseload',
      };
    if (position > end.position)
      return {
        table: 'audit_chain',
        key: String(end.position + 1),
        position: end.position + 1,
        what: `has been cut off: on ${anchor.madeAt} the chain was ${position} long`,
      };
    if (position > 0 && hashes.get(position) !== anchor.hash)
      return {
        table: 'audit_chain',
        key: String(sound + 1),
        position: sound + 1,
        what: `or one up to ${position} has been written anew since ${anchor.madeAt}`,
      };
    sound = position;
  }
  return null;
}
