import { dsptOutcome, type MeasuredSite } from '@app/domain';
import type { Sql } from '@app/platform';
import { countedLevel } from './area-standings';
import { readSiteDspts } from './read-site-dspt';

/** How a site stands, as measures count it. */
export type MeasuredStanding = Pick<MeasuredSite, 'level' | 'isInherited' | 'eligible' | 'validTo'>;

/**
 * How the sites of the kind the association helps stood on a day by what is known now, by location
 * id. Whether they count is for the caller to say: sites that have been deregistered since are told of
 * as well.
 * @param day Europe/London, `YYYY-MM-DD`
 */
export async function readStandingsOn(
  sql: Sql,
  day: string,
): Promise<Map<string, MeasuredStanding>> {
  const dspts = await readSiteDspts(sql, 'in-scope', day);
  const standings = new Map<string, MeasuredStanding>();
  for (const [locationId, dspt] of dspts) {
    const outcome = dsptOutcome(dspt, day);
    standings.set(locationId, {
      level: countedLevel(outcome),
      isInherited: outcome.counted?.coverage === 'inherited',
      eligible: outcome.eligible,
      validTo: outcome.validTo,
    });
  }
  return standings;
}
