import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Confidential, type PolicyInForce, readStoredCases } from '@app/cases';
import { londonDay, startOfLondonDay } from '@app/domain';
import type { Database, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import { countsOf, type Forecast, type ForecastDay, type ForecastItem } from './forecast';
import { itemsOfCase } from './items-of-case';

/** What is looked at, and how far ahead. */
export interface ForecastQuery {
  now: Temporal.Instant;
  /** Europe/London days, today the first of them; 1 to `mostForecastDays`. */
  days: number;
  /** Only the cases of this officer. */
  officerId?: string;
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
 * The letters, tasks and ends to come if nobody records anything: each case run forward on paper, by
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
  const ahead = { from: query.now, until, rendered: query.rendered ?? false };
  return db.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const settings = await policies.now(tx);
    const ids = await casesWithSomethingToCome(tx, until, query);
    const items: ForecastItem[] = [];
    for (let done = 0; done < ids.length; done += atOnce) {
      const some = ids.slice(done, done + atOnce);
      const stored = await readStoredCases(tx, confidential, some, today.toString());
      for (const [n, one] of stored.entries()) {
        if (n % breath === 0) await nextTurn();
        items.push(...itemsOfCase(one, settings, ahead));
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

/** While nobody records anything, only a rung that waits today can fire, or bring others with it. */
async function casesWithSomethingToCome(
  sql: Sql,
  until: Temporal.Instant,
  { officerId, caseId }: ForecastQuery,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM application_case c
      WHERE EXISTS (SELECT 1 FROM follow_up f
                     WHERE f.case_id = c.id AND f.status = 'waiting' AND f.ring_at < $1)
        AND ($2::uuid IS NULL OR c.officer_id = $2)
        AND ($3::uuid IS NULL OR c.id = $3)
      ORDER BY c.id`,
    [until.toString(), officerId ?? null, caseId ?? null],
  );
  return rows.map(({ id }) => id);
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

const byName = new Intl.Collator('en');
