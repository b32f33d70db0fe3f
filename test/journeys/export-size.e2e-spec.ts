import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readSheet } from 'read-excel-file/node';
import request from 'supertest';
import { startApi, type TestApi } from '../harness/api';
import { fullSize, sized, stopwatch, tellFigure } from '../harness/full-size';

jest.setTimeout(sized(60_000, 600_000));

/** More than the caseload of a whole country has. */
const rows = sized(3000, 30_000);

const megabyte = 1024 * 1024;

/** By how much a process may grow for a workbook of 30,000 rows, and in proportion for fewer. */
const mostGrowth = 150 * (rows / 30_000);

let api: TestApi;
let cookie: string;
let collect: () => void;

beforeAll(async () => {
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc') as () => void;
  api = await startApi('2026-11-24T10:00:00Z');
  cookie = await api.signIn((await api.addOfficer('lead')).officer);
  await api.db.query(
    `WITH run AS (
       INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
       VALUES (gen_random_uuid(), 'test', 'many', '', now(), 'test', '{}') RETURNING id)
     INSERT INTO site (location_id, name, care_home, town, postcode, local_authority, in_scope,
                       import_id, changed_at, search)
     SELECT '1-9' || lpad(n::text, 9, '0'), 'Invented House number ' || n, true, 'Wexham ' || n % 400,
            'WX' || n % 99 || ' 1AA', 'Authority ' || n % 150, true, run.id, now(), 'invented ' || n
       FROM run, generate_series(1, $1::int) n`,
    [rows],
  );
});
afterAll(() => api?.close());

/** What is in use by now, besides what waits to be swept up. */
function inUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / megabyte;
}

async function take(path: string): Promise<Buffer> {
  const answer = await request(api.server)
    .get(path)
    .set('Cookie', cookie)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  expect([path, answer.status, answer.headers['caseload-rows']]).toEqual([path, 200, String(rows)]);
  return answer.body as Buffer;
}

it.each(['xlsx', 'csv'])(
  'a list of many rows leaves as %s without being held whole',
  async (kind) => {
    // What is loaded by the first one is there for all.
    await request(api.server).get(`/exports/officers.${kind}`).set('Cookie', cookie).expect(200);
    const before = inUse();
    const residentBefore = process.memoryUsage().rss / megabyte;
    let [most, resident] = [0, 0];
    // Each look stops everything: a few are enough to see a list that is being gathered.
    const watch = setInterval(
      () => {
        most = Math.max(most, inUse() - before);
        resident = Math.max(resident, process.memoryUsage().rss / megabyte - residentBefore);
      },
      sized(100, 500),
    );
    const took = stopwatch();
    const file = await take(`/exports/sites.${kind}`).finally(() => clearInterval(watch));
    tellFigure({
      name: `export-${kind}`,
      n: rows,
      failures: Number(most > mostGrowth || (fullSize && resident > mostGrowth)),
      seconds: took(),
      mbInUse: Math.round(most),
      mbResident: Math.round(resident),
      mbFile: Math.round((file.length / megabyte) * 10) / 10,
    });
    expect(most).toBeLessThan(mostGrowth);
    if (fullSize) expect(resident).toBeLessThan(mostGrowth);
    if (kind === 'xlsx') expect(await readSheet(file)).toHaveLength(rows + 1);
  },
);
