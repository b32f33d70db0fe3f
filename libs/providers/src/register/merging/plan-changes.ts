import type { Sql } from '@app/platform';
import { each, keyText, type MergeSubject, sameKey } from './merge-subject';

/** What a file's age and kind let it change. */
export interface Authority {
  variant: string;
  /** The day its data speak of, `YYYY-MM-DD`. */
  asOf: string;
}

/**
 * Compares what arrived with the register and leaves, in `change_…`, the values that are to change.
 * A value is left alone when the file does not speak of it or gives it wrongly, when a person
 * corrected it, when a file of a later day said otherwise, and when a blank would take away what
 * another kind of file knows.
 * @returns how many values a later file kept from being changed
 */
export async function planChanges(
  tx: Sql,
  subject: MergeSubject,
  authority: Authority,
): Promise<number> {
  await tx.query(compare(subject));
  await tx.query(listChanges(subject));
  const [found] = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM ${subject.change}) AS any`,
  );
  if (!found?.any) return 0;
  const older = await count(tx, dropWhatIsOlder(subject), [authority.asOf, authority.variant]);
  const said = await laterSaid(tx, subject, authority);
  await tx.query(dropForeignBlanks(subject), [authority.variant]);
  return older + said;
}

function compare({ arriving, differing, table, keys, fields, subject }: MergeSubject): string {
  const corrected = subject === 'site' ? 't.corrected' : `'{}'::text[]`;
  const condition =
    fields.length === 0
      ? 'false'
      : `(${each(fields, (f) => `t.${f}`)}) IS DISTINCT FROM (${each(fields, (f) => `a.${f}`)})`;
  return `
    CREATE TEMP TABLE ${differing} ON COMMIT DROP AS
    SELECT a.row, a.set_aside, t.import_id AS old_import, t.sources AS old_sources,
           t.changed_at AS old_changed_at, ${corrected} AS corrected,
           ${each([...keys], (k) => `a.${k}`)}${fields.map((f) => `, a.${f}, t.${f} AS old_${f}`).join('')}
      FROM ${arriving} a JOIN ${table} t ON ${sameKey(keys, 't', 'a')}
     WHERE ${condition}`;
}

function listChanges({ subject, differing, change, keys, fields }: MergeSubject): string {
  const values =
    fields.length === 0
      ? `SELECT NULL::text, NULL::jsonb, NULL::jsonb WHERE false`
      : `VALUES ${each(fields, (f) => `('${f}', to_jsonb(d.old_${f}), to_jsonb(d.${f}))`)}`;
  return `
    CREATE TEMP TABLE ${change} ON COMMIT DROP AS
    SELECT ${each(keys, (k) => `d.${k}`)}, ${keyText(subject, 'd')} AS key, d.row,
           v.field, v.old, v.new,
           coalesce((d.old_sources ->> v.field)::uuid, d.old_import) AS source
      FROM ${differing} d, LATERAL (${values}) v(field, old, new)
     WHERE v.old IS DISTINCT FROM v.new
       AND v.field <> ALL (d.set_aside) AND v.field <> ALL (d.corrected)`;
}

/** A blank of a later day holds only against files of the same kind: others know what it does not. */
const laterSays = (later: string): string =>
  `(c.old IS NOT NULL OR ${later}.variant = $2) AND (c.new IS NOT NULL OR ${later}.variant = $2)`;

const dropWhatIsOlder = ({ change }: MergeSubject): string => `
  DELETE FROM ${change} c USING import_run r
   WHERE r.id = c.source AND r.as_of > $1 AND ${laterSays('r')}`;

const dropForeignBlanks = ({ change }: MergeSubject): string => `
  DELETE FROM ${change} c USING import_run r
   WHERE r.id = c.source AND c.new IS NULL AND r.variant IS DISTINCT FROM $1`;

/**
 * A later file may have agreed with what stands without being its source: it keeps the value all the
 * same. Asked only when an older file comes after a newer one.
 */
async function laterSaid(
  tx: Sql,
  { subject, change }: MergeSubject,
  { asOf, variant }: Authority,
): Promise<number> {
  const [later] = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM import_run WHERE as_of > $1 AND undone_at IS NULL) AS any`,
    [asOf],
  );
  if (!later?.any) return 0;
  return count(
    tx,
    `DELETE FROM ${change} c
      USING (SELECT r.variant, r.compare -> 'speaks' -> $3 AS speaks, unnest(i.keys) AS key
               FROM import_run r JOIN import_record i ON i.import_id = r.id
              WHERE r.as_of > $1 AND r.undone_at IS NULL AND i.subject = $3) r
      WHERE r.key = c.key AND r.speaks ? c.field AND ${laterSays('r')}`,
    [asOf, variant, subject],
  );
}

/** Runs a statement that changes rows. @returns how many */
export async function count(
  tx: Sql,
  statement: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `WITH done AS (${statement} RETURNING 1) SELECT count(*)::int AS n FROM done`,
    values,
  );
  return row?.n ?? 0;
}
