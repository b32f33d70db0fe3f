import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTables } from '@app/measures';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { measureColumns } from '../../apps/api/src/read/read.schemas';
import { ApiClient } from '../harness/api-client';
import { LivedIn } from '../harness/lived-in';

jest.setTimeout(60_000);

let client: ApiClient;
beforeAll(async () => {
  client = await ApiClient.start('2026-11-24T10:00:00Z');
  const { officer, lead } = client.tokens;
  const lived = new LivedIn(client.api, { officer, lead });
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
