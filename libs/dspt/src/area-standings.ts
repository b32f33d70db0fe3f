import { type CountedDspt, dsptOutcome, type DsptOutcome, type MeasuredLevel } from '@app/domain';
import type { Sql } from '@app/platform';
import { counts, readSiteDspts } from './read-site-dspt';

/** What a site counts as: the level it stands at, `lapsed`, or that nothing is known. */
export type CountedLevel = MeasuredLevel;

/** How one site stands, in short: tens of thousands of them are kept at once. */
export interface ShortStanding {
  locationId: string;
  name: string;
  town: string | null;
  providerName: string | null;
  localAuthority: string | null;
  icb: string | null;
  careHome: boolean | null;
  level: CountedLevel;
  coverage: CountedDspt['coverage'] | null;
  eligible: DsptOutcome['eligible'];
  validTo: string | null;
}

/**
 * How every site that counts stands on a day, in the order of their names. Working it out takes a
 * second for a whole country, so it is kept until something changes it: an import or its undoing, a
 * correction, or what people say of the DSPT.
 */
export class AreaStandings {
  private kept: { key: string; standings: Promise<readonly ShortStanding[]> } | null = null;

  /** @param day Europe/London, `YYYY-MM-DD` */
  async on(sql: Sql, day: string): Promise<readonly ShortStanding[]> {
    const key = `${day} ${await stateOfKnowledge(sql)}`;
    if (this.kept?.key !== key) {
      const standings = workOut(sql, day);
      this.kept = { key, standings };
      // What failed once may succeed the next time.
      standings.catch(() => {
        if (this.kept?.standings === standings) this.kept = null;
      });
    }
    return this.kept.standings;
  }
}

/** A text that is another whenever something has been changed that a standing is made of. */
async function stateOfKnowledge(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ state: string }>(
    `SELECT concat_ws(' ',
        (SELECT concat(max(position), ',', max(undone_at)) FROM import_run),
        (SELECT concat(max(corrected_at), ',', max(ended_at)) FROM site_correction),
        (SELECT concat(count(*), ',', max(said_at), ',', max(ended_at)) FROM dspt_inclusion),
        (SELECT concat(count(*), ',', max(classified_at), ',', max(ended_at))
           FROM dspt_classification)) AS state`,
    [],
    'state-of-dspt-knowledge',
  );
  return row?.state ?? '';
}

type SiteRow = Pick<
  ShortStanding,
  'locationId' | 'name' | 'town' | 'providerName' | 'localAuthority' | 'icb' | 'careHome'
>;

async function workOut(sql: Sql, day: string): Promise<readonly ShortStanding[]> {
  const dspts = await readSiteDspts(sql, { localAuthority: null }, day);
  const sites = await sql.query<SiteRow>(
    `SELECT s.location_id AS "locationId", s.name, s.town,
            coalesce(p.name, s.provider_name) AS "providerName",
            s.local_authority AS "localAuthority", s.icb, s.care_home AS "careHome"
       FROM site s LEFT JOIN provider p USING (provider_id)
      WHERE ${counts} ORDER BY s.name COLLATE "C", s.location_id`,
    [null],
    'dspt-area-sites',
  );
  return sites.flatMap((site) => {
    const dspt = dspts.get(site.locationId);
    if (!dspt) return [];
    const outcome = dsptOutcome(dspt, day);
    const { eligible, validTo, counted } = outcome;
    const coverage = counted?.coverage ?? null;
    return [{ ...site, level: countedLevel(outcome), coverage, eligible, validTo }];
  });
}

/** A publication that has lapsed is counted apart from one that lasts. */
export function countedLevel({ counted, own, headquarters }: DsptOutcome): CountedLevel {
  if (!counted) return 'not-listed';
  const shown = counted.coverage === 'own' ? own : headquarters;
  return shown?.verdict.code === 'dspt-expired' ? 'lapsed' : counted.entry.level;
}
