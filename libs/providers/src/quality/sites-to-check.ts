import {
  type ClassifiedStatuses,
  isClosedCode,
  readDsptStatus,
  type SiteToCheck,
} from '@app/domain';
import type { Sql } from '@app/platform';

/**
 * What the register stands at: another text means that something a check looks at has changed. Cheap,
 * as it is asked for every minute.
 * @param today Europe/London, `YYYY-MM-DD`: codes close on a day that may be known long before
 */
export async function registerStand(sql: Sql, today: string): Promise<string> {
  const [row] = await sql.query<{ stand: string }>(
    `SELECT concat_ws('/',
       (SELECT concat(max(position), ':', count(undone_at)) FROM import_run),
       (SELECT concat(count(*), ':', count(ended_at)) FROM site_correction),
       (SELECT concat(count(*), ':', count(ended_at)) FROM dspt_classification),
       (SELECT count(*) FROM contact WHERE retired_at IS NULL),
       (SELECT count(*) FROM application_case WHERE open),
       (SELECT count(*) FROM ods_organisation WHERE closed_on <= $1)) AS stand`,
    [today],
    'register-stand',
  );
  return row?.stand ?? '';
}

interface Row extends Omit<SiteToCheck, 'ods' | 'dspt' | 'shared'> {
  locationId: string;
  odsCodeListed: boolean;
  odsPostcode: string | null;
  odsActive: boolean | null;
  odsClosedOn: string | null;
  ownStatus: string | null;
  headquartersStatus: string | null;
  sameName: number;
  sameCode: number;
  samePhone: number;
  samePostcode: number;
}

/**
 * Sets apart, until the transaction ends, every registered site of ours with all that the checks look
 * at; a site nobody can tell about yet, as only its name is known, is among them.
 * @returns how many there are
 */
export async function gatherSites(tx: Sql): Promise<number> {
  await tx.query(gather);
  const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM site_to_check');
  return row?.n ?? 0;
}

/** So many gathered sites of ids above this one, by id. */
export async function nextSites(
  tx: Sql,
  after: string,
  limit: number,
  classified: ClassifiedStatuses,
  today: string,
): Promise<(SiteToCheck & { locationId: string })[]> {
  const rows = await tx.query<Row>(
    'SELECT * FROM site_to_check WHERE "locationId" > $1 ORDER BY "locationId" LIMIT $2',
    [after, limit],
  );
  return rows.map((row) => {
    const status = row.ownStatus ?? row.headquartersStatus;
    return {
      ...row,
      ods: row.odsCodeListed
        ? { postcode: row.odsPostcode, closed: isClosedCode(row.odsActive, row.odsClosedOn, today) }
        : null,
      dspt: status === null ? null : readDsptStatus(status, classified).level,
      shared: {
        name: row.sameName,
        odsCode: row.sameCode,
        phone: row.samePhone,
        postcode: row.samePostcode,
      },
    };
  });
}

/** Others with the same value; of another provider when one is named. None where there is no value. */
const others = (value: string, besides?: string): string => {
  const own = besides ? `count(*) OVER (PARTITION BY ${value}, ${besides})` : '1';
  return `CASE WHEN ${value} IS NULL THEN 0
               ELSE count(*) OVER (PARTITION BY ${value}) - ${own} END::int`;
};

const gather = `
  CREATE TEMP TABLE site_to_check ON COMMIT DROP AS
  SELECT s.location_id COLLATE "C" AS "locationId", s.postcode, s.phone, s.ods_code AS "odsCode",
         s.provider_id AS "providerId", coalesce(p.name, s.provider_name) AS "providerName",
         s.registered_managers AS "registeredManagers", s.manager_absent_on AS "managerAbsentOn",
         s.details_known AS "detailsKnown",
         o.code IS NOT NULL AS "odsCodeListed", o.postcode AS "odsPostcode",
         o.active AS "odsActive", o.closed_on AS "odsClosedOn",
         own.status_text AS "ownStatus", hq.status_text AS "headquartersStatus",
         EXISTS (SELECT FROM dspt_status) AS "dsptListed",
         CASE WHEN s.local_authority IS NULL THEN 0 ELSE count(*) OVER
           (PARTITION BY lower(s.name), s.local_authority) - 1 END::int AS "sameName",
         ${others('s.ods_code')} AS "sameCode",
         ${others('s.phone', "coalesce(s.provider_id, s.provider_name, '')")} AS "samePhone",
         ${others('s.postcode', "coalesce(s.provider_id, s.provider_name, '')")} AS "samePostcode",
         c.id IS NOT NULL AND k.id IS NULL AS "caseWithoutContact"
    FROM (SELECT *, (location_type IS NOT NULL OR category IS NOT NULL OR care_home IS NOT NULL
                     OR service_types IS NOT NULL) AS details_known
            FROM site WHERE registration_status IS DISTINCT FROM 'deregistered') s
    LEFT JOIN provider p ON p.provider_id = s.provider_id
    LEFT JOIN ods_organisation o ON o.code = s.ods_code
    LEFT JOIN dspt_status own ON own.code = s.ods_code
    LEFT JOIN dspt_status hq ON hq.code = p.ods_code
    LEFT JOIN application_case c ON c.location_id = s.location_id AND c.open
    LEFT JOIN contact k ON k.location_id = s.location_id AND k.retired_at IS NULL
   WHERE s.in_scope OR NOT s.details_known`;
