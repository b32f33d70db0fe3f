import { csvOf } from '@app/providers';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import request, { type Response } from 'supertest';
import { exportLists } from '../../apps/api/src/exports/lists';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { LivedIn } from '../harness/lived-in';

jest.setTimeout(60_000);

let api: TestApi;
let lead: string;
let bulkId: string;

beforeAll(async () => {
  api = await startApi('2026-11-24T10:00:00Z');
  const officer = await api.addOfficer('officer');
  const theLead = await api.addOfficer('lead');
  lead = await api.signIn(theLead.officer);
  const lived = new LivedIn(api, { officer: officer.token, lead: theLead.token });
  await lived.furnish();
  await lived.answer(await lived.addHome());
  await lived.work();
  const chosen = await request(api.server)
    .post('/bulk')
    .set(fromOwnPage)
    .set('Cookie', lead)
    .type('form')
    .send({ case: lived.homes[0]?.caseId, formToken: await formToken() });
  bulkId = /\/bulk\/([^?]+)/.exec(String(chosen.headers['location']))?.[1] ?? '';
  expect(lived.refused).toEqual([]);
});
afterAll(() => api?.close());

async function formToken(): Promise<string> {
  const { text } = await request(api.server).get('/cases?view=all').set('Cookie', lead);
  return /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

const cellsOf = (csv: string): string[][] =>
  parse(csv, { bom: true, relax_column_count: true, record_delimiter: '\r\n' });

const get = (path: string, cookie = lead) =>
  request(api.server)
    .get(path)
    .set('Cookie', cookie)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

const textOf = (answer: Response): string => (answer.body as Buffer).toString('utf8');

/** What a list cannot do without in its address. */
async function neededBy(name: string): Promise<string> {
  const [found] = await api.db.query<{ provider: string; run: string }>(
    `SELECT (SELECT provider_id FROM site WHERE provider_id IS NOT NULL ORDER BY 1 LIMIT 1) AS provider,
            (SELECT id FROM import_run WHERE kind = 'cqc' ORDER BY position LIMIT 1) AS run`,
  );
  if (name === 'group') return `?provider=${found?.provider}`;
  if (name.startsWith('import-')) return `?import=${found?.run}`;
  return name === 'bulk' ? `?bulk=${bulkId}` : '';
}

/** A workbook does not tell a day from its first moment. */
const withoutMidnight = (cell: string): string => cell.replace(/^(\d{4}-\d\d-\d\d) 00:00$/, '$1');

/** A cell of a workbook as the CSV file says it. */
function asInCsv(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return cellsOf(csvOf([[String(cell), '']]))[0]?.[0] ?? '';
  // Spreadsheets keep moments as fractions of a day: half a second is nothing.
  const at = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
  return withoutMidnight(at.slice(0, 16).replace('T', ' '));
}

/** Lists of which nothing stands here: their words are tested where they are made. */
const maybeEmpty = new Set([
  'dashboard-stage-times',
  'import-problems',
  'mail',
  'corrections',
  'workshops',
  'quality',
  'inbox',
]);

describe('every list as a file', () => {
  it('says the same as CSV and as a workbook, and stands in the audit', async () => {
    const none: string[] = [];
    for (const { name } of exportLists) {
      await api.db.query("DELETE FROM rate_limit WHERE key LIKE 'export:%'");
      const needed = await neededBy(name);
      const csv = await get(`/exports/${name}.csv${needed}`);
      const xlsx = await get(`/exports/${name}.xlsx${needed}`);
      expect([name, csv.status, xlsx.status]).toEqual([name, 200, 200]);
      const rows = cellsOf(textOf(csv));
      const sheet = await readSheet(xlsx.body as Buffer, { trim: false });
      expect(sheet[0]).toEqual(rows[0]);
      // The first of the two files stands in the second.
      const newer = name === 'audit' ? 1 : 0;
      expect(sheet).toHaveLength(rows.length + newer);
      // The audit goes by the clock of the database, which does not stand still.
      for (const [n, row] of name === 'audit' ? [] : rows.slice(1).entries())
        expect([name, (sheet[n + 1 + newer] ?? []).map(asInCsv)]).toEqual([
          name,
          row.map(withoutMidnight),
        ]);
      if (rows.length === 1 && !maybeEmpty.has(name)) none.push(name);
    }
    expect(none).toEqual([]);
    const entries = await api.db.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM audit_entry WHERE action = 'export-made'",
    );
    expect(entries).toEqual([{ n: exportLists.length * 2 }]);
  });

  it.each([
    ['today', '/'],
    ['cases', '/cases?view=all'],
    ['stalled', '/stalled?view=all'],
    ['sites', '/sites'],
    ['providers', '/providers'],
    ['dspt', '/dspt'],
    ['imports', '/imports'],
    ['quarantine', '/quarantine'],
    ['duplicates', '/duplicates'],
    ['letters', '/mail-tray'],
    ['forecast', '/forecast'],
    ['officers', '/officers'],
  ])('names in %s.csv what stands on %s, and is linked there', async (name, page) => {
    const rows = cellsOf(textOf(await get(`/exports/${name}.csv`)));
    const html = textOf(await get(page));
    const links = rows.slice(1).map((row) => new URL(row.at(-1) ?? '').pathname);
    expect(links.filter((path) => !html.includes(`href="${path}`))).toEqual([]);
    if (links.length > 0) expect(html).toContain(`href="/exports/${name}.xlsx`);
  });

  it('keeps the filters of the address', async () => {
    const html = textOf(await get('/sites?q=ashby&careHomes=&done=x&cursor='));
    expect(html).toContain('href="/exports/sites.csv?q=ashby&amp;careHomes="');
    const rows = cellsOf(textOf(await get('/exports/sites.csv?q=ashby')));
    expect(rows.slice(1).map(([site]) => site)).toEqual(['Ashby House']);
    const columns = cellsOf(textOf(await get('/exports/cases.csv?columns=officer,useBy')));
    expect(columns[0]).toEqual([
      ...['Home', 'Town', 'CQC location ID', 'Officer', 'Passcode good until'],
      ...['Not moving because', 'Page of the case'],
    ]);
  });

  it('holds no formula, whatever a home is called', async () => {
    const names = ['=1+1', '+44', '-2+3', '@SUM(A1)', '\uff1d1+1', "'=1", '  =1', 'a,"b"'];
    for (const name of names) await buildSite(api.db, { name });
    const csv = cellsOf(textOf(await get('/exports/sites.csv?status=any')));
    expect(csv.flat().filter((cell) => /^\s*[=+\-@\uff1d]/.test(cell))).toEqual([]);
    const sheet = await readSheet((await get('/exports/sites.xlsx?status=any')).body as Buffer, {
      trim: false,
    });
    expect(sheet.map(([name]) => name)).toEqual(expect.arrayContaining(names));
  });

  it('is refused in a sentence when the address does not say of what', async () => {
    const answer = await get('/exports/group.csv');
    expect(answer.status).toBe(400);
    expect(textOf(answer)).toContain('Open the page of a group');
  });
});
