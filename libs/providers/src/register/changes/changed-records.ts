import type { Sql } from '@app/platform';
import { type Subject, type SubjectName, subjects } from '../subjects';

/** A record that an import created or changed. */
export interface ChangedRecord {
  subject: SubjectName;
  key: string;
  name: string | null;
  action: 'create' | 'update';
  row: null;
  fields: { field: string; old: unknown; new: unknown; source: string | null }[];
}

interface Asked {
  action: 'create' | 'update' | null;
  /** A pattern for name or id. */
  like: string | null;
  /** The last record of the page before. */
  after: readonly string[] | null;
  limit: number;
}

interface Row extends Omit<ChangedRecord, 'fields' | 'row'> {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** All of a record that the import made, as it is now. */
  made: Record<string, unknown> | null;
  /** The import that created the record. */
  creator: string | null;
}

/** Records of all registers that an import touched, by subject and key. */
export async function changedRecords(
  sql: Sql,
  importId: string,
  { action, like, after, limit }: Asked,
): Promise<ChangedRecord[]> {
  const rows = await sql.query<Row>(
    `WITH page AS MATERIALIZED (
       SELECT * FROM (${everySubject}) changed
        WHERE ($2::text IS NULL OR action = $2)
          AND ($3::text IS NULL OR name ILIKE $3 OR key ILIKE $3)
          AND ($4::text IS NULL OR (subject, key) > ($4, $5))
        ORDER BY subject, key LIMIT $6)
     SELECT p.subject, p.key, p.name, p.action, p.creator, c.before, c.after,
            CASE WHEN p.action = 'create' THEN CASE p.subject ${everyRecord} END END AS made
       FROM page p
       LEFT JOIN register_change c
         ON c.import_id = $1 AND c.subject = p.subject AND c.key = p.key AND p.action = 'update'
      ORDER BY p.subject, p.key`,
    [importId, action, like, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map((row) => ({
    subject: row.subject,
    key: row.key,
    name: row.name,
    action: row.action,
    row: null,
    fields: row.action === 'create' ? createdFields(row, importId) : updatedFields(row),
  }));
}

/** What the import made in one register, and what it changed there: no more than makes a page. */
function selectSubject([name, subject]: [string, Subject]): string {
  const key = keyText(subject);
  const named = 'name' in subject.fields ? 't.name' : `t.${Object.keys(subject.key)[0]}`;
  return `
    SELECT '${name}' COLLATE "C" AS subject, ${key} COLLATE "C" AS key, ${named} AS name,
           'create' AS action, t.import_id AS creator
      FROM ${subject.table} t WHERE t.import_id = $1
    UNION ALL
    SELECT c.subject, c.key, ${named}, 'update', t.import_id
      FROM register_change c LEFT JOIN ${subject.table} t ON ${key} = c.key
     WHERE c.import_id = $1 AND c.subject = '${name}'`;
}

/** All of one record, found by the first part of its key, for which there is an index. */
function selectRecord([name, subject]: [string, Subject]): string {
  const [first] = Object.keys(subject.key);
  return `WHEN '${name}' THEN (SELECT to_jsonb(t) FROM ${subject.table} t
    WHERE t.${first} = split_part(p.key, '|', 1) AND ${keyText(subject)} = p.key)`;
}

/** How the columns that name a record become one text. */
const keyText = (subject: Subject): string =>
  Object.keys(subject.key)
    .map((column) => `t.${column}::text`)
    .join(` || '|' || `);

const everySubject = Object.entries(subjects)
  .map((entry) => selectSubject(entry))
  .join(' UNION ALL ');

const everyRecord = Object.entries(subjects)
  .map((entry) => selectRecord(entry))
  .join(' ');

function createdFields({ subject, made }: Row, importId: string): ChangedRecord['fields'] {
  const sources = (made?.sources ?? {}) as Record<string, string>;
  return Object.keys(subjects[subject].fields)
    .filter((field) => isSaid(made?.[field]) && (sources[field] ?? importId) === importId)
    .map((field) => ({ field, old: null, new: made?.[field], source: null }));
}

function updatedFields({ subject, before, after, creator }: Row): ChangedRecord['fields'] {
  const sources = (before?.sources ?? {}) as Record<string, string>;
  return Object.keys(subjects[subject].fields)
    .filter((field) => after && field in after)
    .map((field) => ({
      field,
      old: before?.[field] ?? null,
      new: after?.[field] ?? null,
      source: sources[field] ?? creator,
    }));
}

const isSaid = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
