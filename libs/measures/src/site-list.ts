import type { Stage } from '@app/domain';
import type { Sql } from '@app/platform';
import { type Page, pageOf, readCursor } from './keyset';

/** One site of the register as lists show it, with its open case if it has one. */
export interface SiteLine {
  locationId: string;
  name: string;
  town: string | null;
  postcode: string | null;
  odsCode: string | null;
  provider: string;
  careHome: boolean;
  inScope: boolean;
  /** Why it is not one of ours; null when it is. */
  scopeReason: string | null;
  openCase: { id: string; stage: Stage; practice: boolean } | null;
}

export interface SiteFilter {
  /** Part of the name, postcode, town, provider or ids. */
  q?: string;
  /** Only care homes. */
  careHomes?: boolean;
  /** `open`: with an open case; `none`: without one. */
  withCase?: 'open' | 'none';
}

interface SiteRow extends Omit<SiteLine, 'openCase'> {
  sortName: string;
  caseId: string | null;
  stage: Stage | null;
  practice: boolean | null;
}

/**
 * Sites by name.
 * @param limit 1 to 200
 * @throws BadInput for a cursor of another list
 */
export async function listSites(
  sql: Sql,
  filter: SiteFilter,
  limit: number,
  cursor?: string,
): Promise<Page<SiteLine>> {
  const conditions = ['true'];
  const values: unknown[] = [];
  if (filter.q?.trim()) {
    values.push(filter.q.trim().toLowerCase());
    conditions.push(`strpos(s.search, $${values.length}) > 0`);
  }
  if (filter.careHomes) conditions.push('s.care_home AND s.in_scope');
  if (filter.withCase === 'open') conditions.push('c.id IS NOT NULL');
  if (filter.withCase === 'none') conditions.push('c.id IS NULL');
  if (cursor) {
    values.push(...readCursor(cursor, 2));
    const [name, id] = [values.length - 1, values.length];
    conditions.push(`(lower(s.name) COLLATE "C", s.location_id) > ($${name}, $${id})`);
  }
  values.push(limit + 1);
  const rows = await sql.query<SiteRow>(
    `SELECT s.location_id AS "locationId", s.name, s.town, s.postcode, s.ods_code AS "odsCode",
            p.name AS provider, s.care_home AS "careHome", s.in_scope AS "inScope",
            s.scope_reason AS "scopeReason", lower(s.name) AS "sortName",
            c.id AS "caseId", c.stage, c.practice
       FROM site s
       JOIN provider p USING (provider_id)
       LEFT JOIN application_case c ON c.location_id = s.location_id AND c.open
      WHERE ${conditions.join(' AND ')}
      ORDER BY lower(s.name) COLLATE "C", s.location_id
      LIMIT $${values.length}`,
    values,
  );
  const page = pageOf(rows, limit, (row) => [row.sortName, row.locationId]);
  return { items: page.items.map(toLine), nextCursor: page.nextCursor };
}

function toLine({ sortName: _, caseId, stage, practice, ...site }: SiteRow): SiteLine {
  const openCase = caseId && stage ? { id: caseId, stage, practice: practice === true } : null;
  return { ...site, openCase };
}
