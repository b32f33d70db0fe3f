import type { Sql } from '@app/platform';
import type { GoneRecord } from '../import-result';
import { keyText, type MergeSubject } from './merge-subject';

/** Remembers which records a file told of, whether they changed or not. */
export async function rememberRecords(
  tx: Sql,
  subjects: readonly MergeSubject[],
  importId: string,
): Promise<void> {
  for (const { subject, arriving } of subjects)
    await tx.query(
      `INSERT INTO import_record (import_id, subject, keys)
       SELECT $1, '${subject}', coalesce(array_agg(${keyText(subject, 'a')}), '{}')
         FROM ${arriving} a`,
      [importId],
    );
}

/** The same records as another import told of: its file came again. */
export async function rememberSameRecords(tx: Sql, importId: string, as: string): Promise<void> {
  await tx.query(
    `INSERT INTO import_record (import_id, subject, keys)
     SELECT $1, subject, keys FROM import_record WHERE import_id = $2`,
    [importId, as],
  );
}

const mostNamed = 200;

/**
 * Records that an earlier import told of and this file does not. That alone changes nothing: no file
 * says that what it leaves out has ended.
 */
export async function findGone(
  tx: Sql,
  { subject, arriving, table, fields }: MergeSubject,
  earlier: string,
  /** SQL for what a row `t` of the register is counted under, and the counts that this file has. */
  area: string,
  areas: readonly string[],
): Promise<{ count: number; first: GoneRecord[] }> {
  const name = fields.includes('name') || subject === 'site' ? 't.name' : 'NULL';
  const gone = await tx.query<{ key: string; name: string | null; count: number }>(
    `SELECT gone.key, ${name} AS name, count(*) OVER ()::int AS count
       FROM (SELECT unnest(keys) AS key FROM import_record
              WHERE import_id = $1 AND subject = '${subject}'
             EXCEPT SELECT ${keyText(subject, 'a')} FROM ${arriving} a) gone
       JOIN ${table} t ON ${keyText(subject, 't')} = gone.key
      WHERE ${area} = ANY ($2)
      ORDER BY ${name === 'NULL' ? 'gone.key' : 't.name'} COLLATE "C", gone.key
      LIMIT ${mostNamed}`,
    [earlier, areas],
  );
  return {
    count: gone[0]?.count ?? 0,
    first: gone.map((g) => ({ subject, key: g.key, name: g.name })),
  };
}
