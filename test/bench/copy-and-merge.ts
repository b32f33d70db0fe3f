import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@app/platform';
import { from as copyFrom } from 'pg-copy-streams';
import { ratingsHeader } from '../builders/latest-ratings';

const quoted = (name: string): string => `"${name}"`;

/**
 * The ceiling of an import: what one would type into psql (`\copy` and two statements) for a file
 * known to be sound. Nothing is checked. It leaves the register as our own import does.
 */
export async function copyAndMerge(db: Database, path: string): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMP TABLE raw (${ratingsHeader.map((c) => `${quoted(c)} text`).join(', ')}) ON COMMIT DROP`,
    );
    const copy = client.query(copyFrom('COPY raw FROM STDIN WITH (FORMAT csv, HEADER)'));
    await pipeline(createReadStream(path), copy);
    await client.query(`
      CREATE TEMP TABLE headline ON COMMIT DROP AS
      SELECT * FROM raw WHERE "Service / Population Group" = 'Overall' AND "Domain" = 'Overall'`);
    await client.query('ANALYZE headline');
    await client.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES ('00000000-0000-4000-8000-000000000000', 'limit', 'f', '', now(), 'bench', '{}')
       ON CONFLICT DO NOTHING`,
    );
    await client.query(mergeProviders);
    await client.query(mergeSites);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

const mergeProviders = `
  INSERT INTO provider (provider_id, name, brand, import_id, changed_at)
  SELECT DISTINCT ON ("Provider ID") "Provider ID", "Provider Name",
         nullif(regexp_replace("Brand Name", '^BRAND ', ''), '-'),
         '00000000-0000-4000-8000-000000000000', now()
    FROM headline ORDER BY "Provider ID"
  ON CONFLICT (provider_id) DO UPDATE
     SET name = excluded.name, brand = excluded.brand, import_id = excluded.import_id,
         changed_at = excluded.changed_at
   WHERE (provider.name, provider.brand) IS DISTINCT FROM (excluded.name, excluded.brand)`;

/** Our column and where it comes from. */
const fields: Record<string, string> = {
  location_id: '"Location ID"',
  provider_id: '"Provider ID"',
  name: '"Location Name"',
  ods_code: `nullif("Location ODS Code", '')`,
  care_home: `"Care Home?" = 'Y'`,
  location_type: '"Location Type"',
  category: '"Location Primary Inspection Category"',
  address: `concat_ws(', ', "Location Street Address", nullif("Location Address Line 2", ''))`,
  town: '"Location City"',
  postcode: '"Location Post Code"',
  local_authority: '"Location Local Authority"',
  region: '"Location Region"',
  rating: '"Latest Rating"',
  rated_on: `to_date("Publication Date", 'MM/DD/YYYY')`,
  cqc_url: '"URL"',
  in_scope: `"Location Type" = 'Social Care Org'`,
  search: `lower(concat_ws(' ', "Location Name", "Location Post Code",
             replace("Location Post Code", ' ', ''), "Location ID", "Location ODS Code",
             "Location City", "Provider Name", "Provider ID"))`,
};
const names = Object.keys(fields);

const mergeSites = `
  INSERT INTO site (${names.join(', ')}, import_id, changed_at)
  SELECT ${Object.values(fields).join(', ')}, '00000000-0000-4000-8000-000000000000', now()
    FROM headline
  ON CONFLICT (location_id) DO UPDATE
     SET ${names.map((n) => `${n} = excluded.${n}`).join(', ')},
         import_id = excluded.import_id, changed_at = excluded.changed_at
   WHERE (${names.map((n) => `site.${n}`).join(', ')})
         IS DISTINCT FROM (${names.map((n) => `excluded.${n}`).join(', ')})`;
