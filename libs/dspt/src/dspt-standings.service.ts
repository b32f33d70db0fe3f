import { type DsptStanding, dsptStanding, NotFound } from '@app/domain';
import { Database, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { readSiteDspts } from './read-site-dspt';

/** How sites stand with the DSPT, by the lists imported and what people have found out. */
@Injectable()
export class DsptStandings {
  constructor(private readonly db: Database) {}

  /**
   * @param day Europe/London day asked about, `YYYY-MM-DD`
   * @throws NotFound when the register has no such site
   */
  async of(locationId: string, day: string, sql: Sql = this.db): Promise<DsptStanding> {
    const standing = (await this.ofMany([locationId], day, sql)).get(locationId);
    if (standing) return standing;
    throw new NotFound('no-such-site', 'No site with this location ID is in the register.');
  }

  /** The same for many sites at once, by location id; one the register does not have is left out. */
  async ofMany(
    locationIds: readonly string[],
    day: string,
    sql: Sql = this.db,
  ): Promise<Map<string, DsptStanding>> {
    const known = locationIds.filter((id) => !id.includes('\0'));
    const sites = await readSiteDspts(sql, { locationIds: known });
    return new Map([...sites].map(([id, dspt]) => [id, dsptStanding(dspt, day)]));
  }

  /**
   * The sites that may stand under one of these codes, as their own, their provider's, their parent's
   * in ODS, or one a person named as headquarters'. For telling cases what a list has changed.
   */
  async sitesUnder(codes: readonly string[], sql: Sql = this.db): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `SELECT location_id AS id FROM site WHERE ods_code = ANY ($1)
       UNION
       SELECT s.location_id FROM provider p JOIN site s USING (provider_id)
        WHERE p.ods_code = ANY ($1)
       UNION
       SELECT s.location_id FROM ods_organisation o JOIN site s ON s.ods_code = o.code
        WHERE o.parent_code = ANY ($1)
       UNION
       SELECT location_id FROM dspt_inclusion WHERE ended_at IS NULL AND hq_code = ANY ($1)`,
      [codes],
      'sites-under-codes',
    );
    return rows.map(({ id }) => id);
  }
}
