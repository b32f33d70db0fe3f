import { Conflict, NotFound } from '@app/domain';
import type { Sql } from '@app/platform';
import { keepCorrectionsOut, takeTurn } from '../import-history';
import { keyText } from '../merging/merge-subject';
import { refreshSites } from '../merging/refresh-sites';
import { forgetRows } from '../quarantine/rows-told-again';
import { type SubjectName, subjects } from '../subjects';
import { type Dependant, dependantsOf } from './dependants';

export { type Dependant, dependantsOf } from './dependants';

/** An import cannot be taken back before what rests on it. */
export class UndoInTheWay extends Conflict {
  constructor(readonly dependants: readonly Dependant[]) {
    const [first] = dependants;
    const others = dependants.length > 1 ? ` and ${dependants.length - 1} more` : '';
    super(
      'undo-in-the-way',
      `This import cannot be undone, because something later rests on it: ` +
        `${first ? inWords[first.what] : ''} “${first?.name}”${others}; undo or close that first.`,
    );
  }
}

const inWords: Record<Dependant['what'], string> = {
  import: 'the file',
  case: 'the case of',
  contact: 'the contacts of',
  correction: 'a correction of',
  link: 'the link between',
  quarantine: 'the decision about',
  'dspt-inclusion': 'what headquarters said of',
};

/**
 * Takes back all that an import did to the registers, exactly: records it changed hold what they
 * held before, down to where each value comes from, and those it made are gone. The import stays
 * listed, as undone. Open cases are not told here.
 * @param at ISO 8601 instant
 * @throws NotFound; Conflict when it is undone already; UndoInTheWay when something rests on it
 */
export async function undoImport(
  tx: Sql,
  importId: string,
  actor: string,
  at: string,
): Promise<void> {
  await takeTurn(tx);
  await keepCorrectionsOut(tx);
  const [run] = await tx.query<{ undone: boolean }>(
    'SELECT undone_at IS NOT NULL AS undone FROM import_run WHERE id = $1 FOR UPDATE',
    [importId],
  );
  if (!run) throw new NotFound('no-such-import', 'There is no such import.');
  if (run.undone) throw new Conflict('already-undone', 'This import has been undone already.');
  const dependants = await dependantsOf(tx, importId);
  if (dependants.length > 0) throw new UndoInTheWay(dependants);

  await tx.query('CREATE TEMP TABLE IF NOT EXISTS undone_site (location_id text) ON COMMIT DROP');
  await tx.query('TRUNCATE undone_site');
  await tx.query(noteTouchedSites, [importId]);
  await tx.query(dropSuggestions, [importId]);
  await forgetRows(tx, importId);
  await restoreCorrections(tx, importId);
  for (const subject of Object.keys(subjects) as SubjectName[]) {
    await tx.query(restore(subject), [importId]);
    await tx.query(forgetTime(subject), [importId]);
  }
  // Sites go before their providers.
  for (const subject of (Object.keys(subjects) as SubjectName[]).reverse())
    await tx.query(`DELETE FROM ${subjects[subject].table} WHERE import_id = $1`, [importId]);
  await tx.query('UPDATE import_run SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    importId,
    at,
    actor,
  ]);
  // What a site was called by an undone import is no former name of it.
  await refreshSites(tx, 'SELECT DISTINCT location_id FROM undone_site');
}

/** Those changed, and those whose provider was changed or made: what they are found by changes too. */
const noteTouchedSites = `
  INSERT INTO undone_site
  SELECT key FROM register_change WHERE import_id = $1 AND subject = 'site'
   UNION
  SELECT s.location_id FROM site s
   WHERE s.provider_id IN (SELECT key FROM register_change
                            WHERE import_id = $1 AND subject = 'provider'
                            UNION SELECT provider_id FROM provider WHERE import_id = $1)`;

/** Nobody has decided about these yet. */
const dropSuggestions = `
  DELETE FROM home_link
   WHERE found_in = $1
      OR older_id IN (SELECT location_id FROM site WHERE import_id = $1)
      OR newer_id IN (SELECT location_id FROM site WHERE import_id = $1)`;

/** Values by their column's own type; `sources` field by field, since later files may have others. */
function restore(subject: SubjectName): string {
  const { table, fields } = subjects[subject];
  const set = Object.keys(fields).map(
    (field) =>
      `${field} = CASE WHEN c.before ? '${field}' THEN (c.was).${field} ELSE t.${field} END`,
  );
  return `
    UPDATE ${table} t
       SET ${set.join(', ')},
           sources = (t.sources - c.fields) || c.sources,
           changed_at = CASE WHEN t.changed_at = (c.after ->> 'changed_at')::timestamptz
                             THEN (c.was).changed_at ELSE t.changed_at END
      FROM (SELECT key, before, after, fields,
                   jsonb_populate_record(NULL::${table}, before - 'sources') AS was,
                   coalesce((SELECT jsonb_object_agg(s.key, s.value)
                               FROM jsonb_each(before -> 'sources') s
                              WHERE s.key = ANY (fields)), '{}') AS sources
              FROM (SELECT key, before, after,
                           ARRAY(SELECT jsonb_object_keys(before - 'sources' - 'changed_at')) AS fields
                      FROM register_change
                     WHERE import_id = $1 AND subject = '${subject}') own) c
     WHERE ${keyText(subject, 't')} = c.key`;
}

/** An import since, of other fields, found this one's time of change: it shall find the one before. */
const forgetTime = (subject: SubjectName): string => `
  UPDATE register_change later
     SET before = later.before || jsonb_build_object('changed_at', own.before -> 'changed_at')
    FROM register_change own, import_run r, import_run mine
   WHERE own.import_id = $1 AND own.subject = '${subject}' AND mine.id = $1
     AND later.subject = own.subject AND later.key = own.key AND r.id = later.import_id
     AND r.position > mine.position AND r.undone_at IS NULL
     AND later.before -> 'changed_at' = own.after -> 'changed_at'`;

async function restoreCorrections(tx: Sql, importId: string): Promise<void> {
  const news = `
    (SELECT key::uuid AS id, before, after ->> 'news' AS news, after ->> 'field' AS field,
            after ->> 'location_id' AS location_id
       FROM register_change WHERE import_id = $1 AND subject = 'correction') n`;
  await tx.query(
    `UPDATE site s
        SET corrected = ARRAY(SELECT DISTINCT f FROM unnest(s.corrected || n.fields) f ORDER BY f),
            sources = (s.sources - n.fields) || n.sources
       FROM (SELECT location_id, array_agg(field) AS fields,
                    coalesce(jsonb_object_agg(field, before -> 'source')
                      FILTER (WHERE before ->> 'source' IS NOT NULL), '{}') AS sources
               FROM ${news} WHERE news = 'agreed' GROUP BY location_id) n
      WHERE n.location_id = s.location_id`,
    [importId],
  );
  await tx.query(
    `UPDATE site_correction c
        SET asked_value = nullif(n.before -> 'asked_value', 'null'),
            asked_by = (n.before ->> 'asked_by')::uuid, ended_at = NULL, ended_how = NULL
       FROM ${news} WHERE n.id = c.id`,
    [importId],
  );
}
