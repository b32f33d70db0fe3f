import { outOfScopeReason } from '@app/domain';
import type { Sql } from '@app/platform';

/** What decides whether a site is one of those this programme helps. */
const scopeFields = ['location_type', 'category', 'service_types', 'care_home'] as const;

interface ScopeCase {
  key: string;
  location_id: string;
  location_type: string | null;
  category: string | null;
  service_types: string[] | null;
  care_home: boolean | null;
}

/**
 * SQL for what is the same for all sites that the rule treats alike. CQC's own ids are all of one
 * sort; any other may be a code that the rule knows, so it stands for itself.
 * @param site alias of a row
 * @param knows whether that row has such a column
 */
export function scopeKey(site: string, knows: (field: string) => boolean = () => true): string {
  const text = {
    location_type: `${site}.location_type`,
    category: `${site}.category`,
    service_types: `array_to_string(${site}.service_types, '|')`,
    care_home: `${site}.care_home::text`,
  };
  const parts = scopeFields.map((field) => (knows(field) ? `coalesce(${text[field]}, '')` : `''`));
  const own = `CASE WHEN ${site}.location_id LIKE '1-%' THEN '' ELSE ${site}.location_id END`;
  return [...parts, own].join(` || chr(31) || `);
}

/**
 * Leaves in the temporary table `scope_case` what the rule says of every sort of site found.
 * @param from SQL of rows with a site's columns, under the alias `s`
 */
export async function decideScope(
  tx: Sql,
  from: string,
  knows: (field: string) => boolean = () => true,
): Promise<void> {
  const column = (field: (typeof scopeFields)[number], type: string) =>
    knows(field) ? `s.${field}` : `NULL::${type} AS ${field}`;
  const cases = await tx.query<ScopeCase>(
    `SELECT DISTINCT ON (key) key, * FROM (
       SELECT ${scopeKey('s', knows)} AS key, s.location_id, ${column('location_type', 'text')},
              ${column('category', 'text')}, ${column('service_types', 'text[]')},
              ${column('care_home', 'boolean')}
         FROM ${from}) found`,
  );
  const reasons = cases.map((found) =>
    outOfScopeReason({
      locationId: found.location_id,
      locationType: found.location_type,
      category: found.category,
      serviceTypes: found.service_types,
      careHome: found.care_home,
    }),
  );
  await tx.query(
    `CREATE TEMP TABLE IF NOT EXISTS scope_case (key text, reason text) ON COMMIT DROP`,
  );
  await tx.query('TRUNCATE scope_case');
  await tx.query(`INSERT INTO scope_case SELECT * FROM unnest($1::text[], $2::text[])`, [
    cases.map((found) => found.key),
    reasons,
  ]);
}
