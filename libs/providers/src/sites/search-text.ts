/**
 * SQL for what `site.search` holds: all that a site is found by, in small letters.
 * @param site alias of a row with a site's columns
 * @param provider alias of its provider's row, all null when there is none
 * @param former whether it can have had other names before; a site that is new cannot
 */
export function searchText(site: string, provider: string, former = true): string {
  const formerNames = `(SELECT string_agg(DISTINCT c.before ->> 'name', ' ') FROM register_change c
    WHERE c.subject = 'site' AND c.key = ${site}.location_id AND c.before ->> 'name' IS NOT NULL)`;
  return `lower(concat_ws(' ', ${site}.name, ${site}.also_known_as, ${site}.postcode,
    replace(${site}.postcode, ' ', ''), ${site}.location_id, ${site}.ods_code, ${site}.town,
    regexp_replace(regexp_replace(${site}.phone, '[^0-9]', '', 'g'), '^44', '0'),
    coalesce(${provider}.name, ${site}.provider_name), ${site}.provider_id, ${provider}.brand
    ${former ? `, ${formerNames}` : ''}))`;
}
