import { dropDatabase, makeDatabase } from '../bench-database';
import { seedCaseload } from '../cases/seed-caseload';
import { Contestant } from '../contestant';
import { quantile } from '../figures';
import { getRequest, latenciesOf } from '../http/load';
import type { OurApi } from '../http/our-api';
import { type Bench, interleaved, tell } from '../measuring';

/** The caseload of one association, beside that of the whole country. */
const smaller = 20;

/** T1: how long somebody waits for the Today page, who opens it alone. */
export async function measureTodayPage({ size, report }: Bench): Promise<void> {
  const caseloads = [];
  for (const cases of [size.cases, Math.round(size.cases / smaller)]) {
    tell(`Making ${cases} cases …`);
    const database = `bench_today_${cases}`;
    const databaseUrl = await makeDatabase(database);
    const officerId = await seedCaseload(databaseUrl, cases);
    const api = new Contestant('http/our-api');
    const { port, cookie } = await api.call<OurApi>('start', { databaseUrl, officerId });
    const ask = () =>
      latenciesOf({
        port,
        count: size.reads,
        status: 200,
        request: () => getRequest('/', { Cookie: cookie }),
      });
    // The first requests compile code and prepare statements.
    await ask();
    caseloads.push({ api, database, p95: async () => quantile(await ask(), 0.95) });
  }
  const [large, small] = caseloads;
  if (large && small) {
    const rounds = await interleaved('T1', size.rounds, large.p95, small.p95);
    report({ figure: 'T1', unit: 'ms', rounds });
  }
  for (const { api, database } of caseloads) {
    await api.stop();
    await dropDatabase(database);
  }
}
