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
/** Those that may stand anywhere in a postcode. */
const letters = 'ABDEFGHLNPRSTUWY'.split('');

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
  for (const table of ['site', 'provider', 'register_word', 'dspt_status'])
    await sql.query(`VACUUM ANALYZE ${table}`);
}

/** One of a list, spread without a pattern that another list of the same number would follow. */
const pick = (list: number, n: string, stride: number): string =>
  `($${list}::text[])[1 + mod(hashint8(${n}::bigint * ${stride}) & 2147483647,
                              cardinality($${list}::text[]))]`;

const addProviders = `
  INSERT INTO provider (provider_id, name, brand, ods_code, companies_house, import_id, changed_at)
  SELECT '1-' || 100000001 + n * 48271::bigint,
         concat_ws(' ', ${pick(3, 'n', 11)}, ${pick(6, 'n', 13)}, ${pick(7, 'n', 17)}),
         CASE WHEN n % 10 = 0 THEN 'BRAND ' || ${pick(3, 'n / 200', 19)} || ' Group' END,
         'A' || ${pick(8, 'n', 23)} || lpad((n % 100)::text, 2, '0'),
         lpad(n::text, 8, '0'), $1::uuid, '2026-11-02T09:00:00Z'
    FROM generate_series(1, $2::int) n WHERE $4::text[] <> $5::text[]`;

/** Every column but `search`, which is made from the others. */
const siteColumns: Readonly<Record<string, string>> = {
  location_id: "'1-' || 100000000 + n * 48271::bigint",
  provider_id: "'1-' || 100000001 + ((n + 2) / 3) * 48271::bigint",
  provider_name: 'NULL::text',
  name: `concat_ws(' ', ${pick(3, 'n', 29)}, ${pick(4, 'n', 31)}, nullif(${pick(5, 'n', 37)}, ''))`,
  also_known_as: 'NULL::text',
  ods_code: `CASE WHEN n % 50 = 0 THEN NULL WHEN n % 501 = 0 THEN 'AX01'
                  ELSE 'V' || upper(lpad(to_hex(n), 4, '0')) END`,
  care_home: 'n % 4 = 0',
  location_type: "CASE WHEN n % 2 = 0 THEN 'Social Care Org' ELSE 'Primary Dental Care' END",
  category: "CASE WHEN n % 2 = 0 THEN 'Residential social care' ELSE 'Dentists' END",
  beds: 'n % 60',
  address: "n || ' Mill Lane'",
  town: pick(6, 'n', 41),
  postcode: `CASE WHEN n % 300 <> 0 THEN
    ${pick(8, 'n', 43)} || ${pick(8, 'n', 47)} || n % 20 + 1 || ' ' || n % 10 ||
    ${pick(8, 'n', 53)} || ${pick(8, 'n', 59)} END`,
  local_authority: "'Shire ' || n % 150",
  region: "'East Midlands'::text",
  phone: `CASE WHEN n % 20 <> 0 THEN
    '01' || lpad((mod(n, 50000) * 7919::bigint % 1000000000)::text, 9, '0') END`,
  registered_managers: "CASE WHEN n % 8 <> 0 THEN ARRAY['Ms Alex Example'] END",
  manager_absent_on: "CASE WHEN n % 400 = 0 THEN date '2026-09-01' END",
  registration_status: "CASE WHEN n % 6 = 1 THEN 'deregistered' ELSE 'registered' END",
  registered_on: "date '2012-04-01'",
  deregistered_on: "CASE WHEN n % 6 = 1 THEN date '2025-04-01' END",
  dormant: 'n % 90 = 0',
  rating: "'Good'::text",
  rated_on: "date '2025-01-01'",
  in_scope: 'n % 2 = 0',
  scope_reason: `CASE WHEN n % 2 = 1 THEN
    'Not a social care service: CQC lists it as “Dentists”.' END`,
};

const names = Object.keys(siteColumns).join(', ');

const addSites = `
  INSERT INTO site (${names}, import_id, changed_at, search)
  SELECT ${names.replace(/\w+/g, 's.$&')}, $1::uuid, '2026-11-02T09:00:00Z', ${searchText('s', 'p', false)}
    FROM (SELECT ${Object.entries(siteColumns)
      .map(([name, value]) => `${value} AS ${name}`)
      .join(', ')}
            FROM generate_series(1, $2::int) n WHERE $7::text[] <> $3::text[]) s
    JOIN provider p USING (provider_id)`;

/** Nine in ten codes are in the DSPT list. */
const addStatuses = `
  INSERT INTO dspt_status (code, name, status_text, level, edition, published_on, sector, import_id,
                           changed_at)
  SELECT DISTINCT ON (ods_code) ods_code, upper(name), '25/26 Standards Met', 'met', '25/26',
         '2026-06-20'::date, 'Social Care', $1::uuid, '2026-11-02T09:00:00Z'::timestamptz
    FROM site WHERE ods_code IS NOT NULL AND right(location_id, 1) <> '8'`;
