/**
 * SQL for what searching looks through, `site.search`: all lower-case.
 * @param site alias of a row with a site's columns
 * @param providerName SQL for the name of the site's provider
 */
export const searchText = (site: string, providerName: string): string =>
  `lower(concat_ws(' ', ${site}.name, ${site}.postcode, replace(${site}.postcode, ' ', ''),
     ${site}.location_id, ${site}.ods_code, ${site}.town, ${providerName}, ${site}.provider_id))`;

/** The columns of a site that `searchText` is made from. */
export const searchedFields = [
  'name',
  'postcode',
  'ods_code',
  'town',
  'provider_name',
  'provider_id',
];
