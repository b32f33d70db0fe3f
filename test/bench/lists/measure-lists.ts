import { dropDatabase, makeDatabase } from '../bench-database';
import { seedCaseload } from '../cases/seed-caseload';
import { Contestant } from '../contestant';
import { median, type Pair } from '../figures';
import { getRequest, latenciesOf } from '../http/load';
import type { OurApi } from '../http/our-api';
import { type Bench, tell } from '../measuring';

/** So much smaller is the caseload beside the large one. */
const smaller = 100;
/** With fewer the list of what is stalled would not fill a page. */
const least = 300;

const cases = (sort: string): string => `/api/v1/cases?sort=${sort}`;

/** Each takes `limit` and `cursor`. */
const lists = [
  ...['next', 'home', 'stage', 'stalled', 'waiting', 'opened'].map(cases),
  '/api/v1/stalled?',
  '/api/v1/sites?',
];

const pageSize = 50;
/** Pages of the walk to the last: where the last of these begins, a full page is left to read. */
const strideSize = 200;

/** A list on one caseload: how long its first and its last page take, in the middle. */
interface Asked {
  first: () => Promise<number>;
  last: () => Promise<number>;
}

/** L3: whether a list takes longer the more there is, or the farther one turns its pages. */
export async function measureLists({ size, report }: Bench): Promise<void> {
  const large = await caseloadOf(size.cases, size.reads);
  const small = await caseloadOf(Math.max(least, Math.round(size.cases / smaller)), size.reads);
  const compared: { name: string; rounds: Pair[] }[] = [];
  for (const list of lists) {
    const [many, few] = [await large.asked(list), await small.asked(list)];
    // The first requests compile code and prepare statements.
    for (const ask of [many.first, many.last, few.first]) await ask();
    const sizes: Pair[] = [];
    const pages: Pair[] = [];
    for (let round = 1; round <= size.rounds; round++) {
      sizes.push({ ours: await many.first(), limit: await few.first() });
      pages.push({ ours: await many.last(), limit: await many.first() });
    }
    compared.push({ name: `${list} by size`, rounds: sizes });
    compared.push({ name: `${list} last page`, rounds: pages });
  }
  for (const { name, rounds } of compared) {
    const [ours, limit] = [median(rounds.map((r) => r.ours)), median(rounds.map((r) => r.limit))];
    tell(
      `L3, ${name}: ${ours.toFixed(2)} ÷ ${limit.toFixed(2)} ms = ${ratioOf(rounds).toFixed(2)}`,
    );
  }
  const worst = compared.reduce((a, b) => (ratioOf(b.rounds) > ratioOf(a.rounds) ? b : a));
  report({ figure: 'L3', unit: 'ms', rounds: worst.rounds });
  await large.close();
  await small.close();
}

const ratioOf = (rounds: readonly Pair[]): number =>
  median(rounds.map((r) => r.ours)) / median(rounds.map((r) => r.limit));

async function caseloadOf(cases: number, reads: number) {
  tell(`Making ${cases} cases …`);
  const database = `bench_lists_${cases}`;
  const databaseUrl = await makeDatabase(database);
  const officerId = await seedCaseload(databaseUrl, cases);
  const api = new Contestant('http/our-api');
  const { port, token } = await api.call<OurApi>('start', { databaseUrl, officerId });
  const headers = { Authorization: `Bearer ${token}` };
  const count = Math.max(10, Math.round(reads / lists.length));
  const timeOf = (path: string) => async (): Promise<number> =>
    median(
      await latenciesOf({ port, count, status: 200, request: () => getRequest(path, headers) }),
    );
  return {
    asked: async (list: string): Promise<Asked> => {
      const first = `${list}&limit=${pageSize}`;
      const cursor = await lastCursor(`http://127.0.0.1:${port}${list}`, headers);
      return { first: timeOf(first), last: timeOf(cursor ? `${first}&cursor=${cursor}` : first) };
    },
    close: async (): Promise<void> => {
      await api.stop();
      await dropDatabase(database);
    },
  };
}

/** Turns the pages of a list. @returns where its last page begins; null when it has only one */
async function lastCursor(list: string, headers: Record<string, string>): Promise<string | null> {
  let cursor: string | null = null;
  for (;;) {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const answer = await fetch(`${list}&limit=${strideSize}${after}`, { headers });
    if (!answer.ok) throw new Error(`${list} was answered with ${answer.status}.`);
    const { nextCursor } = (await answer.json()) as { nextCursor: string | null };
    if (nextCursor === null) return cursor;
    cursor = nextCursor;
  }
}
