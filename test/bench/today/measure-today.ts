import { dropDatabase, makeDatabase } from '../bench-database';
import { seedCaseload } from '../cases/seed-caseload';
import { Contestant } from '../contestant';
import { answerTo, getRequest, rateOf } from '../http/load';
import type { OurApi } from '../http/our-api';
import { type Bench, interleaved, tell } from '../measuring';

const clients = 8;
const database = 'bench_today';

/** The pages with most rows, and the same rows as JSON. */
const lists: readonly [page: string, json: string][] = [
  ['/', '/api/v1/today'],
  ['/sites', '/api/v1/sites?limit=50'],
  ['/cases', '/api/v1/cases?limit=50'],
  ['/stalled', '/api/v1/stalled?limit=20'],
];

/** L1, L2 and L4: what the officer opens every morning. */
export async function measureToday({ size, wanted, report }: Bench): Promise<void> {
  tell(`Making ${size.cases} cases …`);
  const databaseUrl = await makeDatabase(database);
  const officerId = await seedCaseload(databaseUrl, size.cases);
  const api = new Contestant('http/our-api');
  const bare = new Contestant('today/bare-server');
  const { port, token, cookie } = await api.call<OurApi>('start', { databaseUrl, officerId });
  const barePort = await bare.call<number>('start', { databaseUrl });
  const asProgram = { Authorization: `Bearer ${token}` };
  const asPerson = { Cookie: cookie };
  const rate = (at: number, count: number, path: string, headers: Record<string, string>) => () =>
    rateOf({ port: at, clients, count, status: 200, request: () => getRequest(path, headers) });

  const json = (count: number) => rate(port, count, '/api/v1/today', asProgram);
  const page = (count: number) => rate(port, count, '/', asPerson);
  const limit = (count: number) => rate(barePort, count, '/', {});
  // Everybody's first requests compile code and prepare statements.
  for (const warmUp of [json, page, limit]) await warmUp(size.reads)();

  if (wanted.has('L1')) {
    const rounds = await interleaved('L1', size.rounds, json(size.reads), limit(size.reads));
    report({ figure: 'L1', unit: 'answers/s', rounds });
  }
  if (wanted.has('L2')) {
    const rounds = await interleaved('L2', size.rounds, page(size.reads), limit(size.reads));
    report({ figure: 'L2', unit: 'answers/s', rounds });
  }
  if (wanted.has('L4')) {
    const weigh = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await answerTo(port, getRequest(path, headers))).length / 1000;
    const weighed: { name: string; ours: number; limit: number }[] = [];
    for (const [path, asJson] of lists)
      weighed.push({
        name: path,
        ours: await weigh(path, asPerson),
        limit: await weigh(asJson, asProgram),
      });
    for (const { name, ours, limit: least } of weighed)
      tell(`L4, ${name}: page ${ours.toFixed(1)} kB, JSON ${least.toFixed(1)} kB`);
    const heaviest = weighed.reduce((a, b) => (b.ours > a.ours ? b : a));
    report({ figure: 'L4', unit: 'kB', rounds: [heaviest] });
  }
  await api.stop();
  await bare.stop();
  await dropDatabase(database);
}
