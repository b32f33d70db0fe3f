import { BadInput, startOfLondonDay } from '@app/domain';
import type { Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { foreignCursor, type Page, pageOf, readCursor } from './keyset';

/** Who changed or saw what, as it is told. */
export interface AuditLine {
  /** Of the entry; grows with time. */
  id: string;
  /** ISO 8601 UTC, by the clock of the database. */
  at: string;
  actor: string;
  via: string;
  action: string;
  subject: string;
  cases: string[];
  why: string | null;
  details: Record<string, unknown>;
  network: string | null;
  requestId: string | null;
}

/** All that is given has to fit. */
export interface AuditFilter {
  /** `officer:ID`, or the beginning of a group of them, as `link:` or `system:`. */
  actor?: string | undefined;
  action?: string | undefined;
  /** Id of a case. */
  caseId?: string | undefined;
  /** A day in Europe/London. */
  day?: Temporal.PlainDate | undefined;
}

function conditionsOf(filter: AuditFilter, values: unknown[]): string[] {
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [];
  const { actor, action, caseId, day } = filter;
  if (actor?.endsWith(':')) {
    // What begins so, as a range that the index serves; ";" comes after ":".
    const end = `${actor.slice(0, -1)};`;
    conditions.push(`actor >= ${place(actor)} AND actor < ${place(end)}`);
  } else if (actor) conditions.push(`actor = ${place(actor)}`);
  if (action) conditions.push(`action = ${place(action)}`);
  if (caseId) conditions.push(`cases @> ARRAY[${place(caseId)}::uuid]`);
  if (day) {
    const [from, until] = [day, day.add({ days: 1 })].map((d) => startOfLondonDay(d).toString());
    conditions.push(`at >= ${place(from)} AND at < ${place(until)}`);
  }
  return conditions;
}

/**
 * Entries of the audit, the newest first.
 * @param limit 1 or more
 * @throws BadInput for a cursor of another list
 */
export async function listAudit(
  sql: Sql,
  filter: AuditFilter,
  limit: number,
  cursor?: string,
): Promise<Page<AuditLine>> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, values);
  if (cursor) {
    const [id = ''] = readCursor(cursor, 1);
    if (!/^\d{1,18}$/.test(id)) throw foreignCursor();
    conditions.push(`id < $${values.push(id)}`);
  }
  const rows = await sql.query<AuditLine>(
    `SELECT id, at, actor, via, action, subject, cases, why, details, network,
            request_id AS "requestId"
       FROM audit_entry ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY id DESC LIMIT $${values.push(limit + 1)}`,
    values,
  );
  return pageOf(rows, limit, (row) => [row.id]);
}

/** Every action that stands in the audit, by name. */
export async function auditedActions(sql: Sql): Promise<string[]> {
  // From one to the next by the index: there are few among many entries.
  const rows = await sql.query<{ action: string }>(
    `WITH RECURSIVE known AS (
       (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
       UNION ALL
       SELECT (SELECT e.action FROM audit_entry e WHERE e.action > k.action ORDER BY 1 LIMIT 1)
         FROM known k WHERE k.action IS NOT NULL
     ) SELECT action FROM known WHERE action IS NOT NULL`,
  );
  return rows.map(({ action }) => action);
}

/** @throws BadInput when it is no day */
export function readAuditDay(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new BadInput('invalid-day', 'Give the day as YYYY-MM-DD, such as 2026-11-20.', [
      { pointer: '/day', code: 'invalid-day', message: 'not a day' },
    ]);
  }
}

/** The names of the homes that cases are about, by the id of the case; one that is none is left out. */
export async function homesOfCases(
  sql: Sql,
  caseIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    `SELECT c.id, s.name FROM application_case c JOIN site s USING (location_id)
      WHERE c.id = ANY($1::uuid[])`,
    [caseIds],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
