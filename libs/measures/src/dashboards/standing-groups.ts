import type { ShortStanding } from '@app/dspt';
import type { Sql } from '@app/platform';
import { isOfPlace, type PlaceFilter } from './dashboard-filter';

/** What tells one location from another where they are counted. */
type Counted = Pick<
  ShortStanding,
  'localAuthority' | 'icb' | 'careHome' | 'level' | 'eligible' | 'validTo'
>;

/** Locations that count alike. */
export interface StandingGroup extends Counted {
  locations: number;
}

/** The locations a filter means. */
export interface ChosenStandings {
  groups: readonly StandingGroup[];
  /** One of them by its id; null for any other. */
  of(locationId: string): Counted | null;
}

interface Known {
  groups: readonly StandingGroup[];
  ofId: ReadonlyMap<string, Counted>;
}

/** Tens of thousands of locations stand in a few ways: a set of them is looked through only once. */
const known = new WeakMap<readonly ShortStanding[], Known>();

function knownOf(all: readonly ShortStanding[]): Known {
  const made = known.get(all) ?? {
    groups: grouped(all),
    ofId: new Map(all.map((site) => [site.locationId, site])),
  };
  known.set(all, made);
  return made;
}

/** In how few ways locations stand; asked of a set that is kept as long as nothing changes it. */
export const groupsOf = (all: readonly ShortStanding[]): readonly StandingGroup[] =>
  knownOf(all).groups;

/** The locations a filter means; an officer's are those with a case of theirs. */
export async function chooseStandings(
  sql: Sql,
  all: readonly ShortStanding[],
  filter: PlaceFilter,
): Promise<ChosenStandings> {
  const { groups, ofId } = knownOf(all);
  const { officerId } = filter;
  const theirs = officerId === undefined ? null : new Set(await sitesOfOfficer(sql, officerId));
  const counted = theirs ? grouped([...theirs].flatMap((id) => ofId.get(id) ?? [])) : groups;
  return {
    groups: counted.filter((group) => isOfPlace(group, filter)),
    of: (id) => {
      const site = ofId.get(id);
      return site && (theirs?.has(id) ?? true) && isOfPlace(site, filter) ? site : null;
    },
  };
}

async function sitesOfOfficer(sql: Sql, officerId: string): Promise<string[]> {
  const theirs = await sql.query<{ id: string }>(
    'SELECT DISTINCT location_id AS id FROM application_case WHERE officer_id = $1',
    [officerId],
    'sites-of-officer',
  );
  return theirs.map(({ id }) => id);
}

function grouped(all: readonly Counted[]): StandingGroup[] {
  const groups = new Map<string, StandingGroup>();
  for (const { localAuthority, icb, careHome, level, eligible, validTo } of all) {
    const key = JSON.stringify([localAuthority, icb, careHome, level, eligible, validTo]);
    const group = groups.get(key);
    if (group) group.locations++;
    else groups.set(key, { localAuthority, icb, careHome, level, eligible, validTo, locations: 1 });
  }
  return [...groups.values()];
}
