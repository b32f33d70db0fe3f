import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Confidential,
  type PolicyInForce,
  readAddressLedger,
  readStoredCases,
  type StoredCase,
} from '@app/cases';
import { londonDay, ownersIn, type Scope, startOfLondonDay } from '@app/domain';
import type { Database, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { countsOf, type Forecast, type ForecastDay, type ForecastItem } from './forecast';
import { itemsOfCases } from './items-of-case';
import { sharing } from './sharing';

/** What is looked at, and how far ahead. */
export interface ForecastQuery {
  now: Temporal.Instant;
  /** Europe/London days, today the first of them; 1 to `mostForecastDays`. */
  days: number;
  /** Whose cases are looked at. */
  scope: Scope;
  /** Only this case. */
  caseId?: string;
  /** With the letters as they would be sent. */
  rendered?: boolean;
}

export const mostForecastDays = 366;

/** Cases read at a time, and worked out before others get their turn: nothing waits long. */
const atOnce = 25;
const breath = 5;

/**
 * The letters, tasks and ends to come if nobody records anything: the cases run forward on paper, by
 * what fires the real ones. Reads one snapshot and changes nothing.
 */
export function readForecast(
  db: Database,
  confidential: Confidential,
  policies: PolicyInForce,
  query: ForecastQuery,
): Promise<Forecast> {
  const today = londonDay(query.now);
  const until = startOfLondonDay(today.add({ days: query.days }));
  return db.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const settings = await policies.now(tx);
    const { making } = confidential;
    const writing = query.rendered ? { making, wording: await making.wording(tx) } : null;
    const ahead = { from: query.now, until, writing };
    const items: ForecastItem[] = [];
    for (const ids of await casesTogether(tx, until, query)) {
      const stored = await readStoredCases(tx, confidential, [...ids.keys()], today.toString());
      const addressees = stored.flatMap((one) => [...one.addressees.values()]);
      const ledger = await readAddressLedger(tx, confidential, addressees, query.now);
      const shown = ({ row }: StoredCase): boolean => ids.get(row.id) ?? false;
      for (const [n, group] of sharing(stored, addressesOf).entries()) {
        if (n % breath === 0) await nextTurn();
        items.push(...itemsOfCases(group, ledger, settings, ahead, shown));
      }
    }
    return {
      asOf: query.now.toString(),
      until: until.toString(),
      total: countsOf(items),
      days: byDay(items, today, query.days),
    };
  });
}

/**
 * The cases to read at a time, and whether each was asked for. While nobody records anything, only a
 * rung that waits today can fire, or bring others with it. Cases that share a reader are read
 * together, since their letters are one.
 */
async function casesTogether(
  sql: Sql,
  until: Temporal.Instant,
  { scope, caseId }: ForecastQuery,
): Promise<Map<string, boolean>[]> {
  const rows = await sql.query<{ id: string; asked: boolean; addresses: string[] }>(
    `SELECT c.id, ARRAY(SELECT encode(k.address_key, 'hex') FROM contact k
                         WHERE k.location_id = c.location_id AND k.retired_at IS NULL
                           AND k.address_key IS NOT NULL
                         UNION
                        SELECT encode(p.address_key, 'hex') FROM case_person p
                         WHERE p.case_id = c.id AND p.address_key IS NOT NULL) AS addresses,
            ($2::uuid[] IS NULL OR c.officer_id = ANY($2)) AND ($3::uuid IS NULL OR c.id = $3) AS asked
       FROM application_case c
      WHERE EXISTS (SELECT 1 FROM follow_up f
                     WHERE f.case_id = c.id AND f.status = 'waiting' AND f.ring_at < $1)
      ORDER BY c.id`,
    [until.toString(), ownersIn(scope), caseId ?? null],
  );
  const sets: Map<string, boolean>[] = [];
  for (const group of sharing(rows, ({ addresses }) => addresses)) {
    if (!group.some(({ asked }) => asked)) continue;
    const last = sets.at(-1);
    const set = last && last.size < atOnce ? last : new Map<string, boolean>();
    if (set !== last) sets.push(set);
    for (const { id, asked } of group) set.set(id, asked);
  }
  return sets;
}

function byDay(
  items: readonly ForecastItem[],
  today: Temporal.PlainDate,
  count: number,
): ForecastDay[] {
  const days = new Map<string, ForecastItem[]>();
  for (let n = 0; n < count; n++) days.set(today.add({ days: n }).toString(), []);
  // Many share a moment, and each is looked at often while they are put in order.
  const moments = new Map(items.map(({ at }) => [at, Temporal.Instant.from(at).epochMilliseconds]));
  const inOrder = (a: ForecastItem, b: ForecastItem): number =>
    (moments.get(a.at) ?? 0) - (moments.get(b.at) ?? 0) ||
    byName.compare(a.home, b.home) ||
    (a.caseId < b.caseId ? -1 : Number(a.caseId > b.caseId));
  const dayOf = new Map(
    [...moments.keys()].map((at) => [at, londonDay(Temporal.Instant.from(at))]),
  );
  for (const item of items) days.get(`${dayOf.get(item.at)}`)?.push(item);
  return [...days].map(([day, all]) => ({ day, ...countsOf(all), items: all.sort(inOrder) }));
}

const addressesOf = ({ addressees }: StoredCase): string[] =>
  [...addressees.values()].map(({ key }) => key.toString('hex'));

const byName = new Intl.Collator('en');
