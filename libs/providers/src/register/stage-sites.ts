import type { Sql } from '@app/platform';
import { type ArrivingSite, siteColumns } from './arriving-site';
import { columns } from './columns';
import type { ImportTally } from './import-tally';

/**
 * A table for the sites of one file, gone with the transaction. Everything is text, so that every
 * column can be compared and filled in the same way.
 */
export async function createStaging(tx: Sql): Promise<void> {
  await tx.query(`
    CREATE TEMP TABLE arriving (
      row          integer,
      rows         integer,
      repeat       boolean,
      in_scope     boolean,
      scope_reason text,
      set_aside    text[],
      ${siteColumns.map((c) => `${c} text`).join(', ')}
    ) ON COMMIT DROP`);
}

/** One statement for a batch: what it costs is writing the rows, not sending them. */
export async function stage(tx: Sql, sites: readonly ArrivingSite[]): Promise<void> {
  await tx.query(
    'INSERT INTO arriving SELECT * FROM json_populate_recordset(NULL::arriving, $1)',
    [JSON.stringify(sites)],
    'stage-sites',
  );
}

/**
 * Makes the staged rows one a site. A site that is told of in two places of the file is filled from
 * both; where they contradict, the place further up stands and the other is noted.
 */
export async function settleRepeats(tx: Sql, tally: ImportTally): Promise<void> {
  const [found] = await tx.query<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM arriving WHERE repeat) AS any',
  );
  if (found?.any) {
    await tx.query(fillFromRepeats);
    await noteContradictions(tx, tally, contradictingRepeats);
    await tx.query('DELETE FROM arriving WHERE repeat');
  }
  await tx.query('ANALYZE arriving');
  await noteContradictions(tx, tally, contradictingProviders);
  await noteMissingRatings(tx, tally);
}

/** Until the file says something, nothing is said: the first value that is not blank stands. */
const fillFromRepeats = `
  UPDATE arriving a
     SET ${siteColumns.map((c) => `${c} = coalesce(a.${c}, r.${c})`).join(', ')}
    FROM (SELECT location_id,
                 ${siteColumns
                   .filter((c) => c !== 'location_id')
                   .map(
                     (c) =>
                       `(array_agg(${c} ORDER BY row) FILTER (WHERE ${c} IS NOT NULL))[1] AS ${c}`,
                   )
                   .join(', ')}
            FROM arriving WHERE repeat GROUP BY location_id) r
   WHERE a.location_id = r.location_id AND NOT a.repeat`;

interface Contradiction {
  row: number;
  rows: number;
  column: string;
  said: string;
  stands: string;
}

const contradictingRepeats = `
  SELECT r.row, r.rows, v."column", v.said, v.stands
    FROM arriving r
    JOIN arriving a ON a.location_id = r.location_id AND NOT a.repeat,
         LATERAL (VALUES ${siteColumns
           .map((c) => `('${columns[c]}', r.${c}, a.${c})`)
           .join(', ')}) v("column", said, stands)
   WHERE r.repeat AND v.said <> v.stands
   ORDER BY r.row`;

/** The provider as its first site tells of it. */
export const arrivingProviders = `
  SELECT DISTINCT ON (provider_id) provider_id, provider_name AS name, brand
    FROM arriving ORDER BY provider_id, brand IS NULL, row`;

const contradictingProviders = `
  SELECT a.row, a.rows, v."column", v.said, v.stands
    FROM arriving a
    JOIN (${arrivingProviders}) p USING (provider_id),
         LATERAL (VALUES ('${columns.provider_name}', a.provider_name, p.name),
                         ('${columns.brand}', a.brand, p.brand)) v("column", said, stands)
   WHERE v.said <> v.stands
   ORDER BY a.row`;

async function noteContradictions(tx: Sql, tally: ImportTally, sql: string): Promise<void> {
  let last = 0;
  for (const found of await tx.query<Contradiction>(sql)) {
    if (found.row !== last) tally.quarantined += found.rows;
    last = found.row;
    tally.note({
      row: found.row,
      column: found.column,
      code: 'conflicting-repeat',
      message: `Here it is “${found.said}”, elsewhere in the file “${found.stands}”, which was taken.`,
    });
  }
}

async function noteMissingRatings(tx: Sql, tally: ImportTally): Promise<void> {
  const rows = await tx.query<{ row: number }>(
    `SELECT row FROM arriving WHERE rating IS NULL AND 'rating' <> ALL (set_aside) ORDER BY row`,
  );
  for (const { row } of rows)
    tally.note({
      row,
      column: columns.rating,
      code: 'no-overall-rating',
      message: 'No row gives this site’s overall rating; the one known before, if any, stays.',
    });
}
