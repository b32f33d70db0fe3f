import type { Sql } from '@app/platform';
import type { RegisterCounts } from '../import-result';
import { each, type MergeSubject, sameKey } from './merge-subject';
import { count } from './plan-changes';
import { decideScope, scopeKey } from './scope-of-sites';
import { searchedFields, searchText } from '../../sites/search-text';

/** The import that changes are put down to. */
export interface ImportMark {
  id: string;
  /** ISO 8601 instant. */
  at: string;
}

/** What arrived and may become a record that is not there yet. `a` is what arrived. */
export const isNew = ({ table, keys, needed, fields }: MergeSubject): string =>
  `a.may_create AND NOT EXISTS (SELECT FROM ${table} t WHERE ${sameKey(keys, 't', 'a')})` +
  needed.map((n) => (fields.includes(n) ? ` AND a.${n} IS NOT NULL` : ' AND false')).join('');

/** Writes the planned changes, and what was there before, so that they can be undone. */
export async function changeRecords(tx: Sql, s: MergeSubject, mark: ImportMark): Promise<number> {
  const keys = s.keys.join(', ');
  const changed = `
    (SELECT ${keys}, key, array_agg(field) AS fields, jsonb_object_agg(field, old) AS before,
            jsonb_object_agg(field, new) AS after, jsonb_object_agg(field, $1::text) AS sources
       FROM ${s.change} GROUP BY ${keys}, key) c`;
  const changes = await count(
    tx,
    `INSERT INTO register_change (import_id, subject, key, before, after)
     SELECT $1::uuid, '${s.subject}', c.key,
            c.before || jsonb_build_object('sources', t.sources, 'changed_at', t.changed_at),
            c.after || jsonb_build_object('sources', t.sources || c.sources,
                                          'changed_at', $2::timestamptz)
       FROM ${changed} JOIN ${s.table} t ON ${sameKey(s.keys, 't', 'c')}`,
    [mark.id, mark.at],
  );
  if (changes === 0) return 0;
  await tx.query(
    `UPDATE ${s.table} t
        SET ${each(s.fields, (f) => `${f} = CASE WHEN '${f}' = ANY (c.fields) THEN d.${f} ELSE t.${f} END`)},
            sources = t.sources || c.sources, changed_at = $2
       FROM ${changed} JOIN ${s.differing} d ON ${sameKey(s.keys, 'd', 'c')}
      WHERE ${sameKey(s.keys, 't', 'd')}`,
    [mark.id, mark.at],
  );
  return changes;
}

/** Makes the records that are not there yet. @returns how many */
export async function createRecords(tx: Sql, s: MergeSubject, mark: ImportMark): Promise<number> {
  if (s.subject === 'site') return createSites(tx, s, mark);
  const columns = [...s.keys, ...s.fields];
  return count(
    tx,
    `INSERT INTO ${s.table} (${columns.join(', ')}, import_id, changed_at)
     SELECT ${each(columns, (c) => `a.${c}`)}, $1::uuid, $2::timestamptz
       FROM ${s.arriving} a WHERE ${isNew(s)}`,
    [mark.id, mark.at],
  );
}

async function createSites(tx: Sql, s: MergeSubject, mark: ImportMark): Promise<number> {
  const knows = (field: string) => s.fields.includes(field);
  const unknown = searchedFields.filter((field) => !knows(field));
  await decideScope(tx, `${s.arriving} s`, knows);
  const blanks = unknown.map((field) => `, NULL::text AS ${field}`).join('');
  const columns = [...s.keys, ...s.fields];
  return count(
    tx,
    `INSERT INTO site (${columns.join(', ')}, in_scope, scope_reason, search, import_id, changed_at)
     SELECT ${each(columns, (c) => `a.${c}`)}, c.reason IS NULL, c.reason,
            ${searchText('a', 'p', false)}, $1::uuid, $2::timestamptz
       FROM (SELECT *${blanks} FROM ${s.arriving}) a
       JOIN scope_case c ON c.key = ${scopeKey('a', knows)}
       LEFT JOIN provider p ON p.provider_id = a.provider_id
      WHERE ${isNew(s)}`,
    [mark.id, mark.at],
  );
}

/**
 * SQL for the sites whose scope or search may be another now: they changed, or what their provider
 * is called did. Null when there are none.
 */
export function touchedSites(
  { created, updated }: { created: RegisterCounts; updated: RegisterCounts },
  importId: string,
): string | null {
  const parts = [
    updated.sites > 0 && 'SELECT location_id FROM change_site',
    updated.providers > 0 &&
      'SELECT s.location_id FROM site s JOIN change_provider USING (provider_id)',
    // Until now a provider was known by its id alone.
    created.providers > 0 &&
      `SELECT s.location_id FROM site s JOIN provider p USING (provider_id)
        WHERE p.import_id = '${importId}' AND s.import_id <> '${importId}'`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(' UNION ') : null;
}
