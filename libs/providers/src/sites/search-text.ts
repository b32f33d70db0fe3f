import { BadInput } from '@app/domain';

const longestQuery = 200;

/**
 * What a person typed, as it is.
 * @throws BadInput when it is too long or not text
 */
export function checkSearchText(q: string): string {
  if (q.length <= longestQuery && !q.includes('\0')) return q;
  const message = `Search for at most ${longestQuery} letters.`;
  throw new BadInput('invalid-search', message, [
    { pointer: '/q', code: 'invalid-search', message },
  ]);
}

/**
 * SQL for what `site.search` holds: all that a site is found by, in small letters.
 * @param site alias of a row with a site's columns
 * @param provider alias of its provider's row, all null when there is none
 * @param former whether it can have had other names before; a site that is new cannot
 */
export function searchText(site: string, provider: string, former = true): string {
  // An index looks the changes of one site up; imports that were undone are few.
  const formerNames = `, (SELECT string_agg(DISTINCT c.before ->> 'name', ' ' ORDER BY c.before ->> 'name')
      FROM register_change c
     WHERE c.subject = 'site' AND c.key = ${site}.location_id
       AND c.before ->> 'name' <> ${site}.name
       AND c.import_id NOT IN (SELECT id FROM import_run WHERE undone_at IS NOT NULL))`;
  return `lower(concat_ws(' ', ${site}.name, ${site}.also_known_as, ${site}.postcode,
    replace(${site}.postcode, ' ', ''), ${site}.location_id, ${site}.ods_code, ${site}.town,
    regexp_replace(regexp_replace(${site}.phone, '[^0-9]', '', 'g'), '^44', '0'),
    coalesce(${provider}.name, ${site}.provider_name), ${site}.provider_id,
    ${provider}.brand${former ? formerNames : ''}))`;
}

/** The columns of a site that `searchText` is made from, but for its key. */
export const searchedFields = [
  'name',
  'also_known_as',
  'postcode',
  'ods_code',
  'town',
  'phone',
  'provider_name',
  'provider_id',
];
