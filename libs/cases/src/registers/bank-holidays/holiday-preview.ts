import type { HolidayChanges } from '@app/domain';
import type { Sql } from '@app/platform';

/** Keeps, for the page of an import job, each day that would change. */
export async function keepHolidayPreview(
  tx: Sql,
  jobId: string,
  { added, removed, renamed }: HolidayChanges,
): Promise<void> {
  const changes = [
    ...added.map(({ date, title }) => ({ date, title, action: 'create', old: null, now: title })),
    ...removed.map(({ date, title }) => ({ date, title, action: 'update', old: title, now: null })),
    ...renamed.map(({ date, from, to }) => ({
      date,
      title: to,
      action: 'update',
      old: from,
      now: to,
    })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
  await tx.query('DELETE FROM import_preview WHERE job_id = $1', [jobId]);
  await tx.query(
    `INSERT INTO import_preview (job_id, position, row, subject, key, name, action, fields)
     SELECT $1, n, n, 'Bank holiday', c ->> 'date', c ->> 'title', c ->> 'action',
            jsonb_build_array(jsonb_build_object('field', 'bank_holiday', 'old', c -> 'old',
                                                 'new', c -> 'now', 'source', null))
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e(c, n)`,
    [jobId, JSON.stringify(changes)],
  );
}
