import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTables } from '@app/measures';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { CallsService } from '@app/cases';
import { ApiTokens } from '@app/officers';
import { Database } from '@app/platform';
import { measureColumns } from '../../apps/api/src/read/read.schemas';
import { asOwner } from '../harness/as-owner';
import { ApiClient } from '../harness/api-client';
import { LivedIn } from '../harness/lived-in';

jest.setTimeout(60_000);

let client: ApiClient;
let lived: LivedIn;
beforeAll(async () => {
  client = await ApiClient.start('2026-11-24T10:00:00Z');
  const { officer, lead } = client.tokens;
  lived = new LivedIn(client.api, { officer, lead });
  await lived.furnish(3);
  const home = await lived.addHome();
  await lived.addHome();
  await lived.work();
  const { headers } = await client.get(`/cases/${home.caseId}`);
  const call = { outcome: 'voicemail', about: 'silence' };
  const made = await client.post(`/cases/${home.caseId}/calls`, call, {
    'If-Match': String(headers['etag']),
  });
  expect(made.status).toBe(201);
});
afterAll(() => client?.close());

type Row = Record<string, string>;

/** All pages of a table, few rows at once, by the links of the pages. */
async function all(name: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let path: string | null = `/read/${name}?limit=${limit}`;
  while (path !== null) {
    const { status, body } = await client.get(path, 'lead');
    expect([name, status]).toEqual([name, 200]);
    rows.push(...(body.items as Row[]));
    path = (body.nextLink as string | null)?.replace(/^.*\/api\/v1/, '') ?? null;
  }
  return rows;
}

it.each(readTables.map(({ name }) => name))(
  '%s comes whole and in order, page by page',
  async (name) => {
    const small = await all(name, 1);
    expect(small).toEqual(await all(name, 1000));
    expect(small.length).toBeGreaterThan(0);
  },
);

it('tells only what changed since', async () => {
  const cases = await all('cases', 1000);
  const last = cases.at(-1)?.changedAt ?? '';
  const { body } = await client.get(`/read/cases?changedSince=${last}`, 'lead');
  expect((body.items as Row[]).map(({ caseId }) => caseId)).toEqual(
    cases.filter(({ changedAt }) => (changedAt ?? '') >= last).map(({ caseId }) => caseId),
  );
  expect((await client.get('/read/cases?changedSince=2030-01-01T00:00:00Z')).body.items).toEqual(
    [],
  );
});

/** What a program knows that reads on from where it was: the newest of each row it was given. */
class Follower {
  readonly known = new Map<string, Row>();
  /** Rows that were given, those that came again too. */
  heard = 0;
  private link: string;

  constructor(
    private readonly name: string,
    private readonly key: string,
    private readonly limit: number,
  ) {
    this.link = `/read/${name}?limit=${limit}`;
  }

  /** Reads all that changed since it last did. */
  async readOn(): Promise<void> {
    for (;;) {
      const { status, body } = await client.get(this.link, 'lead');
      expect([this.name, status]).toEqual([this.name, 200]);
      for (const row of body.items as Row[]) this.known.set(row[this.key] ?? '', row);
      this.heard += body.items.length;
      this.link = String(body.nextLink ?? body.changesLink).replace(/^.*\/api\/v1/, '');
      expect(this.link).toContain(`limit=${this.limit}`);
      if (body.nextLink === null) return;
    }
  }

  rows(): Row[] {
    return [...this.known.values()].sort((a, b) =>
      (a[this.key] ?? '') < (b[this.key] ?? '') ? -1 : 1,
    );
  }
}

const sorted = (rows: Row[], key: string): Row[] =>
  rows.sort((a, b) => ((a[key] ?? '') < (b[key] ?? '') ? -1 : 1));

