import type { Database, Sealer, Sql } from '@app/platform';
import { type Anchor, storedAnchors, verifyAnchors } from './anchors';
import type { BadRow } from './bad-row';
import { verifyFacts } from './verify-facts';
import { type End, verifyHead, verifyLinks, verifyNoneLoose } from './verify-links';

/** What verifying found. */
export interface AuditVerdict {
  /** Links of the chain that were read. */
  entries: number;
  /** Facts whose digests were taken again; 0 when the chain itself is broken. */
  facts: number;
  /** Times that digests of facts were taken anew, as a change of the program may do: look at them. */
  restated: number;
  /** The end of the chain, which an anchor may be made of when nothing is bad. */
  end: End;
  /** Null when all is as it was written. */
  bad: BadRow | null;
}

/**
 * Verifies chain, anchors and facts as they were at one moment, while everybody goes on working.
 * @param kept anchors that were kept outside the database
 */
export function verifyAudit(
  db: Database,
  sealer: Sealer,
  kept: readonly Anchor[] = [],
): Promise<AuditVerdict> {
  return db.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return verifyWithin(tx, sealer, kept);
  });
}

/** The same in a transaction that is there already, of what it sees. */
export async function verifyWithin(
  sql: Sql,
  sealer: Sealer,
  kept: readonly Anchor[] = [],
): Promise<AuditVerdict> {
  const { end, bad } = await verifyLinks(sql);
  const ofChain =
    bad ??
    (await verifyHead(sql, end)) ??
    (await verifyNoneLoose(sql)) ??
    (await verifyAnchors(sql, sealer, [...(await storedAnchors(sql)), ...kept], end));
  if (ofChain) return { entries: end.position, facts: 0, restated: 0, end, bad: ofChain };
  const { facts, bad: ofFacts } = await verifyFacts(sql);
  return { entries: end.position, facts, restated: await restated(sql), end, bad: ofFacts };
}

async function restated(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ count: string }>(
    "SELECT count(*) AS count FROM audit_entry WHERE action = 'facts-restated'",
  );
  return Number(row?.count ?? 0);
}

/** One line for people. */
export const badRowInWords = ({ table, key, position, what }: BadRow): string =>
  `${table} ${key}${position === null || String(position) === key ? '' : ` (place ${position} of the chain)`}: ${what}.`;
