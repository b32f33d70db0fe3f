import { Writable } from 'node:stream';
import { everyCase } from '@app/domain';
import { csvOf, SitesService, unguarded } from '@app/providers';
import { parse } from 'csv-parse/sync';
import type { Response as Sending } from 'express';
import { readSheet } from 'read-excel-file/node';
import request, { type Response } from 'supertest';
import { column, type ExportList, listOf, onePage } from '../../apps/api/src/exports/export-list';
import { Exporter, type FileKind } from '../../apps/api/src/exports/exporter.service';
import { exportLists } from '../../apps/api/src/exports/lists';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { LivedIn } from '../harness/lived-in';

jest.setTimeout(60_000);

let api: TestApi;
let lead: string;
let theLead: Awaited<ReturnType<TestApi['addOfficer']>>;
let bulkId: string;

beforeAll(async () => {
  api = await startApi('2026-11-24T10:00:00Z');
  const officer = await api.addOfficer('officer');
  theLead = await api.addOfficer('lead');
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

/** Whatever a response is given, as a file. */
class Sink extends Writable {
  readonly parts: Buffer[] = [];
  override _write(part: Buffer, _: string, done: () => void): void {
    this.parts.push(part);
    done();
  }
  attachment(): void {}
  set(): void {}
  type(): void {}
}

/** A list as the route sends it. */
async function sent(list: ExportList, kind: FileKind, query = {}): Promise<Buffer> {
  const sink = new Sink();
  const asking = { query, officer: theLead.officer, scope: everyCase };
  await api.app.get(Exporter).send(list, kind, asking, sink as unknown as Sending);
  return Buffer.concat(sink.parts);
}

/** What a spreadsheet would run, cut, or take for something else. */
const hostile = [
  ...['=1+1', '+44 7700', '-2+3', '@SUM(A1)', "'=1", "''", '"=1"', '"', '\t=1', '\r=1', '\n=1'],
  ...['\uff1d1+1', '\uff0b1', '\uff0d1', '\uff20A1', '  =1', '\u00a0=1', '|calc', '%00', 'a,=1;=2'],
  ...['a\r\n=2', '\0=1', '_x003D_1', '<!--', ']]>', '&#61;', '007', '1e5', '2026-13-01', 'TRUE'],
  ...[' x ', 'Llŷn 🏡', 'é'.repeat(300), '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"],
];

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

  it('reads back as it was, in every column of texts of every list', async () => {
    let columns = 0;
    for (const list of exportLists) {
      const query = Object.fromEntries(new URLSearchParams(await neededBy(list.name)));
      const poisoned: ExportList = {
        ...list,
        open: async (asked) => {
          const opened = await list.open(asked);
          const texts = opened.columns.filter(({ kind }) => kind === 'text');
          columns += texts.length;
          return {
            columns: texts.map((one, n) => ({
              ...one,
              of: (row) => hostile[(Number(row) + n) % hostile.length] ?? null,
            })),
            pages: onePage(() => Promise.resolve([...hostile.keys()])),
          };
        },
      };
      const said = (row: number, n: number): string => hostile[(row + n) % hostile.length] ?? '';
      const csv = cellsOf((await sent(poisoned, 'csv', query)).toString('utf8')).slice(1);
      expect(
        csv.flat().filter((cell) => /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]/.test(cell)),
      ).toEqual([]);
      expect([list.name, csv.map((row) => row.map(unguarded))]).toEqual([
        list.name,
        csv.map((row, m) => row.map((_, n) => said(m, n).replaceAll('\0', '\ufffd'))),
      ]);
      const sheet = await readSheet(await sent(poisoned, 'xlsx', query), { trim: false });
      // The parser of the test does not know the escape of spreadsheets.
      const read = sheet
        .slice(1)
        .map((row) => row.map((c) => String(c).replaceAll('_x005F_', '_')));
      const inCells = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\0/g, '');
      expect([list.name, read]).toEqual([
        list.name,
        csv.map((row, m) => row.map((_, n) => inCells(said(m, n)))),
      ]);
    }
    expect(columns).toBeGreaterThan(100);
  });

  it('is of one moment, however much changes while it is made, and says which', async () => {
    let change = async (): Promise<void> => undefined;
    const slow = listOf<{ name: string }>({
      name: 'slow',
      title: 'Slow',
      permission: 'register.read',
      open: ({ reader }) => ({
        columns: [column('Site', 'text', ({ name }) => name)],
        pages: (async function* () {
          for (let cursor: string | undefined; ; ) {
            const page = await reader(SitesService).search({
              q: 'moment',
              limit: 1,
              ...(cursor ? { cursor } : {}),
            });
            yield page.items;
            await change();
            if (page.nextCursor === null) return;
            cursor = page.nextCursor;
          }
        })(),
      }),
    });
    for (const n of [1, 2, 3]) await buildSite(api.db, { name: `Moment ${n}` });
    const before = ['Site', 'Moment 1', 'Moment 2', 'Moment 3'];
    let n = 3;
    // What comes on the page before or after, and what leaves the list, by others meanwhile.
    change = () =>
      api.db.transaction(async (tx) => {
        n += 1;
        await buildSite(tx, { name: `Moment ${n}` });
        await tx.query("UPDATE site SET name = 'Gone', search = 'gone' WHERE name = $1", [
          `Moment ${n - 2}`,
        ]);
      });
    const file = await sent(slow, 'csv');
    expect(cellsOf(file.toString('utf8')).map(([name]) => name)).toEqual(before);
    expect(n).toBeGreaterThan(4);
    change = async () => undefined;
    expect(cellsOf((await sent(slow, 'csv')).toString('utf8')).flat()).not.toEqual(before);
  });

  it('says of when it is and how many rows it has', async () => {
    const csv = await get('/exports/officers.csv');
    const rows = cellsOf(textOf(csv)).length - 1;
    expect(csv.headers).toMatchObject({
      'caseload-as-of': '2026-11-24T10:00:00Z',
      'caseload-rows': String(rows),
      'content-length': String((csv.body as Buffer).length),
      'content-disposition': `attachment; filename=officers-2026-11-24-1000-${rows}-rows.csv`,
    });
    const about = await readSheet((await get('/exports/officers.xlsx')).body as Buffer, 2);
    expect(about.map((row) => row.map(asInCsv))).toEqual([
      ['List', 'Officers'],
      ['As of', '2026-11-24 10:00'],
      ['Rows', String(rows)],
      ['Complete', 'yes'],
      ['From', 'http://localhost:3000'],
    ]);
    const [noted] = await api.db.query(
      `SELECT details FROM audit_entry WHERE subject = 'list:officers' ORDER BY id DESC LIMIT 1`,
    );
    expect(noted).toEqual({ details: { kind: 'xlsx', rows, filters: [] } });
  });

  it('answers an address that makes no sense in a sentence, or passes over what it does not know', async () => {
    const odd = [
      'q=%00&stage=bogus&stage=x&cursor=zzz&whose=theirs&sort=constructor&columns=__proto__',
      'provider[]=1&import[a]=b&bulk=1&day=2026-99-99&state[a]=b&kind=x&risk=x&of=x&from=x&to=y',
      `since=-1&officer=1&view=00000000-0000-4000-8000-000000000000&action=${'x'.repeat(3000)}`,
    ].join('&');
    const strange: unknown[] = [];
    for (const { name } of exportLists) {
      await api.db.query("DELETE FROM rate_limit WHERE key LIKE 'export:%'");
      const { status } = await get(`/exports/${name}.csv?${odd}`);
      if (![200, 400, 404, 422].includes(status)) strange.push([name, status]);
    }
    expect(strange).toEqual([]);
  });

  it('holds nothing of the cases of another team, nor opens to who has left', async () => {
    const { officer: stranger } = await api.addOfficer('officer');
    const team = '00000000-0000-4000-8000-000000000001';
    await api.db.query("INSERT INTO team VALUES ($1, 'Elsewhere', now())", [team]);
    await api.db.query('UPDATE officer SET team_id = $1 WHERE id = $2', [team, stranger.id]);
    const cookie = await api.signIn(stranger);
    const cases = await api.db.query<{ id: string }>('SELECT id FROM application_case');
    expect(cases.length).toBeGreaterThan(0);
    const own = /^(?:today|cases|stalled|forecast|letters|mail|inbox)$/;
    for (const { name } of exportLists) {
      await api.db.query("DELETE FROM rate_limit WHERE key LIKE 'export:%'");
      const answer = await get(`/exports/${name}.csv${await neededBy(name)}`, cookie);
      const refused = name === 'bulk' ? 404 : 403;
      expect([name, [200, refused].includes(answer.status)]).toEqual([name, true]);
      if (answer.status !== 200) continue;
      const rows = cellsOf(textOf(answer));
      const links = rows
        .flat()
        .filter((cell) => /\/(?:cases|mail-tray|inbox)\/[\w-]{36}/.test(cell));
      expect([name, links]).toEqual([name, []]);
      if (own.test(name)) expect([name, rows.length]).toEqual([name, 1]);
    }
    const revoked = performance.now();
    await api.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [
      stranger.id,
      api.clock.now().toString(),
    ]);
    const answer = await get('/exports/cases.csv', cookie);
    expect([answer.status, performance.now() - revoked < 1000]).toEqual([303, true]);
  });
});
