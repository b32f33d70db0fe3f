import type { Clock, Database, Sealer } from '@app/platform';
import { audit } from '../audit';
import { keepAnchor, keptAnchors } from './anchor-file';
import { type Anchor, makeAnchor } from './anchors';
import { type AuditVerdict, verifyAudit } from './verify-audit';

/** What a check of the whole audit came to. */
export interface AuditCheck extends AuditVerdict {
  /** Where the chain stands, now signed; null when something is bad. */
  anchor: Anchor | null;
  /** Why the anchor could not be kept outside the database; null when it was. */
  notKept: string | null;
}

/**
 * Verifies the audit against the anchors of the database and of a folder, writes down in it that this
 * was done and what was found, and anchors what was found sound.
 * @param folder where anchors are kept outside the database
 */
export async function checkAudit(
  db: Database,
  sealer: Sealer,
  clock: Clock,
  folder: string,
): Promise<AuditCheck> {
  const verdict = await verifyAudit(db, sealer, await keptAnchors(folder));
  const { end, entries, facts, bad } = verdict;
  await audit(db, {
    action: 'audit-verified',
    subject: 'audit',
    details: { entries, facts, bad: bad && `${bad.table}:${bad.key}`, what: bad?.what ?? null },
  });
  if (bad) return { ...verdict, anchor: null, notKept: null };
  const anchor = await makeAnchor(db, sealer, end, clock.now());
  const notKept = await keepAnchor(folder, anchor).then(
    () => null,
    (error: Error) => error.message,
  );
  return { ...verdict, anchor, notKept };
}

/** What the last check found; null when none was made yet. */
export interface LastCheck {
  /** ISO 8601 UTC. */
  at: string;
  entries: number;
  /** The first bad row and what is wrong with it, in plain words; null when all was sound. */
  bad: string | null;
}

export async function lastAuditCheck(db: Database): Promise<LastCheck | null> {
  const [row] = await db.query<LastCheck>(
    `SELECT at, (details->>'entries')::integer AS entries,
            (details->>'bad') || ' ' || (details->>'what') AS bad
       FROM audit_entry WHERE action = 'audit-verified' ORDER BY id DESC LIMIT 1`,
    [],
    'last-audit-check',
  );
  return row ?? null;
}
