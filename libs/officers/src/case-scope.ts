import { everyCase, london, type Scope } from '@app/domain';

/**
 * Whose cases the officer `o` of a statement sees, as its column `owners`; `scopeOf` reads it. So
 * whoever reads an officer, to let them in, reads this in the same moment.
 *
 * Officers of one team see each other's cases, and all without a team count as one; so where nobody
 * made teams everybody sees everything. Who covers for somebody sees their cases too, from the first
 * day of the absence to its last, in Europe/London. A lead sees all.
 * @param now the placeholder of the moment, ISO 8601
 */
export const scopeColumn = (now: string): string => `
  CASE WHEN o.role <> 'lead' AND EXISTS (SELECT FROM officer WHERE team_id IS NOT NULL)
       THEN ARRAY(SELECT mate.id FROM officer mate
                   WHERE mate.team_id IS NOT DISTINCT FROM o.team_id
                   UNION
                  SELECT officer_id FROM officer_absence
                   WHERE covered_by = o.id
                     AND (${now}::timestamptz AT TIME ZONE '${london}')::date BETWEEN from_day AND until_day)
  END AS owners`;

/** @param owners those whose cases somebody sees, as the column `owners` says; null for everybody's */
export const scopeOf = (owners: readonly string[] | null): Scope =>
  owners === null ? everyCase : { officerIds: owners };
