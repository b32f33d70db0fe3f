import type { Sql } from '@app/platform';
import type { RegisterCounts } from './import-result';
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
  const providers = await counted(tx, mergeProvidersSql, mark);
  const sites = await counted(tx, mergeSitesSql, mark);
  if (providers.updated + sites.updated > 0) await tx.query(refreshSearch, [mark.id]);
  const both = (key: keyof Merged): RegisterCounts => ({
    providers: providers[key],
    sites: sites[key],
  });
  return { created: both('created'), updated: both('updated'), unchanged: both('unchanged') };
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

const mergeProvidersSql = `
  WITH incoming AS (${arrivingProviders}),
  changed AS (
    UPDATE provider p SET name = i.name, brand = i.brand, import_id = $1::uuid, changed_at = $2::timestamptz
      FROM incoming i
     WHERE p.provider_id = i.provider_id AND (p.name, p.brand) IS DISTINCT FROM (i.name, i.brand)
    RETURNING 1),
  added AS (
    INSERT INTO provider (provider_id, name, brand, import_id, changed_at)
    SELECT provider_id, name, brand, $1::uuid, $2::timestamptz FROM incoming i
     WHERE NOT EXISTS (SELECT FROM provider p WHERE p.provider_id = i.provider_id)
    RETURNING 1)
  ${counts()}`;

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

const mergeSitesSql = `
  WITH incoming AS (
    SELECT a.location_id, ${searchText('a', 'p.name')} AS search,
           ${each((f) => `${siteFields[f]} AS ${f}`)}
      FROM arriving a JOIN provider p USING (provider_id)),
  changed AS (
    UPDATE site s SET ${each((f) => `${f} = i.${f}`)}, import_id = $1::uuid, changed_at = $2::timestamptz
      FROM incoming i
     WHERE s.location_id = i.location_id
       AND (${each((f) => `s.${f}`)}) IS DISTINCT FROM (${each((f) => `i.${f}`)})
    RETURNING 1),
  added AS (
    INSERT INTO site (location_id, ${fields.join(', ')}, search, import_id, changed_at)
    SELECT location_id, ${fields.join(', ')}, search, $1::uuid, $2::timestamptz FROM incoming i
     WHERE NOT EXISTS (SELECT FROM site s WHERE s.location_id = i.location_id)
    RETURNING 1)
  ${counts()}`;

/** Also of sites outside this file: their provider may have got another name. */
const refreshSearch = `
  UPDATE site s SET search = ${searchText('s', 'p.name')}
    FROM provider p
   WHERE p.provider_id = s.provider_id AND (s.import_id = $1 OR p.import_id = $1)
     AND s.search <> ${searchText('s', 'p.name')}`;

interface Merged {
  created: number;
  updated: number;
  unchanged: number;
}

function counts(): string {
  return `SELECT (SELECT count(*) FROM added)::int AS created,
                 (SELECT count(*) FROM changed)::int AS updated,
                 (SELECT count(*) FROM incoming)::int AS total`;
}

async function counted(tx: Sql, sql: string, mark: ImportMark): Promise<Merged> {
  const [row] = await tx.query<{ created: number; updated: number; total: number }>(sql, [
    mark.id,
    mark.at,
  ]);
  const { created = 0, updated = 0, total = 0 } = row ?? {};
  return { created, updated, unchanged: total - created - updated };
}
