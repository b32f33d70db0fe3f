import { type Sql, scopeForAudit } from '@app/platform';
import type { AuditAction } from './audit-actions';

/** What is to stand in the audit; who, when, through what and from where are added to it. */
export interface AuditEntry {
  action: AuditAction;
  /** Whom or what it is about, by id: `case:ID`, `case:ID/p2`, `officer:ID`, `letter:ID`… */
  subject: string;
  /** Cases under which a lead finds it. */
  cases?: readonly string[];
  /** A code or fixed words, never what somebody typed; by default the route, job or command. */
  why?: string;
  /** Ids, counts, names of columns and digests: nothing personal, for the audit is kept for years. */
  details?: Record<string, AuditValue>;
}

export type AuditValue = string | number | boolean | null | readonly (string | number)[];

/**
 * Writes an entry, in the transaction it is given, so that what is told happened and what happened is
 * told. For a view of personal details call it before the details leave: no reading without an entry.
 */
export async function audit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.query(
    'SELECT audit_note($1, $2, $3, $4, $5, $6)',
    [
      entry.action,
      entry.subject,
      entry.cases ?? [],
      entry.why ?? null,
      JSON.stringify(entry.details ?? {}),
      scopeForAudit(),
    ],
    'audit-note',
  );
}
