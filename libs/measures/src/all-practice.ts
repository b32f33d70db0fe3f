import type { Sql } from '@app/platform';

/**
 * Whether every home of this database is invented: a practice caseload was made, and no real register
 * has been imported since. Lists of publications bring no homes.
 */
export async function isAllPractice(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ all: boolean }>(
    `SELECT coalesce(bool_or(kind = 'practice'), false)
            AND NOT coalesce(bool_or(kind IN ('cqc', 'ods', 'line-by-line')), false) AS "all"
       FROM import_run WHERE undone_at IS NULL`,
    [],
    'is-all-practice',
  );
  return row?.all ?? false;
}
