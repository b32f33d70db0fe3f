import {
  londonDay,
  type PaceLimit,
  type Party,
  readSearchQuery,
  type Scope,
  type Stage,
  type StallCode,
  startOfLondonDay,
  type WaitingOn,
} from '@app/domain';
import { scopeCondition } from '@app/history';
import { wordsQuery } from '@app/providers';
import type { Temporal } from 'temporal-polyfill';

/** How long a case has been stuck, in Europe/London days since the day it began; both ends count. */
export interface StalledDays {
  least: number;
  /** Without it: or longer. */
  most?: number;
}

/** Which cases a list shows. Each condition narrows it. */
export interface CaseFilter {
  /** Whose cases may be seen at all. */
  scope: Scope;
  /** Default: open ones. */
  open?: boolean;
  stage?: Stage;
  waitingOn?: WaitingOn;
  /** Who takes the time: as `waitingOn`, but the post apart from the provider. */
  party?: Party;
  officerId?: string;
  /** Only cases whose NHSmail reply is late. */
  breached?: boolean;
  /** Only cases that are not moving, or not for this reason. */
  stalled?: boolean | StallCode;
  /** Only cases stuck for so long, whatever for. */
  stalledDays?: StalledDays;
  /** Only cases that stand longer than these limits of the usual pace allow. */
  slowerThan?: readonly PaceLimit[];
  /** Of this provider: all homes of a group. */
  providerId?: string;
  /** As CQC writes it; null: those of which the register gives none. */
  localAuthority?: string | null;
  /** As CQC writes it; null: those of which the register gives none. */
  icb?: string | null;
  /** Only of care homes, or only of other services; those of which it is not known are neither. */
  careHome?: boolean;
  /** Words of the home’s name, postcode, town, telephone, provider or ids; all must be there. */
  q?: string;
  /** Only cases of these sites: what `q` finds, when that has been looked up and is little. */
  locationIds?: readonly string[];
}

/**
 * The conditions of a filter on `application_case c JOIN site s`. People are not searched: their
 * names and addresses are sealed.
 * @param values receives what the conditions need; the present moment is its first
 */
export function conditionsOf(
  filter: CaseFilter,
  now: Temporal.Instant,
  values: unknown[],
): string[] {
  if (values.length === 0) values.push(now.toString());
  const conditions = [`c.open = ${filter.open === false ? 'false' : 'true'}`];
  if (!('all' in filter.scope))
    conditions.push(scopeCondition(filter.scope, 'c.officer_id', values));
  const where = (condition: (n: number) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(values.length));
  };
  const { stalled } = filter;
  if (filter.stage) where((n) => `c.stage = $${n}`, filter.stage);
  if (filter.waitingOn) where((n) => `c.waiting_on = $${n}`, filter.waitingOn);
  if (filter.party) where((n) => `c.awaits = $${n}`, filter.party);
  if (filter.officerId) where((n) => `c.officer_id = $${n}`, filter.officerId);
  if (filter.breached) conditions.push('c.breached_at IS NOT NULL');
  if (stalled || filter.stalledDays) conditions.push(`${stallOrder} <= $1`);
  if (typeof stalled === 'string')
    where((n) => `c.stall_since[array_position(c.stall_codes, $${n})] <= $1`, stalled);
  if (filter.stalledDays) {
    const { least, most } = filter.stalledDays;
    const today = londonDay(now);
    const startOf = (days: number): string => startOfLondonDay(today.subtract({ days })).toString();
    if (least > 0) where((n) => `${stallOrder} < $${n}`, startOf(least - 1));
    if (most !== undefined) where((n) => `${stallOrder} >= $${n}`, startOf(most));
  }
  if (filter.slowerThan) conditions.push(slowerThan(filter.slowerThan, now, values));
  if (filter.providerId) where((n) => `s.provider_id = $${n}`, filter.providerId);
  for (const [column, value] of [
    ['s.local_authority', filter.localAuthority],
    ['s.icb', filter.icb],
    ['s.care_home', filter.careHome],
  ] as const) {
    if (value === null) conditions.push(`${column} IS NULL`);
    else if (value !== undefined) where((n) => `${column} = $${n}`, value);
  }
  if (filter.locationIds) where((n) => `c.location_id = ANY($${n}::text[])`, filter.locationIds);
  else {
    const { words } = readSearchQuery(filter.q ?? '');
    if (words.length > 0) where((n) => `s.words @@ $${n}::tsquery`, wordsQuery(words));
  }
  return conditions;
}

/** The tables counts read: sites only when a condition asks about them. */
export const casesFrom = (conditions: readonly string[]): string =>
  conditions.some((condition) => condition.includes('s.'))
    ? 'application_case c JOIN site s USING (location_id)'
    : 'application_case c';

/** When a case got stuck, or will; what never does comes last. As the index has it. */
export const stallOrder = "coalesce(c.stalled_at, 'infinity'::timestamptz)";

/** A case is slow once it has stood longer than the limit of its stage and party. */
function slowerThan(
  limits: readonly PaceLimit[],
  now: Temporal.Instant,
  values: unknown[],
): string {
  const first = values.length + 1;
  values.push(
    limits.map(({ stage }) => stage),
    limits.map(({ party }) => party),
    limits.map(({ limit }) => now.subtract({ seconds: Math.round(limit * 86_400) }).toString()),
  );
  return `EXISTS (SELECT FROM unnest($${first}::text[], $${first + 1}::text[],
                                     $${first + 2}::timestamptz[]) AS pace(stage, party, since)
                   WHERE pace.stage = c.stage AND pace.party = c.awaits
                     AND c.awaits_since < pace.since)`;
}
