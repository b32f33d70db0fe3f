import {
  type DsptReason,
  type Eligible,
  isExpiringBy,
  isMetOrBetter,
  measuredLevels,
  nextDsptEnd,
} from '@app/domain';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { AreaStandings, type CountedLevel, type ShortStanding } from './area-standings';
import { DsptStandings } from './dspt-standings.service';
import { newestListDay } from './read-site-dspt';

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
  eligible: Eligible;
  reasons: readonly DsptReason[];
  /** The last day it may apply; null when it may not. */
  validTo: string | null;
}

/** What is asked for: sites that are running out, or that may not apply, or of which it is not known. */
export const risks = ['expiring', 'not-eligible', 'unknown'] as const;
export type Risk = (typeof risks)[number];

/** Counts how the sites of an area stand. The rule is asked site by site: there is no second one. */
@Injectable()
export class DsptAreas {
  private readonly known = new AreaStandings();

  constructor(
    private readonly db: Database,
    private readonly standings: DsptStandings,
  ) {}

  /**
   * @param day Europe/London day counted for, `YYYY-MM-DD`
   * @param localAuthority as CQC writes it; all of them when null
   */
  async levels(day: string, localAuthority: string | null = null): Promise<DsptArea> {
    const sites = await this.sites(day, localAuthority);
    const expiringOn = nextDsptEnd(day);
    const levels = new Map(
      measuredLevels.map((level) => [level, { level, sites: 0, inherited: 0 }]),
    );
    const eligible = { yes: 0, no: 0, unknown: 0 };
    let metOrBetter = 0;
    let expiring = 0;
    for (const site of sites) {
      const at = levels.get(site.level);
      if (at) {
        at.sites++;
        if (site.coverage === 'inherited') at.inherited++;
      }
      eligible[site.eligible]++;
      if (isMetOrBetter(site)) metOrBetter++;
      if (isAtRisk('expiring', site, expiringOn)) expiring++;
    }
    return {
      sites: sites.length,
      levels: [...levels.values()].filter((at) => at.sites > 0),
      metOrBetter,
      approachingOrBetter: eligible.yes,
      eligible,
      expiring,
      expiringOn,
      listDay: await newestListDay(this.db),
    };
  }

  /**
   * The sites at risk, in the order of their names (capitals before small letters), `limit` of them.
   * @param page `after`: name and location id of the last one of the page before
   */
  async atRisk(
    risk: Risk,
    day: string,
    page: { localAuthority?: string | null; limit: number; after?: readonly string[] | null },
  ): Promise<SiteAtRisk[]> {
    const sites = await this.sites(day, page.localAuthority ?? null);
    const expiringOn = nextDsptEnd(day);
    const [name, id] = page.after ?? [];
    const isLater = (s: ShortStanding): boolean =>
      name === undefined || s.name > name || (s.name === name && s.locationId > (id ?? ''));
    const shown = sites
      .filter((s) => isAtRisk(risk, s, expiringOn) && isLater(s))
      .slice(0, page.limit);
    const ids = shown.map(({ locationId }) => locationId);
    const standings = await this.standings.ofMany(ids, day);
    return shown.map((site) => ({
      locationId: site.locationId,
      name: site.name,
      town: site.town,
      providerName: site.providerName,
      eligible: site.eligible,
      reasons: standings.get(site.locationId)?.reasons ?? [],
      validTo: site.validTo,
    }));
  }

  /**
   * The local authorities that have sites the association helps, as CQC writes them, by name.
   * @param day Europe/London, `YYYY-MM-DD`
   */
  async authorities(day: string): Promise<string[]> {
    const sites = await this.known.on(this.db, day);
    return [...new Set(sites.flatMap((s) => s.localAuthority ?? []))].sort();
  }

  /**
   * How each site that counts stands: registered, not dormant, in scope.
   * @param day Europe/London, `YYYY-MM-DD`
   */
  standingsOn(day: string): Promise<readonly ShortStanding[]> {
    return this.known.on(this.db, day);
  }

  private async sites(
    day: string,
    localAuthority: string | null,
  ): Promise<readonly ShortStanding[]> {
    const all = await this.known.on(this.db, day);
    return localAuthority === null ? all : all.filter((s) => s.localAuthority === localAuthority);
  }
}

function isAtRisk(risk: Risk, site: ShortStanding, end: string): boolean {
  if (risk === 'expiring') return isExpiringBy(site, end);
  return site.eligible === (risk === 'unknown' ? 'unknown' : 'no');
}
