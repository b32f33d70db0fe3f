import { keepHistories } from '@app/measures';
import { Database } from '@app/platform';
import { dropDatabase, makeDatabase } from '../bench-database';
import { seedCaseload } from '../cases/seed-caseload';
import { Contestant } from '../contestant';
import { quantile } from '../figures';
import { getRequest, latenciesOf } from '../http/load';
import type { OurApi } from '../http/our-api';
import { type Bench, interleaved, tell } from '../measuring';
import { liveThroughAYear } from './live-through-a-year';

/** The caseload of one association, beside that of the whole country. */
const smaller = 20;

const pages = [
  '/dashboards',
  '/dashboards/funnel',
  '/dashboards/coverage',
  '/dashboards/stage-times',
  '/dashboards/passcodes',
  '/dashboards/replies',
  '/dashboards/coming',
  '/dashboards/expiries',
];

/** T3: how long somebody waits for the slowest of the dashboards. */
export async function measureDashboards({ size, report }: Bench): Promise<void> {
  const caseloads = [];
  for (const cases of [size.cases, Math.round(size.cases / smaller)]) {
    tell(`Making ${cases} cases with a year behind them …`);
    const database = `bench_dashboards_${cases}`;
    const databaseUrl = await makeDatabase(database);
    const officerId = await seedCaseload(databaseUrl, cases);
    await withHistories(databaseUrl);
    const api = new Contestant('http/our-api');
    const { port, cookie } = await api.call<OurApi>('start', { databaseUrl, officerId });
    const count = Math.max(10, Math.round(size.reads / pages.length));
    const ask = (path: string) =>
      latenciesOf({
        port,
        count,
        status: 200,
        request: () => getRequest(path, { Cookie: cookie }),
      });
    // The first requests compile code, prepare statements and look through the register.
    for (const path of pages) await ask(path);
    const slowest = async (): Promise<number> => {
      const p95s: [string, number][] = [];
      for (const path of pages) p95s.push([path, quantile(await ask(path), 0.95)]);
      tell(`T3, ${cases}: ${p95s.map(([path, ms]) => `${path} ${ms.toFixed(0)}`).join(', ')} ms`);
      return Math.max(...p95s.map(([, ms]) => ms));
    };
    caseloads.push({ api, database, slowest });
  }
  const [large, small] = caseloads;
  if (large && small) {
    const rounds = await interleaved('T3', size.rounds, large.slowest, small.slowest);
    report({ figure: 'T3', unit: 'ms', rounds });
  }
  for (const { api, database } of caseloads) {
    await api.stop();
    await dropDatabase(database);
  }
}

async function withHistories(databaseUrl: string): Promise<void> {
  const db = new Database(databaseUrl, { max: 2 });
  try {
    const from = performance.now();
    await keepHistories(db);
    tell(`Histories worked out in ${((performance.now() - from) / 1000).toFixed(1)} s`);
    await liveThroughAYear(db);
  } finally {
    await db.close();
  }
}
