import {
  isApproachingOrBetter,
  isExpiringBy,
  isMetOrBetter,
  type MeasuredLevel,
  measuredLevels,
} from '@app/domain';
import type { ShortStanding } from '@app/dspt';
import type { Sql } from '@app/platform';
import type { CountedMonth } from '../monthly/counted-month';
import { readFound, readLive } from '../monthly/from-histories';
import { type DashboardFilter, isOfPlace, type PlaceFilter } from './dashboard-filter';
import { monthsOf, readKept } from './months';

/** How many of the locations of a place have what. */
export interface Covered {
  /** Registered, not dormant, in scope: the denominator. */
  locations: number;
  /** M5: with a case that has been live. */
  live: number;
  /** M5: NHSmail or a check says they have it, without a case that went live. */
  found: number;
  /** M3 and M4, by a publication valid on the day. */
  met: number;
  approaching: number;
}

export interface PlaceCovered extends Covered {
  /** Null where the register gives none. */
  localAuthority: string | null;
}

/** Shares of a month, as they were kept; null when they were not. */
export interface CoveredMonth {
  month: string;
  covered: Covered | null;
}

export interface PlaceExpiring {
  localAuthority: string | null;
  locations: number;
  /** M12, of those at Met or better and at Approaching. */
  met: number;
  approaching: number;
}

/** The sites a filter means. */
export async function sitesOf(
  sql: Sql,
  all: readonly ShortStanding[],
  filter: PlaceFilter,
): Promise<readonly ShortStanding[]> {
  const of = all.filter((site) => isOfPlace(site, filter));
  if (filter.officerId === undefined) return of;
  const theirs = await sql.query<{ id: string }>(
    'SELECT DISTINCT location_id AS id FROM application_case WHERE officer_id = $1',
    [filter.officerId],
    'sites-of-officer',
  );
  const ids = new Set(theirs.map(({ id }) => id));
  return of.filter(({ locationId }) => ids.has(locationId));
}

/** How places are covered on a day, the largest first and those without a name last. */
export async function readCoverage(
  sql: Sql,
  sites: readonly ShortStanding[],
  month: CountedMonth,
): Promise<PlaceCovered[]> {
  const live = await readLive(sql, month);
  const found = await readFound(sql, month);
  return byAuthority(sites, (of) => {
    const isLive = (site: ShortStanding): boolean => live.has(site.locationId);
    return {
      locations: of.length,
      live: count(of, isLive),
      found: count(of, (site) => !isLive(site) && found.has(site.locationId)),
      met: count(of, isMetOrBetter),
      approaching: count(of, isApproachingOrBetter),
    };
  });
}

/** The months that were kept, and the present one as it stands. */
export async function readCoveredMonths(
  sql: Sql,
  filter: DashboardFilter,
  present: { month: string; covered: Covered },
): Promise<CoveredMonth[]> {
  const [m3, m4, m5] = await Promise.all(
    (['M3', 'M4', 'M5'] as const).map((measure) => readKept(sql, measure, filter)),
  );
  return monthsOf(filter).map((month) => {
    if (month === present.month) return present;
    const [met, approaching, live] = [m3, m4, m5].map((kept) => kept?.get(month));
    if (!met || !approaching || !live) return { month, covered: null };
    return {
      month,
      covered: {
        locations: met.locations ?? 0,
        met: met.met ?? 0,
        approaching: approaching.approaching ?? 0,
        live: live.live ?? 0,
        found: live.found ?? 0,
      },
    };
  });
}

/** Whose DSPT ends by a 30 June, by place; places where none does are left out. */
export function countExpiring(sites: readonly ShortStanding[], end: string): PlaceExpiring[] {
  return byAuthority(sites, (of) => {
    const ending = of.filter((site) => isExpiringBy(site, end));
    const approaching = count(ending, ({ level }) => level === 'approaching');
    return { locations: of.length, approaching, met: ending.length - approaching };
  })
    .filter(({ met, approaching }) => met + approaching > 0)
    .sort((a, b) => b.met + b.approaching - a.met - a.approaching);
}

/** M2: how many stand at each level, best first; levels nobody stands at are left out. */
export function countLevels(
  sites: readonly ShortStanding[],
): { level: MeasuredLevel; sites: number }[] {
  return measuredLevels
    .map((level) => ({ level, sites: count(sites, (site) => site.level === level) }))
    .filter((row) => row.sites > 0);
}

export const totalOf = (places: readonly Covered[]): Covered => ({
  locations: sum(places, 'locations'),
  live: sum(places, 'live'),
  found: sum(places, 'found'),
  met: sum(places, 'met'),
  approaching: sum(places, 'approaching'),
});

function byAuthority<Counts extends { locations: number }>(
  sites: readonly ShortStanding[],
  countOf: (of: readonly ShortStanding[]) => Counts,
): (Counts & { localAuthority: string | null })[] {
  const places = new Map<string | null, ShortStanding[]>();
  for (const site of sites) {
    const known = places.get(site.localAuthority);
    if (known) known.push(site);
    else places.set(site.localAuthority, [site]);
  }
  return [...places]
    .map(([localAuthority, of]) => ({ localAuthority, ...countOf(of) }))
    .sort(
      (a, b) =>
        Number(a.localAuthority === null) - Number(b.localAuthority === null) ||
        b.locations - a.locations ||
        byName.compare(a.localAuthority ?? '', b.localAuthority ?? ''),
    );
}

const count = (sites: readonly ShortStanding[], isOne: (site: ShortStanding) => boolean): number =>
  sites.reduce((total, site) => total + Number(isOne(site)), 0);

const sum = (places: readonly Covered[], column: keyof Covered): number =>
  places.reduce((total, place) => total + place[column], 0);

const byName = new Intl.Collator('en');
