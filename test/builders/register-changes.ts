import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '@app/platform';

type Columns = Readonly<Record<string, unknown>>;

/** What an invented import says of sites that are there. */
export interface BuiltImport {
  /** The day its data speak of. */
  asOf: string;
  /** When it was made; ISO 8601 UTC. */
  at?: string;
  kind?: string;
  /** Columns of sites by location id, as the import leaves them. */
  changes?: Readonly<Record<string, Columns>>;
}

/**
 * Stores an import and what it changed of sites, as the import of a file does, without a file.
 * @returns its id
 */
export async function buildImport(
  db: Database,
  { asOf, at = `${asOf}T06:00:00Z`, kind = 'cqc', changes = {} }: BuiltImport,
): Promise<string> {
  const id = randomUUID();
  await db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result, as_of)
       VALUES ($1, $2, 'built', '', $3, 'test', '{}', $4)`,
      [id, kind, at, asOf],
    );
    for (const [locationId, after] of Object.entries(changes))
      await change(tx, id, at, locationId, after);
  });
  return id;
}

async function change(
  tx: Sql,
  importId: string,
  at: string,
  locationId: string,
  after: Columns,
): Promise<void> {
  const [row] = await tx.query<{ site: Columns }>(
    'SELECT to_jsonb(s) AS site FROM site s WHERE location_id = $1',
    [locationId],
  );
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, row?.site[name]]));
  await tx.query(
    `UPDATE site SET (${Object.keys(after).join(', ')}, changed_at) =
       (SELECT ${Object.keys(after).join(', ')}, $3::timestamptz
          FROM jsonb_populate_record(NULL::site, $2))
      WHERE location_id = $1`,
    [locationId, JSON.stringify(after), at],
  );
  await tx.query(
    `INSERT INTO register_change (import_id, subject, key, before, after)
     VALUES ($1, 'site', $2, $3, $4)`,
    [importId, locationId, JSON.stringify(before), JSON.stringify(after)],
  );
}
