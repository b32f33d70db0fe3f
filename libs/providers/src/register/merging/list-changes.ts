import type { Sql } from '@app/platform';
import { isNew } from './apply-changes';
import { each, keyText, type MergeSubject, sameKey } from './merge-subject';

/**
 * Lists in `change_list` every record that would be made or changed, with each value: what it is
 * now, what it would be, and which import the present one comes from. A correction that the file
 * asks about stands among them with `asks`: the value stays until a person decides.
 */
export async function listChanges(tx: Sql, subjects: readonly MergeSubject[]): Promise<void> {
  await tx.query(`
    CREATE TEMP TABLE change_list (
      row integer, subject text, key text, name text, action text, fields jsonb
    ) ON COMMIT DROP`);
  for (const s of subjects) {
    await tx.query(updates(s));
    await tx.query(creates(s));
  }
}

function updates(s: MergeSubject): string {
  const asked =
    s.subject === 'site'
      ? `UNION ALL
         SELECT n.location_id, n.location_id, n.row, n.field,
                jsonb_build_object('field', n.field, 'old', n.value, 'new', n.says,
                                   'source', NULL, 'asks', true)
           FROM correction_news n WHERE n.news = 'asked'`
      : '';
  const name = s.table === 'dspt_publication' ? 't.code' : 't.name';
  return `
    INSERT INTO change_list
    SELECT c.row, '${s.subject}', c.key, ${name}, 'update', c.fields
      FROM (SELECT ${s.keys.join(', ')}, key, min(row) AS row,
                   jsonb_agg(said ORDER BY field) AS fields
              FROM (SELECT ${s.keys.join(', ')}, key, row, field,
                           jsonb_build_object('field', field, 'old', old, 'new', new,
                                              'source', source) AS said
                      FROM ${s.change} ${asked}) every
             GROUP BY ${s.keys.join(', ')}, key) c
      JOIN ${s.table} t ON ${sameKey(s.keys, 't', 'c')}`;
}

function creates(s: MergeSubject): string {
  const name = s.fields.includes('name') ? 'a.name' : keyText(s.subject, 'a');
  const values =
    s.fields.length === 0
      ? `'[]'::jsonb`
      : `(SELECT coalesce(jsonb_agg(jsonb_build_object('field', v.field, 'new', v.new)), '[]')
           FROM (VALUES ${each(s.fields, (f) => `('${f}', to_jsonb(a.${f}))`)}) v(field, new)
          WHERE v.new IS NOT NULL)`;
  return `
    INSERT INTO change_list
    SELECT a.row, '${s.subject}', ${keyText(s.subject, 'a')}, ${name}, 'create', ${values}
      FROM ${s.arriving} a WHERE ${isNew(s)}`;
}

/** SHA-256 over every listed change, in hex: the same list, the same digest. */
export async function digestOfChanges(tx: Sql): Promise<string> {
  const [row] = await tx.query<{ digest: string }>(`
    SELECT encode(sha256(coalesce(string_agg(
             sha256(convert_to(jsonb_build_array(subject, key, action, fields)::text, 'UTF8')), ''
             ORDER BY subject, key, action), '')), 'hex') AS digest
      FROM change_list`);
  return row?.digest ?? '';
}

/** Keeps the list for a person to look at, in the order of the file. */
export async function keepPreview(tx: Sql, jobId: string): Promise<void> {
  await tx.query('DELETE FROM import_preview WHERE job_id = $1', [jobId]);
  await tx.query(
    `INSERT INTO import_preview (job_id, position, row, subject, key, name, action, fields)
     SELECT $1, row_number() OVER (ORDER BY row, subject, key), row, subject, key, name, action, fields
       FROM change_list`,
    [jobId],
  );
}
