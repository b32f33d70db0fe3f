import type { Sql } from '@app/platform';
import { nothing, type RegisterCounts } from './import-result';
import { arrivingProviders } from './stage-sites';

/** The import that changes are put down to. */
export interface ImportMark {
  id: string;
  /** ISO 8601 instant. */
  at: string;
}

export interface MergeCounts {
  created: RegisterCounts;
  updated: RegisterCounts;
  unchanged: RegisterCounts;
}

/**
 * Brings the register in line with the staged sites. A row that would not change is not touched, and
 * a site or provider that is not in the file is left as it is.
 */
export async function mergeSites(tx: Sql, mark: ImportMark): Promise<MergeCounts> {
  await tx.query(keepWhatIsSetAside);
  const values = [mark.id, mark.at];
  const updated = {
    providers: await count(tx, changeProviders, values),
    sites: await count(tx, changeSites, values),
  };
  const created = {
    providers: await count(tx, addProviders, values),
    sites: await count(tx, addSites, values),
  };
  if (updated.providers + updated.sites > 0) await tx.query(refreshSearch, [mark.id]);
  const [all = nothing()] = await tx.query<RegisterCounts>(
    `SELECT count(*)::int AS sites, count(DISTINCT provider_id)::int AS providers FROM arriving`,
  );
  const unchanged = {
    providers: all.providers - updated.providers - created.providers,
    sites: all.sites - updated.sites - created.sites,
  };
  return { created, updated, unchanged };
}

/** How many sites of each local authority are staged; those without one stand under ''. */
export async function countAreas(tx: Sql): Promise<Map<string, number>> {
  const rows = await tx.query<{ area: string; sites: number }>(
    `SELECT coalesce(local_authority, '') AS area, count(*)::int AS sites FROM arriving GROUP BY 1`,
  );
  return new Map(rows.map((r) => [r.area, r.sites]));
}

/** What the file gives wrongly, and a headline rating it does not give at all, stay as they are. */
const keepWhatIsSetAside = `
  UPDATE arriving a
     SET rating = coalesce(a.rating, s.rating),
         rated_on = CASE WHEN a.rating IS NULL THEN s.rated_on::text ELSE a.rated_on END,
         ods_code = CASE WHEN 'ods_code' = ANY (a.set_aside)
                         THEN coalesce(a.ods_code, s.ods_code) ELSE a.ods_code END,
         postcode = CASE WHEN 'postcode' = ANY (a.set_aside)
                         THEN coalesce(a.postcode, s.postcode) ELSE a.postcode END,
         cqc_url = CASE WHEN 'cqc_url' = ANY (a.set_aside)
                        THEN coalesce(a.cqc_url, s.cqc_url) ELSE a.cqc_url END
    FROM site s
   WHERE s.location_id = a.location_id AND (a.rating IS NULL OR a.set_aside <> '{}')`;

const changeProviders = `
  UPDATE provider p SET name = i.name, brand = i.brand, import_id = $1, changed_at = $2
    FROM (${arrivingProviders}) i
   WHERE p.provider_id = i.provider_id AND (p.name, p.brand) IS DISTINCT FROM (i.name, i.brand)`;

const addProviders = `
  INSERT INTO provider (provider_id, name, brand, import_id, changed_at)
  SELECT provider_id, name, brand, $1::uuid, $2::timestamptz FROM (${arrivingProviders}) i
   WHERE NOT EXISTS (SELECT FROM provider p WHERE p.provider_id = i.provider_id)`;

/** What a site's row in the register holds, and how it comes from the staged columns. */
const siteFields: Record<string, string> = {
  provider_id: 'a.provider_id',
  name: 'a.name',
  ods_code: 'a.ods_code',
  care_home: "a.care_home = 'Y'",
  location_type: 'a.location_type',
  category: 'a.category',
  address: "nullif(concat_ws(', ', a.street, a.line_2), '')",
  town: 'a.town',
  postcode: 'a.postcode',
  local_authority: 'a.local_authority',
  region: 'a.region',
  rating: 'a.rating',
  rated_on: 'a.rated_on::date',
  cqc_url: 'a.cqc_url',
  in_scope: 'a.in_scope',
  scope_reason: 'a.scope_reason',
};
const fields = Object.keys(siteFields);
const each = (write: (field: string) => string): string => fields.map(write).join(', ');

/** What searching looks through: see the comment on `site.search`. */
const searchText = (site: string, providerName: string): string =>
  `lower(concat_ws(' ', ${site}.name, ${site}.postcode, replace(${site}.postcode, ' ', ''),
     ${site}.location_id, ${site}.ods_code, ${site}.town, ${providerName}, ${site}.provider_id))`;

const changeSites = `
  UPDATE site s SET ${each((f) => `${f} = ${siteFields[f]}`)}, import_id = $1, changed_at = $2
    FROM arriving a
   WHERE s.location_id = a.location_id
     AND (${each((f) => `s.${f}`)}) IS DISTINCT FROM (${each((f) => `${siteFields[f]}`)})`;

const addSites = `
  INSERT INTO site (location_id, ${fields.join(', ')}, search, import_id, changed_at)
  SELECT a.location_id, ${each((f) => `${siteFields[f]}`)}, ${searchText('a', 'p.name')},
         $1::uuid, $2::timestamptz
    FROM arriving a JOIN provider p USING (provider_id)
   WHERE NOT EXISTS (SELECT FROM site s WHERE s.location_id = a.location_id)`;

/** Also of sites outside this file: their provider may have got another name. */
const refreshSearch = `
  UPDATE site s SET search = ${searchText('s', 'p.name')}
    FROM provider p
   WHERE p.provider_id = s.provider_id AND (s.import_id = $1 OR p.import_id = $1)
     AND s.search <> ${searchText('s', 'p.name')}`;

async function count(tx: Sql, statement: string, values: readonly unknown[] = []): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `WITH done AS (${statement} RETURNING 1) SELECT count(*)::int AS n FROM done`,
    values,
  );
  return row?.n ?? 0;
}
