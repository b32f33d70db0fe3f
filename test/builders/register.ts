import { randomUUID } from 'node:crypto';
import type { Sealer, Sql } from '@app/platform';

let serial = 0;

/** Leaves out the ids that as many homes of a practice town have. */
export function startAfterTown(homes: number): void {
  serial = Math.max(serial, homes);
}

/** A site of an invented home with its provider, and who answers for it if asked for. */
export interface BuiltSite {
  locationId: string;
  name: string;
}

export async function buildSite(
  sql: Sql,
  options: {
    name?: string;
    town?: string;
    inScope?: boolean;
    contact?: { name: string | null; email: string };
    sealer?: Sealer;
  } = {},
): Promise<BuiltSite> {
  serial += 1;
  const locationId = `1-99999${String(serial).padStart(6, '0')}`;
  const providerId = `1-99998${String(serial).padStart(6, '0')}`;
  const name = options.name ?? `Invented House ${serial}`;
  const at = '2026-01-01T00:00:00Z';
  const importId = randomUUID();
  await sql.query(
    `WITH run AS (
       INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES ($1, 'test', 'builder', '', $2, 'test', '{}')
     ), provider AS (
       INSERT INTO provider (provider_id, name, import_id, changed_at)
       VALUES ($3, 'Invented Care Ltd', $1, $2)
     )
     INSERT INTO site (location_id, provider_id, name, care_home, town, in_scope, scope_reason,
                       import_id, changed_at, search)
     VALUES ($4, $3, $5, true, $6, $7, CASE WHEN $7 THEN NULL ELSE 'run by the NHS' END, $1, $2,
             lower($5))`,
    [importId, at, providerId, locationId, name, options.town ?? null, options.inScope ?? true],
  );
  if (options.contact && options.sealer) {
    const id = randomUUID();
    await sql.query(
      `INSERT INTO contact (id, location_id, sealed, address_key, created_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        id,
        locationId,
        options.sealer.seal(`contact:${id}`, options.contact),
        options.sealer.addressKey(options.contact.email),
        at,
      ],
    );
  }
  return { locationId, name };
}

/** @returns the id of a new officer */
export async function buildOfficer(
  sql: Sql,
  options: { email?: string; name?: string; role?: 'officer' | 'lead' | 'viewer' } = {},
): Promise<string> {
  const id = randomUUID();
  await sql.query(
    'INSERT INTO officer (id, email, name, role, created_at) VALUES ($1, $2, $3, $4, $5)',
    [
      id,
      options.email ?? `officer-${id.slice(0, 8)}@association.example`,
      options.name ?? 'Alex Officer',
      options.role ?? 'officer',
      '2026-01-01T00:00:00Z',
    ],
  );
  return id;
}
