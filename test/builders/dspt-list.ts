import { randomUUID } from 'node:crypto';
import { readDsptStatus } from '@app/domain';
import type { Sql } from '@app/platform';

/** One row of a list: code, status as it is written, and its day. */
export type ListRow = readonly [code: string, status: string, publishedOn?: string | null];

/**
 * Puts a DSPT list into the register as an import leaves it: the newest status of each code, and
 * every publication it shows.
 * @param asOf the day the list speaks of, `YYYY-MM-DD`
 * @returns the id of the import
 */
export async function buildDsptList(
  sql: Sql,
  asOf: string,
  ...rows: readonly ListRow[]
): Promise<string> {
  const id = randomUUID();
  const at = `${asOf}T12:00:00Z`;
  await sql.query(
    `INSERT INTO import_run
       (id, kind, variant, file_name, file_sha256, imported_at, imported_by, result, as_of)
     VALUES ($1::uuid, 'dspt', 'dspt-search-results', 'invented list', $1::text, $2, 'test', '{}', $3)`,
    [id, at, asOf],
  );
  for (const [code, status, publishedOn = null] of rows) {
    const { level, edition } = readDsptStatus(status);
    await sql.query(
      `INSERT INTO dspt_status
         (code, name, status_text, level, edition, published_on, sector, import_id, changed_at)
       VALUES ($1, 'Invented organisation', $2, $3, $4, $5, 'Social Care', $6, $7)
       ON CONFLICT (code) DO UPDATE SET status_text = $2, level = $3, edition = $4,
         published_on = $5, changed_at = $7`,
      [code, status, level, edition, publishedOn, id, at],
    );
    if (publishedOn === null) continue;
    await sql.query(
      `INSERT INTO dspt_publication
         (code, status_text, published_on, level, edition, import_id, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [code, status, publishedOn, level, edition, id, at],
    );
  }
  return id;
}

/** Gives a site its ODS code, and its provider one. */
export async function giveCodes(
  sql: Sql,
  locationId: string,
  odsCode: string | null,
  providerCode: string | null = null,
): Promise<void> {
  await sql.query(
    `WITH site AS (
       UPDATE site SET ods_code = $2 WHERE location_id = $1 RETURNING provider_id
     )
     UPDATE provider p SET ods_code = $3 FROM site WHERE p.provider_id = site.provider_id`,
    [locationId, odsCode, providerCode],
  );
}
