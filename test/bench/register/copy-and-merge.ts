import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ratingsHeader } from '../../builders/latest-ratings';
import { answerCalls } from '../contestant';

/** A column name in quotes. */
const q = (column: (typeof ratingsHeader)[number]): string => `r."${column}"`;

answerCalls({
  /** The server reads the CSV itself; two statements merge it. No check at all. @returns sites made */
  async send({ databaseUrl, path }: { databaseUrl: string; path: string }) {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const importId = randomUUID();
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
         VALUES ($1, 'cqc', 'register.csv', '', now(), 'bench', '{}')`,
        [importId],
      );
      await client.query(
        `CREATE TEMP TABLE ratings (${ratingsHeader.map((c) => `"${c}" text`).join(', ')})
         ON COMMIT DROP`,
      );
      await pipeline(
        createReadStream(path),
        client.query(copyFrom('COPY ratings FROM STDIN WITH (FORMAT csv, HEADER)')),
      );
      await client.query('ANALYZE ratings');
      await client.query(mergeProviders, [importId]);
      const { rowCount } = await client.query(mergeSites, [importId]);
      await client.query('COMMIT');
      return rowCount;
    } finally {
      await client.end();
    }
  },
  stop: () => Promise.resolve(),
});

/** One row a site; this file has it for every site. */
const headline = `${q('Service / Population Group')} = 'Overall' AND ${q('Domain')} = 'Overall'`;

const mergeProviders = `
  INSERT INTO provider (provider_id, name, brand, import_id, changed_at)
  SELECT DISTINCT ON (${q('Provider ID')}) ${q('Provider ID')}, ${q('Provider Name')},
         nullif(${q('Brand Name')}, '-'), $1::uuid, now()
    FROM ratings r WHERE ${headline} ORDER BY ${q('Provider ID')}
  ON CONFLICT (provider_id) DO UPDATE
     SET name = excluded.name, brand = excluded.brand, import_id = excluded.import_id,
         changed_at = excluded.changed_at
   WHERE (provider.name, provider.brand) IS DISTINCT FROM (excluded.name, excluded.brand)`;

const fields = {
  location_id: q('Location ID'),
  provider_id: q('Provider ID'),
  name: q('Location Name'),
  ods_code: `nullif(${q('Location ODS Code')}, '')`,
  care_home: `${q('Care Home?')} = 'Y'`,
  location_type: q('Location Type'),
  category: q('Location Primary Inspection Category'),
  address: `concat_ws(', ', nullif(${q('Location Street Address')}, ''), nullif(${q('Location Address Line 2')}, ''))`,
  town: q('Location City'),
  postcode: q('Location Post Code'),
  local_authority: q('Location Local Authority'),
  region: q('Location Region'),
  rating: q('Latest Rating'),
  rated_on: `to_date(${q('Publication Date')}, 'MM/DD/YYYY')`,
  cqc_url: q('URL'),
  in_scope: `${q('Location ID')} LIKE '1-%'`,
  search: `lower(concat_ws(' ', ${q('Location Name')}, ${q('Location Post Code')}, ${q('Location ID')}, ${q('Location City')}, ${q('Provider Name')}))`,
};
const names = Object.keys(fields);
const changing = names.filter((name) => name !== 'location_id');

const mergeSites = `
  INSERT INTO site (${names.join(', ')}, import_id, changed_at)
  SELECT DISTINCT ON (${q('Location ID')}) ${Object.values(fields).join(', ')}, $1::uuid, now()
    FROM ratings r WHERE ${headline} ORDER BY ${q('Location ID')}
  ON CONFLICT (location_id) DO UPDATE
     SET ${changing.map((name) => `${name} = excluded.${name}`).join(', ')},
         import_id = excluded.import_id, changed_at = excluded.changed_at
   WHERE (${changing.map((name) => `site.${name}`).join(', ')})
         IS DISTINCT FROM (${changing.map((name) => `excluded.${name}`).join(', ')})`;
