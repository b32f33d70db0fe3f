import { Conflict } from '@app/domain';
import type { Sql } from '@app/platform';

/** Ids of all records that accepted links join to this one, itself among them. */
export async function recordsOfHome(sql: Sql, locationId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH RECURSIVE home (id) AS (
       SELECT $1::text
       UNION
       SELECT CASE WHEN l.older_id = home.id THEN l.newer_id ELSE l.older_id END
         FROM home JOIN home_link l ON home.id IN (l.older_id, l.newer_id)
        WHERE l.state = 'accepted'
     ) SELECT id FROM home ORDER BY id`,
    [locationId],
    'records-of-home',
  );
  return rows.map(({ id }) => id);
}

/**
 * A home has one open case, whatever its record is called by now.
 * @param besides a case that a person has decided may stand beside the new one
 * @throws Conflict when another record of the home has one
 */
export async function refuseSecondOfHome(
  tx: Sql,
  locationId: string,
  besides: string | null,
): Promise<void> {
  const ids = await recordsOfHome(tx, locationId);
  if (ids.length === 1) return;
  // Two officers who open a case for two records of one home at once take turns.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 33))', [ids[0]], 'hold-home');
  const [other] = await tx.query<{ location_id: string }>(
    `SELECT location_id FROM application_case
      WHERE open AND location_id = ANY($1) AND location_id <> $2 AND id IS DISTINCT FROM $3
      ORDER BY opened_on LIMIT 1`,
    [ids, locationId, besides],
    'open-case-of-home',
  );
  if (other)
    throw new Conflict(
      'home-has-open-case',
      `This home has an open case under its other registration, ${other.location_id}; open the next one from the page of the two records, which links them.`,
    );
}
