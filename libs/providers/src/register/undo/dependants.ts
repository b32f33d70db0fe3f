import type { Sql } from '@app/platform';
import { keyText } from '../merging/merge-subject';
import { type SubjectName, subjects } from '../subjects';

/** Something that rests on what an import did, so that it cannot be taken back alone. */
export interface Dependant {
  what: 'import' | 'case' | 'contact' | 'correction' | 'link' | 'quarantine' | 'dspt-inclusion';
  /** As people know it. */
  name: string;
  /** The page where it can be looked at, or taken back. */
  href?: string;
}

/** As many of each sort as a person needs to see. */
const mostNamed = 20;

/** What rests on an import: later files that told of the same, and what people have built on it. */
export async function dependantsOf(sql: Sql, importId: string): Promise<Dependant[]> {
  const found: Dependant[] = [];
  for (const [what, query] of Object.entries(queries)) {
    const rows = await sql.query<{ name: string; href: string | null }>(
      `${query} LIMIT ${mostNamed}`,
      [importId],
    );
    for (const { name, href } of rows)
      found.push({ what: what as Dependant['what'], name, ...(href === null ? {} : { href }) });
  }
  return found;
}

/** Records the import created, and fields of others that it changed. */
const touched = (Object.keys(subjects) as SubjectName[])
  .map(
    (subject) =>
      `SELECT '${subject}' AS subject, ${keyText(subject, 't')} AS key, NULL::text[] AS fields
         FROM ${subjects[subject].table} t WHERE t.import_id = $1`,
  )
  .concat(
    `SELECT subject, key, ARRAY(SELECT jsonb_object_keys(after - 'sources' - 'changed_at'))
       FROM register_change WHERE import_id = $1 AND subject <> 'correction'`,
  )
  .join(' UNION ALL ');

const created = `SELECT location_id FROM site WHERE import_id = $1`;

const queries: Record<Dependant['what'], string> = {
  // A later file that said the same would have made, or changed, these records itself.
  import: `
    WITH touched AS MATERIALIZED (${touched})
    SELECT r.file_name AS name, '/imports/' || r.id AS href
      FROM import_run r
     WHERE r.undone_at IS NULL
       AND r.position > (SELECT position FROM import_run WHERE id = $1)
       AND EXISTS (SELECT FROM import_record i, unnest(i.keys) k(key)
                     JOIN touched t ON t.key = k.key
                    WHERE i.import_id = r.id AND i.subject = t.subject
                      AND (t.fields IS NULL OR r.compare -> 'speaks' -> t.subject ?| t.fields))
     ORDER BY r.position DESC`,
  case: `
    SELECT s.name, '/cases/' || c.id AS href FROM application_case c JOIN site s USING (location_id)
     WHERE s.location_id IN (${created}) ORDER BY s.name, c.id`,
  contact: `
    SELECT s.name, '/sites/' || s.location_id AS href FROM site s
     WHERE s.location_id IN (${created})
       AND EXISTS (SELECT FROM contact c WHERE c.location_id = s.location_id)
     ORDER BY s.name, s.location_id`,
  correction: `
    SELECT s.name, '/sites/' || s.location_id AS href FROM site_correction c JOIN site s USING (location_id)
     WHERE s.location_id IN (${created})
        OR c.source_id = $1 AND c.corrected_at >= (SELECT imported_at FROM import_run WHERE id = $1)
           AND EXISTS (SELECT FROM register_change r
                        WHERE r.import_id = $1 AND r.subject = 'site' AND r.key = c.location_id
                          AND r.after ? c.field)
        OR c.asked_by = $1 AND c.ended_how IN ('kept', 'taken', 'withdrawn')
     ORDER BY s.name, c.id`,
  link: `
    SELECT o.name || ' and ' || n.name AS name, '/duplicates' AS href
      FROM home_link l
      JOIN site o ON o.location_id = l.older_id JOIN site n ON n.location_id = l.newer_id
     WHERE l.state <> 'suggested'
       AND (l.found_in = $1 OR l.older_id IN (${created}) OR l.newer_id IN (${created}))
     ORDER BY name, l.id`,
  quarantine: `
    SELECT coalesce(q.said ->> 'Location name', q.identity) AS name, '/quarantine' AS href
      FROM quarantined_row q
     WHERE (q.import_id = $1 AND q.state <> 'waiting') OR q.location_id IN (${created})
     ORDER BY name, q.id`,
  'dspt-inclusion': `
    SELECT s.name, '/sites/' || s.location_id AS href FROM site s
     WHERE s.location_id IN (${created})
       AND EXISTS (SELECT FROM dspt_inclusion d WHERE d.location_id = s.location_id)
     ORDER BY s.name, s.location_id`,
};
