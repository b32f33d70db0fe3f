import {
  type DsptStanding,
  dsptStanding,
  type DsptStatusLevel,
  type Eligible,
  isGoodEnough,
  NotFound,
} from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { counts, newestListDay, readSiteDspts } from './read-site-dspt';

/** What a site counts as: the level it stands at, `lapsed`, or that nothing is known. */
export type CountedLevel = DsptStatusLevel | 'lapsed' | 'not-listed';

/** How many sites stand at a level, and how many of them by their headquarters' publication. */
export interface LevelCount {
  level: CountedLevel;
  sites: number;
  inherited: number;
}

/** The DSPT of an area on a day (domain rules, section 9: M1 to M4 and M12). */
export interface DsptArea {
  /** Registered, not dormant, in scope. */
  sites: number;
  /** Best first; levels nobody stands at are left out. */
  levels: readonly LevelCount[];
  /** At Met or better, and at Approaching or better: by a publication that is valid on the day. */
  metOrBetter: number;
  approachingOrBetter: number;
  eligible: Readonly<Record<Eligible, number>>;
  /** Valid on the day, and not beyond the next 30 June. */
  expiring: number;
  /** The 30 June meant by `expiring`: the day itself when it is one. */
  expiringOn: string;
  /** The day the newest list speaks of; null when none has been imported. */
  listDay: string | null;
}

/** A site whose DSPT ends by the next 30 June, or one that may not apply. */
export interface SiteAtRisk {
  locationId: string;
  name: string;
  town: string | null;
  providerName: string | null;
  standing: DsptStanding;
}

/** What is asked for: sites that are running out, or that may not apply, or of which it is not known. */
export const risks = ['expiring', 'not-eligible', 'unknown'] as const;
export type Risk = (typeof risks)[number];

const order: readonly CountedLevel[] = [
  'exceeded',
  'met',
  'approaching',
  'not-met',
  'entry-level',
  'lapsed',
  'not-published',
  'not-individually-registered',
  'unknown',
  'not-listed',
];

/** Counts how the sites of an area stand. The rule is asked site by site: there is no second one. */
@Injectable()
export class DsptAreas {
  constructor(private readonly db: Database) {}

  /**
   * @param day Europe/London day counted for, `YYYY-MM-DD`
   * @param localAuthority as CQC writes it; all of them when null
   */
  async levels(day: string, localAuthority: string | null = null): Promise<DsptArea> {
    const standings = [...(await this.standings(day, localAuthority)).values()];
    const expiringOn = nextEnd(day);
    const count = (is: (s: DsptStanding) => boolean): number => standings.filter(is).length;
    const levels = order.map((level) => {
      const at = standings.filter((s) => countedLevel(s) === level);
      const inherited = at.filter((s) => s.counted?.coverage === 'inherited').length;
      return { level, sites: at.length, inherited };
    });
    const isMet = (s: DsptStanding): boolean => ['exceeded', 'met'].includes(countedLevel(s));
    return {
      sites: standings.length,
      levels: levels.filter(({ sites }) => sites > 0),
      metOrBetter: count((s) => s.eligible === 'yes' && isMet(s)),
      approachingOrBetter: count((s) => s.eligible === 'yes'),
      eligible: {
        yes: count((s) => s.eligible === 'yes'),
        no: count((s) => s.eligible === 'no'),
        unknown: count((s) => s.eligible === 'unknown'),
      },
      expiring: count((s) => isExpiring(s, expiringOn)),
      expiringOn,
      listDay: await newestListDay(this.db),
    };
  }

  /** The sites at risk, in the order of their names, `limit` of them after `after`. */
  async atRisk(
    risk: Risk,
    day: string,
    page: { localAuthority?: string | null; limit: number; after?: readonly string[] | null },
  ): Promise<SiteAtRisk[]> {
    const standings = await this.standings(day, page.localAuthority ?? null);
    const expiringOn = nextEnd(day);
    const isMeant = (s: DsptStanding): boolean =>
      risk === 'expiring'
        ? isExpiring(s, expiringOn)
        : s.eligible === (risk === 'unknown' ? 'unknown' : 'no');
    const ids = [...standings].filter(([, s]) => isMeant(s)).map(([id]) => id);
    const [name = '', id = ''] = page.after ?? [];
    const rows = await this.db.query<Omit<SiteAtRisk, 'standing'>>(
      `SELECT s.location_id AS "locationId", s.name, s.town,
              coalesce(p.name, s.provider_name) AS "providerName"
         FROM site s LEFT JOIN provider p USING (provider_id)
        WHERE s.location_id = ANY ($1) AND (s.name COLLATE "C", s.location_id) > ($2, $3)
        ORDER BY s.name COLLATE "C", s.location_id LIMIT $4`,
      [ids, name, id, page.limit],
      'dspt-at-risk',
    );
    return rows.flatMap((row) => {
      const standing = standings.get(row.locationId);
      return standing ? [{ ...row, standing }] : [];
    });
  }

  /** The local authorities that have sites the association helps, as CQC writes them, by name. */
  async authorities(): Promise<string[]> {
    const rows = await this.db.query<{ name: string }>(
      `SELECT DISTINCT s.local_authority AS name FROM site s
        WHERE ${counts} AND s.local_authority IS NOT NULL ORDER BY 1`,
      [null],
      'dspt-authorities',
    );
    return rows.map(({ name }) => name);
  }

  private async standings(
    day: string,
    localAuthority: string | null,
  ): Promise<Map<string, DsptStanding>> {
    if (localAuthority?.includes('\0'))
      throw new NotFound('no-such-area', 'No site of this local authority is in the register.');
    const sites = await readSiteDspts(this.db, { localAuthority });
    return new Map([...sites].map(([id, dspt]) => [id, dsptStanding(dspt, day)]));
  }
}

/** What a standing counts as; a publication that has lapsed is counted apart from one that lasts. */
function countedLevel({ counted, own, headquarters }: DsptStanding): CountedLevel {
  if (!counted) return 'not-listed';
  const shown = counted.coverage === 'own' ? own : headquarters;
  return shown?.verdict.code === 'dspt-expired' ? 'lapsed' : counted.entry.level;
}

/** Publications run out on 30 June only. */
function nextEnd(day: string): string {
  const today = Temporal.PlainDate.from(day);
  const june = Temporal.PlainDate.from({ year: today.year, month: 6, day: 30 });
  return (Temporal.PlainDate.compare(today, june) > 0 ? june.add({ years: 1 }) : june).toString();
}

const isExpiring = ({ counted, validTo }: DsptStanding, end: string): boolean =>
  counted !== null && isGoodEnough(counted.entry.level) && validTo !== null && validTo <= end;
