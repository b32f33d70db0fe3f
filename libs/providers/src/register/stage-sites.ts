import type { Sql, Transaction } from '@app/platform';
import { type ArrivingSite, siteColumns } from './arriving-site';
import { columns } from './columns';
import type { ImportTally } from './import-tally';

const stagedColumns = [
  'row',
  'rows',
  'repeat',
  'in_scope',
  'scope_reason',
  'set_aside',
  ...siteColumns,
] as const satisfies readonly (keyof ArrivingSite)[];

/**
 * Loads the sites of one file into a table that is gone with the transaction. What the file says is
 * text there, so that every column can be compared and filled in the same way.
 */
export async function stageSites(
  tx: Transaction,
  batches: AsyncIterable<readonly ArrivingSite[]>,
): Promise<void> {
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
  // The table is too new for the planner to know its size, and the register's own tables may look
  // empty to it: a nested loop over them would take minutes for a national file.
  await tx.query(`SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '32MB'`);
  await tx.copyIn(`COPY arriving (${stagedColumns.join(', ')}) FROM STDIN`, asCopyText(batches));
}

/** PostgreSQL's text format of COPY: a line a row, a tab between columns, `\N` for null. */
async function* asCopyText(batches: AsyncIterable<readonly ArrivingSite[]>) {
  for await (const sites of batches) {
    let text = '';
    for (const site of sites) text += `${stagedColumns.map((c) => field(site[c])).join('\t')}\n`;
    if (text !== '') yield text;
  }
}

function field(value: ArrivingSite[(typeof stagedColumns)[number]]): string {
  if (value === null) return '\\N';
  // Tabs and line ends are single blanks by now.
  if (typeof value === 'string') return value.replaceAll('\\', '\\\\');
  // Only column names, which need no quotes.
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
}

/**
 * Makes the staged rows one a site. A site that is told of in two places of the file is filled from
 * both; where they contradict, the place further up stands and the other is noted.
 */
export async function settleRepeats(tx: Sql, tally: ImportTally): Promise<void> {
  if (await any(tx, 'SELECT FROM arriving WHERE repeat')) {
    await tx.query(fillFromRepeats);
    await noteContradictions(tx, tally, contradictingRepeats);
    await tx.query('DELETE FROM arriving WHERE repeat');
  }
  if (await any(tx, providersWithTwoNames))
    await noteContradictions(tx, tally, contradictingProviders);
  await noteMissingRatings(tx, tally);
}

async function any(tx: Sql, query: string): Promise<boolean> {
  const [found] = await tx.query<{ any: boolean }>(`SELECT EXISTS (${query}) AS any`);
  return found?.any === true;
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

const providersWithTwoNames = `
  SELECT FROM arriving GROUP BY provider_id
  HAVING min(provider_name) <> max(provider_name) OR min(brand) <> max(brand)`;

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
