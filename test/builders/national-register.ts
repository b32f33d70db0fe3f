import { randomUUID } from 'node:crypto';
import { searchText } from '@app/providers';
import type { Sql } from '@app/platform';

const firsts =
  'Abbey Acorn Alder Amber Apple Ash Avon Beech Birch Bluebell Bramble Briar Brook Cedar Chapel Cherry Chestnut Church Clover Coppice Court Cromwell Dale Devon Dove Eagle Elm Ember Fairfield Fern Field Forest Fox Garden Glen Grace Grange Green Harbour Hawthorn Hazel Heath Heather Highfield Hill Holly Holme Ivy Jasmine Juniper Kestrel King Lakeside Larch Laurel Lavender Lime Lodge Magnolia Manor Maple Meadow Mill Moor Mulberry Norfolk Northgate Oak Oaklands Old Orchard Park Pear Pine Poplar Primrose Priory Queen River Rose Rowan Royal Sandringham Saxon Sea Seacroft Silver Southfield Spring Station Stone Summer Sycamore The Thorn Tudor Vale Victoria Walnut Water Wells West White Willow Windsor Wood Woodland Yew'.split(
    ' ',
  );
const seconds =
  'House House House House Lodge Lodge Court Court Care Care Home Grange Manor Cottage Hall View Gardens Villa Place Croft Mews Bank Gate Hill Mount Nook Rise Side Walk Ways'.split(
    ' ',
  );
const kinds =
  'Care Home|Care Home|Nursing Home|Residential Home|Care Centre|||||Homecare|Supported Living|Surgery|Dental Practice|Rest Home'.split(
    '|',
  );
const towns =
  'Lincoln Northampton Boston Sleaford Grantham Stamford Louth Spalding Skegness Gainsborough Grimsby Scunthorpe Wexham Marshwick Kirkholme Saltfleet Northby Barrow Wigan Bolton Salford Oldham Bury Stockport Preston Blackpool Lancaster Kendal Carlisle Durham'.split(
    ' ',
  );
const endings = 'Limited|Limited|Limited|Ltd|Care Limited|Healthcare Limited|Homes Ltd|Trust'.split(
  '|',
);
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.split('');

/** How large a part of an invented national register is. */
export interface NationalRegister {
  sites: number;
}

/**
 * Fills a database with a register of invented sites in the proportions of the real one: half are
 * social care, one in six is deregistered, three sites a provider, one provider in ten in a group.
 * Many names and words repeat, as they do; gaps are sown as `registerQuality` looks for them.
 * The same number of sites gives the same register.
 */
export async function buildNationalRegister(sql: Sql, { sites }: NationalRegister): Promise<void> {
  const importId = randomUUID();
  await sql.query(
    `INSERT INTO import_run (id, kind, variant, as_of, file_name, file_sha256, imported_at,
                             imported_by, result, told_at)
     VALUES ($1, 'cqc', 'cqc-location-export', '2026-11-01', 'Invented national register.csv', '',
             '2026-11-02T09:00:00Z', 'builder', '{}', '2026-11-02T09:00:00Z')`,
    [importId],
  );
  const lists = [firsts, seconds, kinds, towns, endings, letters];
  await sql.query(addProviders, [importId, Math.ceil(sites / 3), ...lists]);
  await sql.query(addSites, [importId, sites, ...lists]);
  await sql.query(addStatuses, [importId]);
  await sql.query(`UPDATE site s SET search = ${searchText('s', 'p')}
                     FROM provider p WHERE p.provider_id = s.provider_id`);
  for (const table of ['site', 'provider', 'register_word', 'dspt_status'])
    await sql.query(`VACUUM ANALYZE ${table}`);
}

/** One of a list, spread without a pattern that another list of the same number would follow. */
const pick = (list: number, n: string, stride: number): string =>
  `($${list}::text[])[1 + mod(hashint8(${n}::bigint * ${stride}) & 2147483647,
                              cardinality($${list}::text[]))]`;

const addProviders = `
  INSERT INTO provider (provider_id, name, brand, ods_code, companies_house, import_id, changed_at)
  SELECT '1-' || 1000000000 + n,
         concat_ws(' ', ${pick(3, 'n', 11)}, ${pick(6, 'n', 13)}, ${pick(7, 'n', 17)}),
         CASE WHEN n % 10 = 0 THEN 'BRAND ' || ${pick(3, 'n / 200', 19)} || ' Group' END,
         'A' || ${pick(8, 'n', 23)} || lpad((n % 100)::text, 2, '0'),
         lpad(n::text, 8, '0'), $1::uuid, '2026-11-02T09:00:00Z'
    FROM generate_series(1, $2::int) n WHERE $4::text[] <> $5::text[]`;

const addSites = `
  INSERT INTO site (location_id, provider_id, name, ods_code, care_home, location_type, category,
                    beds, address, town, postcode, local_authority, region, phone, website,
                    registered_managers, manager_absent_on, registration_status, registered_on,
                    deregistered_on, dormant, rating, rated_on, in_scope, scope_reason, import_id,
                    changed_at, search)
  SELECT '1-' || 2000000000 + n, '1-' || 1000000000 + (n + 2) / 3,
         concat_ws(' ', ${pick(3, 'n', 29)}, ${pick(4, 'n', 31)}, nullif(${pick(5, 'n', 37)}, '')),
         CASE WHEN n % 50 = 0 THEN NULL WHEN n % 501 = 0 THEN 'AX01'
              ELSE 'V' || upper(lpad(to_hex(n), 4, '0')) END,
         n % 4 = 0, CASE WHEN n % 2 = 0 THEN 'Social Care Org' ELSE 'Primary Dental Care' END,
         'Residential social care', n % 60, n || ' Mill Lane', ${pick(6, 'n', 41)},
         CASE WHEN n % 300 <> 0 THEN
           ${pick(8, 'n', 43)} || ${pick(8, 'n', 47)} || n % 20 + 1 || ' ' || n % 10 ||
           ${pick(8, 'n', 53)} || ${pick(8, 'n', 59)} END,
         'Shire ' || n % 150, 'East Midlands',
         CASE WHEN n % 20 <> 0 THEN '01' || lpad((mod(n, 50000) * 7919::bigint % 1000000000)::text, 9, '0') END, NULL,
         CASE WHEN n % 8 <> 0 THEN ARRAY['Ms Alex Example'] END,
         CASE WHEN n % 400 = 0 THEN date '2026-09-01' END,
         CASE WHEN n % 6 = 1 THEN 'deregistered' ELSE 'registered' END, date '2012-04-01',
         CASE WHEN n % 6 = 1 THEN date '2025-04-01' END, n % 90 = 0, 'Good', date '2025-01-01',
         n % 2 = 0, CASE WHEN n % 2 = 1 THEN 'Not a social care service: CQC lists it as dentist.' END,
         $1::uuid, '2026-11-02T09:00:00Z', ''
    FROM generate_series(1, $2::int) n WHERE $7::text[] <> $3::text[]`;

/** Nine in ten codes are in the DSPT list. */
const addStatuses = `
  INSERT INTO dspt_status (code, name, status_text, level, edition, published_on, sector, import_id,
                           changed_at)
  SELECT DISTINCT ON (ods_code) ods_code, upper(name), '25/26 Standards Met', 'met', '25/26',
         '2026-06-20'::date, 'Social Care', $1::uuid, '2026-11-02T09:00:00Z'::timestamptz
    FROM site WHERE ods_code IS NOT NULL AND right(location_id, 1) <> '8'`;
