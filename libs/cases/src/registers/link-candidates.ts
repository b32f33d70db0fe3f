import type { HomeRecord } from '@app/domain';
import type { Sql } from '@app/platform';

/** What of a record, when it changes, may show another to be of the same home. */
const telling = [
  'name',
  'postcode',
  'address',
  'phone',
  'uprn',
  'provider_id',
  'registration_status',
  'registered_on',
  'deregistered_on',
  'predecessors',
  'successors',
  'location_type',
  'service_types',
  'category',
  'care_home',
];

/** The digits of a number that stay the same however it is written. */
const digits = (column: string): string =>
  `nullif(right(regexp_replace(${column}, '\\D', '', 'g'), 10), '')`;

/**
 * A postcode has a hundred doors at most. Where more records than this share one, it is an office
 * building, or stands for “unknown”, and tells nothing: comparing them all would take hours.
 */
const mostAtOnePostcode = 40;

/**
 * Pairs of records of social care that may be of one home: a wide net, which the rule then judges.
 * @param records an import, whose new and changed records are looked at, or the ids of some
 */
export async function candidatePairs(
  sql: Sql,
  records: { importId: string } | { locationIds: readonly string[] },
): Promise<(readonly [string, string])[]> {
  const [touched, values] =
    'importId' in records
      ? [
          `SELECT location_id FROM site WHERE import_id = $1
           UNION SELECT key FROM register_change
            WHERE import_id = $1 AND subject = 'site' AND after ?| $2`,
          [records.importId, telling],
        ]
      : ['SELECT unnest($1::text[]) AS location_id', [records.locationIds]];
  const rows = await sql.query<{ a: string; b: string }>(
    `WITH touched AS MATERIALIZED (${touched}),
     mine AS MATERIALIZED (
       SELECT location_id, name, postcode, address, phone, uprn, predecessors, successors
         FROM site JOIN touched USING (location_id) WHERE in_scope
     ),
     few AS MATERIALIZED (
       SELECT postcode FROM site
        WHERE in_scope AND postcode IN (SELECT postcode FROM mine)
        GROUP BY postcode HAVING count(*) <= ${mostAtOnePostcode}
     ),
     related AS (
       SELECT m.location_id AS a, split_part(e, ':', 1) AS b
         FROM mine m CROSS JOIN LATERAL unnest(m.predecessors || m.successors) AS e
       UNION
       SELECT m.location_id, o.location_id
         FROM site o CROSS JOIN LATERAL unnest(o.predecessors || o.successors) AS e
         JOIN mine m ON m.location_id = split_part(e, ':', 1) WHERE o.in_scope
     )
     SELECT m.location_id AS a, o.location_id AS b FROM mine m
       JOIN few USING (postcode)
       JOIN site o ON o.postcode = m.postcode
      WHERE o.in_scope AND o.location_id <> m.location_id
        AND (similarity(o.name, m.name) > 0.3
             OR ${digits('o.phone')} = ${digits('m.phone')}
             OR lower(split_part(o.address, ',', 1)) = lower(split_part(m.address, ',', 1)))
     UNION
     SELECT m.location_id, o.location_id FROM mine m JOIN site o ON o.uprn = m.uprn
      WHERE o.in_scope AND o.location_id <> m.location_id
     UNION
     SELECT r.a, r.b FROM related r JOIN site o ON o.location_id = r.b
      WHERE o.in_scope AND r.a <> r.b
     ORDER BY a, b`,
    values,
  );
  return rows.map(({ a, b }) => [a, b] as const);
}

/** A record, and whether anybody needs to know what it belongs with. */
export interface Candidate extends HomeRecord {
  /** It is registered, has a case, or is joined to a record already. */
  matters: boolean;
}

/** Records by their ids, as the rule judges them. */
export async function readCandidates(
  sql: Sql,
  locationIds: readonly string[],
): Promise<Candidate[]> {
  return sql.query<Candidate>(
    `SELECT s.location_id AS "locationId", s.name, s.provider_id AS "providerId",
            coalesce(p.name, s.provider_name) AS "providerName", s.address, s.postcode, s.phone,
            s.uprn, s.registered_on AS "registeredOn", s.deregistered_on AS "deregisteredOn",
            d.ended AS "isDeregistered", coalesce(s.predecessors, '{}') AS predecessors,
            coalesce(s.successors, '{}') AS successors,
            (NOT d.ended
             OR EXISTS (SELECT 1 FROM application_case c WHERE c.location_id = s.location_id)
             OR EXISTS (SELECT 1 FROM home_link l WHERE l.state = 'accepted'
                           AND s.location_id IN (l.older_id, l.newer_id))) AS matters
       FROM site s
       LEFT JOIN provider p USING (provider_id)
       CROSS JOIN LATERAL (SELECT coalesce(s.registration_status = 'deregistered',
                                           s.deregistered_on IS NOT NULL) AS ended) d
      WHERE s.location_id = ANY($1)
      ORDER BY s.location_id`,
    [locationIds],
  );
}
