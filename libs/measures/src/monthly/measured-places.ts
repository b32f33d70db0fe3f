import type { Sql } from '@app/platform';

/** The places that measures are told of one by one, as CQC writes them, by name. */
export interface MeasuredPlaces {
  authorities: string[];
  icbs: string[];
}

/** The authorities and ICBs that have sites the association helps. */
export async function readMeasuredPlaces(sql: Sql): Promise<MeasuredPlaces> {
  const rows = await sql.query<{ kind: string; name: string }>(
    `SELECT DISTINCT 'authority' AS kind, local_authority AS name FROM site
      WHERE in_scope AND local_authority IS NOT NULL
     UNION SELECT DISTINCT 'icb', icb FROM site WHERE in_scope AND icb IS NOT NULL
      ORDER BY name`,
    [],
    'measured-places',
  );
  const named = (wanted: string): string[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  return { authorities: named('authority'), icbs: named('icb') };
}
