import {
  checkSiteOdsCode,
  type Likeness,
  likenessOf,
  nameWords,
  worthSuggesting,
} from '@app/domain';
import type { Sql } from '@app/platform';
import { type Page, pageOf, readCursor } from '../../sites/page';

/** A row of the DSPT list that may be of a site, under a code that nobody in the register carries. */
export interface LikelyDsptRow extends Likeness {
  code: string;
  name: string;
  /** As the list writes it. */
  statusText: string;
  /** Of the ODS directory, where it was imported: the DSPT list tells no place. */
  town: string | null;
  postcode: string | null;
}

/** A registered site of ours whose own code no DSPT list has, or that has no code. */
export interface SiteWithoutStatus {
  locationId: string;
  name: string;
  town: string | null;
  postcode: string | null;
  odsCode: string | null;
  /** Best first; at most three. */
  likely: LikelyDsptRow[];
}

type Site = Omit<SiteWithoutStatus, 'likely'>;
type Row = Omit<LikelyDsptRow, keyof Likeness>;

const mostOfSite = 3;
/** So many sites are compared at once, and so many times for a page: the rest is the next page's. */
const sitesAtOnce = 500;
const mostTimes = 4;

/**
 * Sites without a DSPT status of their own that a row of the list resembles, by location id. It is a
 * hint to check the site's code in the ODS directory: nothing is joined by likeness (domain rules,
 * edge case 34), and nothing here can be decided. A page may be short, or empty, and not the last.
 * @throws BadInput the cursor is not of this list
 */
export async function likelyDsptRows(
  sql: Sql,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<SiteWithoutStatus>> {
  let after = cursor === undefined ? '' : (readCursor(cursor, 1)[0] ?? '');
  const found: SiteWithoutStatus[] = [];
  for (let time = 0; time < mostTimes; time++) {
    const sites = await sitesWithoutStatus(sql, after);
    found.push(...(await resembled(sql, sites)));
    const last = sites.at(-1);
    if (!last || sites.length < sitesAtOnce) return pageOf(found, limit, keyOf);
    if (found.length > limit) break;
    after = last.locationId;
  }
  if (found.length > limit) return pageOf(found, limit, keyOf);
  // There is more to look through after the last site that was looked at.
  const { nextCursor } = pageOf([after, ''], 1, (place) => [place]);
  return { items: found, nextCursor };
}

const keyOf = ({ locationId }: Site): [string] => [locationId];

function sitesWithoutStatus(sql: Sql, after: string): Promise<Site[]> {
  return sql.query<Site>(
    `SELECT s.location_id AS "locationId", s.name, s.town, s.postcode, s.ods_code AS "odsCode"
       FROM site s
      WHERE s.in_scope AND s.registration_status IS DISTINCT FROM 'deregistered'
        AND NOT EXISTS (SELECT FROM dspt_status d WHERE d.code = s.ods_code)
        AND s.location_id COLLATE "C" > $1
      ORDER BY s.location_id COLLATE "C" LIMIT ${sitesAtOnce}`,
    [after],
  );
}

async function resembled(sql: Sql, sites: readonly Site[]): Promise<SiteWithoutStatus[]> {
  const words = new Set(sites.map(({ name }) => tellingWord(name)).filter(Boolean));
  if (words.size === 0) return [];
  const byWord = new Map<string, Row[]>();
  for (const row of await rowsOfNobody(sql, [...words]))
    for (const word of nameWords(row.name).filter((w) => words.has(w)))
      byWord.set(word, [...(byWord.get(word) ?? []), row]);
  return sites
    .map((site) => ({ ...site, likely: likelyOf(site, byWord.get(tellingWord(site.name)) ?? []) }))
    .filter(({ likely }) => likely.length > 0);
}

/** The longest word of a name is had by the fewest others; two names without it are not alike. */
const tellingWord = (name: string): string =>
  nameWords(name).reduce((best, word) => (word.length > best.length ? word : best), '');

const likelyOf = (site: Site, rows: readonly Row[]): LikelyDsptRow[] =>
  rows
    .map((row) => ({ ...row, ...likenessOf({ ...row, odsCode: row.code }, site) }))
    .filter(({ score }) => score >= worthSuggesting)
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
    .slice(0, mostOfSite);

/** Social care rows with one of these words, under a site's code that no site or provider carries. */
async function rowsOfNobody(sql: Sql, words: readonly string[]): Promise<Row[]> {
  const rows = await sql.query<Row>(
    `SELECT d.code, d.name, d.status_text AS "statusText", o.town, o.postcode
       FROM dspt_status d LEFT JOIN ods_organisation o ON o.code = d.code
      WHERE lower(d.sector) = 'social care'
        AND tsvector_to_array(register_words(d.name)) && $1::text[]
        AND NOT EXISTS (SELECT FROM site s WHERE s.ods_code = d.code)
        AND NOT EXISTS (SELECT FROM provider p WHERE p.ods_code = d.code)`,
    [words],
  );
  return rows.filter(({ code }) => checkSiteOdsCode(code).verdict === 'ok');
}