describe('a program that reads on from where it was', () => {
  let others: Database;
  beforeAll(() => {
    others = new Database(client.api.db.pool.options.connectionString ?? '', { max: 6 });
  });
  afterAll(() => others?.close());

  it('hears of a change that was begun before what it read and committed after it', async () => {
    const follower = new Follower('sites', 'locationId', 2);
    await follower.readOn();
    const [first, second] = [...follower.known.keys()];
    const rename = (
      tx: Pick<Database, 'query'>,
      id: string | undefined,
      name: string,
      at: string,
    ) =>
      tx.query('UPDATE site SET name = $2, changed_at = $3 WHERE location_id = $1', [id, name, at]);
    await others.transaction(async (slow) => {
      await rename(slow, first, 'Late', '2026-11-24T10:00:01Z');
      await rename(others, second, 'Quick', '2026-11-24T10:00:05Z');
      await follower.readOn();
      expect(follower.known.get(second ?? '')?.name).toBe('Quick');
      expect(follower.known.get(first ?? '')?.name).not.toBe('Late');
    });
    await follower.readOn();
    expect(follower.known.get(first ?? '')?.name).toBe('Late');
    // By the moment alone it would have passed it over.
    const { body } = await client.get('/read/sites?changedSince=2026-11-24T10:00:05Z', 'lead');
    expect((body.items as Row[]).map(({ name }) => name)).toEqual(['Quick']);
  });

  it('loses nothing while many write, and hears little twice', async () => {
    const follower = new Follower('sites', 'locationId', 7);
    await follower.readOn();
    const ids = [...follower.known.keys()];
    let open = 6;
    const writer = async (n: number): Promise<void> => {
      for (let round = 0; round < 25; round++)
        await others.transaction(async (tx) => {
          // The moment is taken before, and there is a while to the end, as in a long import.
          const at = `2026-11-24T11:${String(round).padStart(2, '0')}:00.00${n}Z`;
          const id = ids[(n * 7 + round) % ids.length];
          await tx.query('UPDATE site SET name = $2, changed_at = $3 WHERE location_id = $1', [
            ...[id, `Round ${round} of ${n}`, at],
          ]);
          await tx.query('SELECT pg_sleep($1)', [((n * 13 + round * 7) % 10) / 500]);
        });
      open -= 1;
    };
    const writing = Promise.all([0, 1, 2, 3, 4, 5].map(writer));
    while (open > 0) await follower.readOn();
    await writing;
    await follower.readOn();
    expect(follower.rows()).toEqual(sorted(await all('sites', 1000), 'locationId'));
    const before = follower.heard;
    await follower.readOn();
    // Others may be at work beside this test, and what they hold open comes again.
    expect(follower.heard - before).toBeLessThan(ids.length);
  });

  it.each(['cases', 'letters', 'calls'])('hears of what people do to %s', async (name) => {
    const key = name === 'calls' ? 'callId' : name === 'letters' ? 'letterId' : 'caseId';
    const follower = new Follower(name, key, 3);
    await follower.readOn();
    const { locationId, caseId } = lived.homes[0] ?? { locationId: '', caseId: '' };
    expect(locationId).not.toBe('');
    const { headers } = await client.get(`/cases/${caseId}`);
    const call = { outcome: 'voicemail', about: 'silence' };
    await client.post(`/cases/${caseId}/calls`, call, { 'If-Match': String(headers['etag']) });
    const [made] = await client.api.db.query<{ id: string }>(
      `SELECT f.id FROM fact f
        WHERE f.case_id = $1 AND f.type = 'call-made' ORDER BY f.seq DESC LIMIT 1`,
      [caseId],
    );
    await follower.readOn();
    await client.api.app.get(CallsService).takeBack(caseId, made?.id ?? '', 'officer:test');
    await client.api.db.query(
      'UPDATE letter SET attempts = attempts + 1 WHERE id = (SELECT id FROM letter LIMIT 1)',
    );
    await follower.readOn();
    if (name === 'calls')
      expect(follower.known.get(made?.id ?? '')).toMatchObject({ takenBack: true });
    expect(follower.rows()).toEqual(
      sorted([...new Map((await all(name, 1000)).map((r) => [r[key], r])).values()], key),
    );
  });

  it('is told to begin again where its place is ahead of the data', async () => {
    const cursor = Buffer.from(JSON.stringify(['9000000000000000000', '', '', ''])).toString(
      'base64url',
    );
    const { status, body } = await client.get(`/read/cases?cursor=${cursor}`);
    expect([status, body.code]).toEqual([400, 'place-lost']);
  });

  it('costs the rows it is given, by an index', async () => {
    const { db } = client.api;
    await others.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO site (location_id, name, care_home, in_scope, import_id, changed_at, search)
         SELECT '1-8' || lpad(n::text, 9, '0'), 'Many ' || n, true, true,
                (SELECT id FROM import_run LIMIT 1), timestamptz '2026-11-24T12:00:00Z' + n * interval '1 s', ''
           FROM generate_series(1, 5000) n`,
      );
    });
    const spy = jest.spyOn(db, 'query');
    const { body } = await client.get('/read/sites?limit=100', 'lead');
    const next = String(body.nextLink).replace(/^.*\/api\/v1/, '');
    await client.get(next, 'lead');
    await client.get('/read/sites?limit=100&changedSince=2026-11-24T13:23:00Z', 'lead');
    const asked = spy.mock.calls.filter(
      ([text]) => text.includes('read_change') && !text.includes('pg_snapshot'),
    );
    spy.mockRestore();
    expect(asked).toHaveLength(3);
    // As the database does by itself a while after many rows came in.
    await asOwner(db, 'ANALYZE read_change, site');
    for (const [n, [text, values]] of asked.entries()) {
      const [plan] = await db.query<{ 'QUERY PLAN': { Plan: object }[] }>(
        `EXPLAIN (FORMAT JSON, ANALYZE, BUFFERS) ${text}`,
        values,
      );
      const { Plan } = plan?.['QUERY PLAN'][0] ?? {};
      const { 'Shared Hit Blocks': hit = 0, 'Shared Read Blocks': read = 0 } = Plan as Record<
        string,
        number
      >;
      expect([n, JSON.stringify(Plan).includes('read_change_')]).toEqual([n, true]);
      expect([n, hit + read < 1500 || hit + read]).toEqual([n, true]);
    }
  });
});

it('opens to a token for reports alone, and that one opens nothing else', async () => {
  const tokens = client.api.app.get(ApiTokens);
  const { id, token } = await tokens.create(client.me.id, 'Power BI', ['reports']);
  const ask = (path: string) =>
    request(client.api.server).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
  for (const { name } of readTables) await ask(`/read/${name}?limit=1`).expect(200);
  await ask('/read/measures').expect(200);
  for (const path of ['/cases', '/mail', '/sites', '/officers', '/webhooks', '/today'])
    expect([path, (await ask(path)).status]).toEqual([path, 403]);
  await tokens.revoke(client.me.id, id);
  const revoked = performance.now();
  await ask('/read/cases').expect(401);
  expect(performance.now() - revoked).toBeLessThan(1000);
});

it('is CSV for who asks for that', async () => {
  const { text, headers } = await request(client.api.server)
    .get('/api/v1/read/sites?limit=1')
    .set('Authorization', `Bearer ${client.tokens.officer}`)
    .set('Accept', 'text/csv');
  const [head] = parse(text, { bom: true }) as string[][];
  expect(head).toEqual(readTables.find(({ name }) => name === 'sites')?.columns.map((c) => c.name));
  expect(headers.link).toMatch(/^<http.*\/api\/v1\/read\/sites\?.*cursor=.*>; rel="next"$/);
});

it('gives a viewer the measures alone', async () => {
  expect((await client.get('/read/measures', 'viewer')).status).toBe(200);
  for (const { name } of readTables)
    expect((await client.get(`/read/${name}`, 'viewer')).status).toBe(403);
});

it('names nobody', async () => {
  for (const { name } of readTables) {
    const said = JSON.stringify(await all(name, 1000));
    expect(said).not.toMatch(/Sam Carter|Jo Field|@home\.example|07700/);
  }
});

it('refuses a place of another list', async () => {
  const cursor = Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url');
  expect((await client.get(`/read/cases?cursor=${cursor}`)).status).toBe(400);
});

it('has the columns that docs/power-bi.md names', () => {
  const file = resolve(__dirname, '../../docs/power-bi.md');
  const marks = /<!-- columns -->[^]*<!-- \/columns -->/;
  const tables = readTables.map(({ name, meaning, columns }) => ({
    name,
    meaning,
    rows: columns.map((c) => [`${c.name}${c.isNullable ? '?' : ''}`, c.type, c.meaning]),
  }));
  const measures = {
    name: 'measures',
    meaning: 'One row a figure of a measure in a month that was kept; a month is a page.',
    rows: measureColumns.map(([name, meaning]) => [name, '', meaning]),
  };
  const drawn = [...tables, measures]
    .map(({ name, meaning, rows }) =>
      [`### ${name}`, '', meaning, '', '| Column | Type | What it says |', '|---|---|---|']
        .concat(rows.map((cells) => `| ${cells.join(' | ')} |`))
        .join('\n'),
    )
    .join('\n\n');
  const doc = readFileSync(file, 'utf8');
  const whole = doc.replace(marks, () => `<!-- columns -->\n${drawn}\n<!-- /columns -->`);
  if (process.env['WRITE_DOCS']) writeFileSync(file, whole);
  else expect(doc).toBe(whole);
});
