import {
  checkPostcode,
  type Described,
  type LikelySite,
  nameWords,
  rankLikely,
  type Suggestion,
} from '@app/domain';
import type { Sql } from '@app/platform';

/** A site of the register, as far as a person needs it to compare. */
export interface FoundSite extends LikelySite {
  address: string | null;
  providerName: string | null;
}

export type SiteSuggestion = Suggestion<FoundSite>;

/** So many sites are looked at for each thing a row has in common with them. */
const mostEach = 40;

const columns = `s.location_id, s.name, s.also_known_as, s.postcode, s.town, s.phone, s.ods_code,
  s.provider_id, s.address, s.registration_status, s.provider_name`;

/**
 * The sites that each of some rows may be about, best first, at most `most` of each. Sites are found
 * by what they share with the row, through indexes, and then weighed by `likenessOf`.
 */
export async function likelySites(
  sql: Sql,
  rows: readonly Described[],
  most: number,
): Promise<SiteSuggestion[][]> {
  if (rows.length === 0) return [];
  const found = await sql.query<FoundSite & { n: number }>(
    `SELECT r.n::int, s.location_id AS "locationId", s.name, s.also_known_as AS "alsoKnownAs",
            s.postcode, s.town, s.phone, s.ods_code AS "odsCode", s.provider_id AS "providerId",
            s.address, coalesce(p.name, s.provider_name) AS "providerName",
            s.registration_status IS NOT DISTINCT FROM 'deregistered' AS deregistered
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
              WITH ORDINALITY AS r(ids, postcode, code, words, town, n),
            LATERAL (
              (SELECT ${columns} FROM site s
                WHERE s.location_id = ANY (string_to_array(r.ids, ' ')))
              UNION (SELECT ${columns} FROM site s WHERE s.provider_id = split_part(r.ids, ' ', 1)
                      ORDER BY s.location_id LIMIT ${mostEach})
              UNION (SELECT ${columns} FROM site s WHERE s.postcode = r.postcode
                      ORDER BY s.location_id LIMIT ${mostEach})
              UNION (SELECT ${columns} FROM site s WHERE s.ods_code = r.code
                      ORDER BY s.location_id LIMIT ${mostEach})
              UNION (SELECT ${columns} FROM site s
                      WHERE r.words <> '' AND s.name_words @@ r.words::tsquery
                      ORDER BY s.postcode = r.postcode DESC NULLS LAST,
                               upper(s.town) = r.town DESC NULLS LAST, s.location_id
                      LIMIT ${mostEach})
            ) s
            LEFT JOIN provider p ON p.provider_id = s.provider_id`,
    [
      rows.map(({ locationId }) => (locationId ? idsLike(locationId).join(' ') : '')),
      rows.map(({ postcode }) => (postcode ? checkPostcode(postcode).value : '')),
      rows.map(({ odsCode }) => (odsCode ?? '').trim().toUpperCase()),
      rows.map(({ name }) => wordsQuery(nameWords(name ?? ''))),
      rows.map(({ town }) => (town ?? '').trim().toUpperCase()),
    ],
  );
  return rows.map((row, i) =>
    rankLikely(
      row,
      found.filter(({ n }) => n === i + 1).map(({ n: _place, ...site }) => site),
      most,
    ),
  );
}

/** Sites whose name has all of these words, or of three and more all but one. */
function wordsQuery(words: readonly string[]): string {
  // Letters and digits only, so nothing needs quoting.
  const all = words.slice(0, mostWords);
  if (all.length < 3) return all.join(' & ');
  return all.map((_, left) => `(${all.filter((_word, n) => n !== left).join(' & ')})`).join(' | ');
}

/** Names have fewer; a text put in the wrong column may have many. */
const mostWords = 6;

/** An id and all that differ from it by one digit: wrong, missing, too many, or changed places. */
function idsLike(text: string): string[] {
  const id = text.trim().toUpperCase();
  const [, start, digits] = /^(\d-)(\d{5,12})$/.exec(id) ?? [];
  if (start === undefined || digits === undefined) return [id];
  const found = new Set([id]);
  for (let at = 0; at <= digits.length; at++) {
    const [before, after] = [digits.slice(0, at), digits.slice(at)];
    const here = after.slice(0, 1);
    if (here !== '') found.add(start + before + after.slice(1));
    if (after.length > 1) found.add(start + before + after.charAt(1) + here + after.slice(2));
    for (const digit of '0123456789') {
      found.add(start + before + digit + after);
      if (here !== '') found.add(start + before + digit + after.slice(1));
    }
  }
  return [...found];
}
