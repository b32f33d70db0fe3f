import { asItStood, type SiteOnRegister, type SiteUpdate } from '@app/domain';
import type { Sql } from '@app/platform';

/** An import that open cases have not been told of. */
export interface UntoldImport {
  id: string;
  /** The order in which imports were made. */
  position: string;
  /** The day its data speak of, `YYYY-MM-DD`. */
  asOf: string;
}

/** Columns of a site's row as `register_change` keeps them, those an open case has to know of. */
interface SiteColumns {
  registration_status: SiteOnRegister['registrationStatus'];
  deregistered_on: string | null;
  dormant: boolean | null;
  provider_id: string | null;
  ods_code: string | null;
  registered_managers: string[] | null;
}

const columns = [
  'registration_status',
  'deregistered_on',
  'dormant',
  'provider_id',
  'ods_code',
  'registered_managers',
] as const satisfies readonly (keyof SiteColumns)[];

const toSite = (row: SiteColumns): SiteOnRegister => ({
  registrationStatus: row.registration_status,
  deregisteredOn: row.deregistered_on,
  dormant: row.dormant,
  providerId: row.provider_id,
  odsCode: row.ods_code,
  registeredManagers: row.registered_managers,
});

/** Imports of which open cases have still to be told, oldest first. */
export async function untoldImports(sql: Sql): Promise<UntoldImport[]> {
  return sql.query<UntoldImport>(
    `SELECT id, position, coalesce(as_of, (imported_at AT TIME ZONE 'Europe/London')::date) AS "asOf"
       FROM import_run WHERE told_at IS NULL AND undone_at IS NULL ORDER BY position`,
    [],
    'untold-imports',
  );
}

/** Open cases whose site an import created or changed. */
export async function casesTouchedBy(sql: Sql, importId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM application_case c JOIN site s USING (location_id)
      WHERE c.open AND s.import_id = $1
     UNION
     SELECT c.id FROM register_change r JOIN application_case c ON c.location_id = r.key
      WHERE c.open AND r.import_id = $1 AND r.subject = 'site' AND r.after ?| $2
      ORDER BY id`,
    [importId, columns],
    'cases-touched-by-import',
  );
  return rows.map(({ id }) => id);
}

interface ChangeRow {
  position: string;
  before: Partial<SiteColumns>;
}

/**
 * What an import made of a site, as it stood before and after it, whatever later imports made of it;
 * null when it neither created nor changed it.
 */
export async function siteUpdate(
  sql: Sql,
  locationId: string,
  run: UntoldImport,
): Promise<SiteUpdate | null> {
  const [row] = await sql.query<SiteColumns & { import_id: string }>(
    `SELECT import_id, ${columns.join(', ')} FROM site WHERE location_id = $1`,
    [locationId],
    'site-for-news',
  );
  if (!row) return null;
  const changes = await sql.query<ChangeRow>(
    `SELECT i.position, r.before FROM register_change r JOIN import_run i ON i.id = r.import_id
      WHERE r.subject = 'site' AND r.key = $1 AND i.position >= $2 AND i.undone_at IS NULL
      ORDER BY i.position`,
    [locationId, run.position],
    'changes-since-import',
  );
  const later = changes.filter(({ position }) => position !== run.position);
  const after = asItStood<SiteColumns>(
    row,
    later.map(({ before }) => before),
  );
  const own = changes.find(({ position }) => position === run.position);
  if (!own && row.import_id !== run.id) return null;
  const before = own ? toSite(asItStood(after, [own.before])) : null;
  return { before, after: toSite(after), asOf: run.asOf };
}
