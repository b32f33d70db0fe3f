import { dsptStanding, type MeasuredSite } from '@app/domain';
import type { Sql } from '@app/platform';
import { countedLevel } from './area-standings';
import { readSiteDspts } from './read-site-dspt';

/** How a site stands, as measures count it. */
export type MeasuredStanding = Pick<MeasuredSite, 'level' | 'isInherited' | 'eligible' | 'validTo'>;

/**
 * How these sites stood on a day by what is known now, by location id. Whether they count is for the
 * caller to say: sites that have been deregistered since are told of as well.
 * @param day Europe/London, `YYYY-MM-DD`
 */
export async function readStandingsOn(
  sql: Sql,
  day: string,
  locationIds: readonly string[],
): Promise<Map<string, MeasuredStanding>> {
  const dspts = await readSiteDspts(sql, { locationIds });
  const standings = new Map<string, MeasuredStanding>();
  for (const [locationId, dspt] of dspts) {
    const standing = dsptStanding(dspt, day);
    standings.set(locationId, {
      level: countedLevel(standing),
      isInherited: standing.counted?.coverage === 'inherited',
      eligible: standing.eligible,
      validTo: standing.validTo,
    });
  }
  return standings;
}
