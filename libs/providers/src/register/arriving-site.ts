/** What is told of a site, column by column; null where a row leaves it blank. */
export interface SiteValues {
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
  /** The headline rating, from the row of the `Overall` group and domain. */
  rating: string | null;
  /** Day the headline rating was published, `YYYY-MM-DD`. */
  rated_on: string | null;
}

export const siteColumns = [
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
  'rating',
  'rated_on',
] as const satisfies readonly (keyof SiteValues)[];

/** A site as one row tells of it, or several rows one after another that agree. */
export interface ArrivingSite extends SiteValues {
  /** The first of these rows, as a spreadsheet numbers it. */
  row: number;
  /** How many rows. */
  rows: number;
  /** The site was told of before in this file, by rows further up. */
  repeat: boolean;
  /** Values the file gives that cannot be right: what the register holds stays. */
  set_aside: (keyof SiteValues)[];
  in_scope: boolean;
  scope_reason: string | null;
}

/**
 * Takes a later row of the same site into `site` if they agree. A blank says nothing, so it agrees
 * with anything and is filled. CQC's own file leaves the second address line out in some rows.
 * @returns whether they agree; `site` is unchanged if not
 */
export function takeIn(site: ArrivingSite, row: SiteValues & Pick<ArrivingSite, 'set_aside'>) {
  for (const c of siteColumns) {
    const [old, later] = [site[c], row[c]];
    if (old !== later && old !== null && later !== null) return false;
  }
  for (const c of siteColumns) if (site[c] === null) site[c] = row[c] as never;
  for (const c of row.set_aside) if (!site.set_aside.includes(c)) site.set_aside.push(c);
  site.rows++;
  return true;
}
