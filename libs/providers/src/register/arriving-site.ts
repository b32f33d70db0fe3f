/** What the rows of a site say alike, column by column; null where a row leaves it blank. */
export interface SteadyValues {
  location_id: string;
  provider_id: string;
  provider_name: string;
  name: string;
  care_home: 'Y' | 'N';
  location_type: string;
  brand: string | null;
  ods_code: string | null;
  category: string | null;
  street: string | null;
  line_2: string | null;
  town: string | null;
  postcode: string | null;
  local_authority: string | null;
  region: string | null;
  cqc_url: string | null;
}

export const steadyColumns = [
  'location_id',
  'provider_id',
  'provider_name',
  'name',
  'care_home',
  'location_type',
  'brand',
  'ods_code',
  'category',
  'street',
  'line_2',
  'town',
  'postcode',
  'local_authority',
  'region',
  'cqc_url',
] as const satisfies readonly (keyof SteadyValues)[];

/** The rating of a site as a whole: of the row whose group and domain are both `Overall`. */
export interface HeadlineRating {
  rating: string | null;
  /** The day it was published, `YYYY-MM-DD`. */
  rated_on: string | null;
}

export const siteColumns = [...steadyColumns, 'rating', 'rated_on'] as const;

export type SiteColumn = (typeof siteColumns)[number];

/** A site as one row tells of it, or several rows one after another that agree. */
export interface ArrivingSite extends SteadyValues, HeadlineRating {
  /** The first of these rows, as a spreadsheet numbers it. */
  row: number;
  /** How many rows. */
  rows: number;
  /** The site was told of before in this file, by rows further up. */
  repeat: boolean;
  /** Values the file gives that cannot be right: what the register holds stays. */
  set_aside: SiteColumn[];
  in_scope: boolean;
  scope_reason: string | null;
}

/** What one row tells of its site. */
export interface SiteRow {
  values: SteadyValues;
  /** Null in the rows of other groups and domains. */
  headline: HeadlineRating | null;
  setAside: readonly SiteColumn[];
}

/**
 * Takes a later row of the same site into `site` if they agree. A blank says nothing, so it agrees
 * with anything and is filled. CQC's own file leaves the second address line out in some rows.
 * @returns whether they agree; `site` is unchanged if not
 */
export function takeIn(site: ArrivingSite, { values, headline, setAside }: SiteRow): boolean {
  const clash = (before: string | null, now: string | null) =>
    before !== now && before !== null && now !== null;
  if (steadyColumns.some((c) => clash(site[c], values[c]))) return false;
  if (headline && clash(site.rating, headline.rating)) return false;
  if (headline && clash(site.rated_on, headline.rated_on)) return false;
  for (const c of steadyColumns) if (site[c] === null) site[c] = values[c] as never;
  site.rating ??= headline?.rating ?? null;
  site.rated_on ??= headline?.rated_on ?? null;
  for (const c of setAside) if (!site.set_aside.includes(c)) site.set_aside.push(c);
  site.rows++;
  return true;
}
