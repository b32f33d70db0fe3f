import { londonDay, type Stage, type StallCode, stages, startOfLondonDay } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { type CaseFilter, casesFrom, conditionsOf, type StalledDays } from './case-filter';

/** How many stalled cases one provider has. */
export interface StalledProvider {
  /** Null for homes of which the register names none. */
  providerId: string | null;
  name: string | null;
  cases: number;
}

/** Stalled cases, counted from every side. */
export interface StalledSummary {
  /** ISO 8601 UTC. */
  asOf: string;
  /** Open cases the filter finds, stalled or not. */
  open: number;
  /** Those of them that are stalled. */
  stalled: number;
  /** By reason, the most frequent first; a case with several counts under each. */
  reasons: { code: StallCode; cases: number }[];
  /** In the order of the journey. */
  stages: { stage: Stage; cases: number }[];
  /** By how long the oldest of its reasons has lasted since the case was opened. */
  ages: (StalledDays & { cases: number })[];
  /** Those with the most, at most twenty. */
  providers: StalledProvider[];
  /** The most first; null: the register gives none. */
  authorities: { localAuthority: string | null; cases: number }[];
  /** Whether counts of the practice caseload of invented homes are among them. */
  practice: boolean;
}

/** Days stalled, by which they are counted; both ends count. */
export const stalledAges: readonly StalledDays[] = [
  { least: 0, most: 6 },
  { least: 7, most: 13 },
  { least: 14, most: 29 },
  { least: 30, most: 59 },
  { least: 60 },
];

const mostProviders = 20;

/** Counts of the stalled cases a filter finds, in one statement. */
export async function readStalledSummary(
  sql: Sql,
  now: Temporal.Instant,
  filter: Omit<CaseFilter, 'open'>,
): Promise<StalledSummary> {
  const values: unknown[] = [];
  const { stalled, stalledDays: _, ...apart } = filter;
  const conditions = conditionsOf({ ...filter, stalled: stalled || true }, now, values);
  const open = conditionsOf(apart, now, values);
  const today = londonDay(now);
  values.push(
    // Where each age begins, the oldest first, as buckets want them.
    stalledAges
      .map(({ least }) => startOfLondonDay(today.subtract({ days: least - 1 })).toString())
      .reverse(),
    mostProviders,
  );
  const [ages, most] = [`$${values.length - 1}::timestamptz[]`, `$${values.length}`];
  const list = (query: string): string => `(SELECT coalesce(json_agg(l), '[]') FROM (${query}) l)`;
  const [row] = await sql.query<{ summary: Found }>(
    `WITH stuck AS MATERIALIZED (
       SELECT c.stage, c.stalled_at, c.stall_codes, c.stall_since, c.practice, s.provider_id,
              s.provider_name, s.local_authority
         FROM application_case c JOIN site s USING (location_id)
        WHERE ${conditions.join(' AND ')})
     SELECT json_build_object(
       'open', (SELECT count(*) FROM ${casesFrom(open)}
                 WHERE ${open.join(' AND ')}),
       'stalled', (SELECT count(*) FROM stuck),
       'practice', coalesce((SELECT bool_or(practice) FROM stuck), false),
       'reasons', ${list(`
         SELECT t.code, count(*) AS cases
           FROM stuck, unnest(stall_codes, stall_since) AS t(code, since)
          WHERE t.since <= $1 GROUP BY t.code ORDER BY cases DESC, t.code`)},
       'stages', ${list('SELECT stage, count(*) AS cases FROM stuck GROUP BY stage')},
       'ages', ${list(`
         SELECT width_bucket(stalled_at, ${ages}) AS n, count(*) AS cases FROM stuck
          GROUP BY n`)},
       'providers', ${list(`
         SELECT k.provider_id AS "providerId", coalesce(p.name, min(k.provider_name)) AS name,
                count(*) AS cases
           FROM stuck k LEFT JOIN provider p USING (provider_id)
          GROUP BY k.provider_id, p.name ORDER BY cases DESC, name, k.provider_id LIMIT ${most}`)},
       'authorities', ${list(`
         SELECT local_authority AS "localAuthority", count(*) AS cases
           FROM stuck GROUP BY local_authority
          ORDER BY cases DESC, local_authority COLLATE "C"`)}
     ) AS summary`,
    values,
  );
  const found = row?.summary as Found;
  return {
    asOf: now.toString(),
    open: found.open,
    stalled: found.stalled,
    reasons: found.reasons,
    stages: inOrder(found.stages),
    ages: stalledAges.map((age, n) => ({
      ...age,
      cases: found.ages.find((one) => one.n === stalledAges.length - 1 - n)?.cases ?? 0,
    })),
    providers: found.providers,
    authorities: found.authorities,
    practice: found.practice,
  };
}

type Found = Omit<StalledSummary, 'asOf' | 'ages'> & { ages: { n: number; cases: number }[] };

const inOrder = (counted: StalledSummary['stages']): StalledSummary['stages'] =>
  stages.flatMap((stage) => counted.filter((one) => one.stage === stage));
