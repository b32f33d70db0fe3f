import type { Sql } from '@app/platform';
import { each, type MergeSubject } from '../merging/merge-subject';
import type { Authority } from '../merging/plan-changes';

/**
 * Leaves in `correction_news` what a file says about values that a person corrected: it may agree
 * now, say something new (which is asked about), or go back to what was corrected. What it said when
 * it was corrected is no news, and neither is what an older file says.
 * @returns how many corrections are in question anew
 */
export async function compareCorrections(
  tx: Sql,
  site: MergeSubject | undefined,
  { asOf }: Authority,
): Promise<number> {
  await tx.query(`
    CREATE TEMP TABLE correction_news (
      id uuid, location_id text, row integer, field text, says jsonb, value jsonb, news text,
      before jsonb
    ) ON COMMIT DROP`);
  if (!site || site.fields.length === 0) return 0;
  const [open] = await tx.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM site_correction WHERE ended_at IS NULL) AS any',
  );
  if (!open?.any) return 0;
  const said = each(site.fields, (f) => `('${f}', to_jsonb(a.${f}))`);
  await tx.query(
    `INSERT INTO correction_news
     SELECT * FROM (
       SELECT c.id, c.location_id, a.row, c.field, v.says, c.value,
              CASE WHEN v.says = c.value THEN 'agreed'
                   WHEN v.says = c.asked_value THEN NULL
                   WHEN v.says = c.source_value AND c.asked_value IS NULL THEN NULL
                   WHEN v.says = c.source_value THEN 'withdrawn'
                   ELSE 'asked' END AS news,
              jsonb_build_object('asked_value', c.asked_value, 'asked_by', c.asked_by,
                                 'source', s.sources -> c.field) AS before
         FROM site_correction c
         JOIN site s USING (location_id)
         JOIN arriving_site a USING (location_id)
         LEFT JOIN import_run r ON r.id = coalesce(c.asked_by, c.source_id),
              LATERAL (VALUES ${said}) v(field, says)
        WHERE c.ended_at IS NULL AND v.field = c.field AND v.says IS NOT NULL
          AND c.field <> ALL (a.set_aside) AND coalesce(r.as_of <= $1, true)) found
      WHERE news IS NOT NULL`,
    [asOf],
  );
  const [asked] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM correction_news WHERE news = 'asked'`,
  );
  return asked?.n ?? 0;
}

/** Writes the news down; the values of the sites stay as the person corrected them. */
export async function tellCorrections(tx: Sql, mark: { id: string; at: string }): Promise<void> {
  const [found] = await tx.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM correction_news) AS any',
  );
  if (!found?.any) return;
  await tx.query(
    `INSERT INTO register_change (import_id, subject, key, before, after)
     SELECT $1, 'correction', id::text, before,
            jsonb_build_object('news', news, 'location_id', location_id, 'field', field, 'says', says)
       FROM correction_news`,
    [mark.id],
  );
  await tx.query(
    `UPDATE site_correction c
        SET asked_value = CASE news WHEN 'asked' THEN n.says WHEN 'withdrawn' THEN NULL
                                    ELSE c.asked_value END,
            asked_by = CASE news WHEN 'asked' THEN $1::uuid WHEN 'withdrawn' THEN NULL
                                 ELSE c.asked_by END,
            ended_at = CASE news WHEN 'agreed' THEN $2::timestamptz END,
            ended_how = CASE news WHEN 'agreed' THEN 'agreed' END
       FROM correction_news n WHERE n.id = c.id`,
    [mark.id, mark.at],
  );
  // From here on the register's source speaks for these values again.
  await tx.query(
    `UPDATE site s
        SET corrected = ARRAY(SELECT f FROM unnest(s.corrected) f
                               WHERE f <> ALL (n.fields) ORDER BY f),
            sources = s.sources || n.sources
       FROM (SELECT location_id, array_agg(field) AS fields,
                    jsonb_object_agg(field, $1::text) AS sources
               FROM correction_news WHERE news = 'agreed' GROUP BY location_id) n
      WHERE n.location_id = s.location_id`,
    [mark.id],
  );
}
