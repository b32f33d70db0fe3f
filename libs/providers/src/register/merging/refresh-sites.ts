import type { Sql } from '@app/platform';
import { decideScope, scopeKey } from './scope-of-sites';
import { searchText } from '../../sites/search-text';

/**
 * Brings what is made from a site's values in line with them: its scope, and what searching looks
 * through. Both are functions of the values alone, so undoing an import calls this too.
 * @param touched SQL that selects the `location_id` of each site that may have changed
 */
export async function refreshSites(
  tx: Sql,
  touched: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await tx.query('CREATE TEMP TABLE IF NOT EXISTS touched_site (location_id text) ON COMMIT DROP');
  await tx.query('TRUNCATE touched_site');
  await tx.query(`INSERT INTO touched_site ${touched}`, values);
  await decideScope(tx, 'site s WHERE s.location_id IN (SELECT location_id FROM touched_site)');
  const search = searchText('s', 'p');
  await tx.query(`
    UPDATE site t SET in_scope = n.reason IS NULL, scope_reason = n.reason, search = n.search
      FROM (SELECT s.location_id, c.reason, ${search} AS search
              FROM touched_site JOIN site s USING (location_id)
              LEFT JOIN provider p USING (provider_id)
              JOIN scope_case c ON c.key = ${scopeKey('s')}) n
     WHERE t.location_id = n.location_id
       AND (t.in_scope, t.scope_reason, t.search) IS DISTINCT FROM
           (n.reason IS NULL, n.reason, n.search)`);
}
