import {
  isApproachingOrBetter,
  isExpiringBy,
  isMetOrBetter,
  type MeasuredLevel,
  measuredLevels,
} from '@app/domain';
import type { Sql } from '@app/platform';
import type { CountedMonth } from '../monthly/counted-month';
import { readFound, readLive } from '../monthly/from-histories';
import type { DashboardFilter } from './dashboard-filter';
import { monthsOf, readKept } from './months';
import type { ChosenStandings, StandingGroup } from './standing-groups';

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

/** How places are covered on a day, the largest first and those without a name last. */
export async function readCoverage(
  sql: Sql,
  { groups, of }: ChosenStandings,
  month: CountedMonth,
): Promise<PlaceCovered[]> {
  const [live, found] = await Promise.all([readLive(sql, month), readFound(sql, month)]);
  const places = new Map<string | null, PlaceCovered>();
  for (const group of groups) {
    const { localAuthority, locations } = group;
    const place = places.get(localAuthority) ?? { ...nothing, localAuthority };
    places.set(localAuthority, place);
    place.locations += locations;
    if (isMetOrBetter(group)) place.met += locations;
    if (isApproachingOrBetter(group)) place.approaching += locations;
  }
  const placeOf = (id: string): PlaceCovered | undefined => {
    const site = of(id);
    return site ? places.get(site.localAuthority) : undefined;
  };
  for (const id of live) {
    const place = placeOf(id);
    if (place) place.live++;
  }
  for (const id of found) {
    const place = live.has(id) ? undefined : placeOf(id);
    if (place) place.found++;
  }
  return largestFirst([...places.values()]);
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
export function countExpiring(groups: readonly StandingGroup[], end: string): PlaceExpiring[] {
  const places = new Map<string | null, PlaceExpiring>();
  for (const group of groups) {
    const { localAuthority, locations } = group;
    const place = places.get(localAuthority) ?? {
      localAuthority,
      locations: 0,
      met: 0,
      approaching: 0,
    };
    places.set(localAuthority, place);
    place.locations += locations;
    if (isExpiringBy(group, end))
      place[group.level === 'approaching' ? 'approaching' : 'met'] += locations;
  }
  return largestFirst([...places.values()])
    .filter(({ met, approaching }) => met + approaching > 0)
    .sort((a, b) => b.met + b.approaching - a.met - a.approaching);
}

/** M2: how many stand at each level, best first; levels nobody stands at are left out. */
export function countLevels(
  groups: readonly StandingGroup[],
): { level: MeasuredLevel; sites: number }[] {
  const sites = new Map<MeasuredLevel, number>();
  for (const { level, locations } of groups) sites.set(level, (sites.get(level) ?? 0) + locations);
  return measuredLevels.flatMap((level) => {
    const counted = sites.get(level);
    return counted ? [{ level, sites: counted }] : [];
  });
}

export const totalOf = (places: readonly Covered[]): Covered => ({
  locations: sum(places, 'locations'),
  live: sum(places, 'live'),
  found: sum(places, 'found'),
  met: sum(places, 'met'),
  approaching: sum(places, 'approaching'),
});

const nothing: Covered = { locations: 0, live: 0, found: 0, met: 0, approaching: 0 };

/** Those without a name come last. */
const largestFirst = <Place extends { localAuthority: string | null; locations: number }>(
  places: readonly Place[],
): Place[] =>
  [...places].sort(
    (a, b) =>
      Number(a.localAuthority === null) - Number(b.localAuthority === null) ||
      b.locations - a.locations ||
      byName.compare(a.localAuthority ?? '', b.localAuthority ?? ''),
  );

const sum = (places: readonly Covered[], column: keyof Covered): number =>
  places.reduce((total, place) => total + place[column], 0);

const byName = new Intl.Collator('en');
