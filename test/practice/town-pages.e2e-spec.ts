import { type MeasuredLevel, measuredLevels } from '@app/domain';
import { readSnapshots } from '@app/measures';
import { CONFIG, type RunningConfig } from '@app/platform';
import request from 'supertest';
import { firstRunTown } from '../../apps/caseload/src/practice/first-run';
import { runPractice } from '../../apps/caseload/src/practice/run-practice';
import { startApi, type TestApi } from '../harness/api';
import { RealIds } from '../harness/real-ids';
import { isApi, routesOf } from '../harness/routes';
import { noPages } from '../screenshots/page-list';

jest.setTimeout(180_000);

const boards = ['funnel', 'coverage', 'stage-times', 'passcodes', 'replies', 'coming', 'expiries'];

/** What a table says in a row that leads to a list. */
interface LinkedRow {
  board: string;
  label: string;
  href: string;
  cells: string[];
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .trim();

/** The first number of a cell: "7 (23%)" is 7. */
const numberIn = (cell = ''): number => Number(/\d[\d,]*/.exec(cell)?.[0].replace(/,/g, ''));

/** The practice caseload as whoever starts Caseload for the first time finds it, page by page. */
describe('the pages of the practice caseload', () => {
  let api: TestApi;
  let cookie: string;
  const page = async (path: string): Promise<string> =>
    (await request(api.server).get(path).set('Cookie', cookie).expect(200)).text;

  beforeAll(async () => {
    api = await startApi('2026-11-21T13:40:00Z');
    const config = api.app.get<RunningConfig>(CONFIG);
    await runPractice(config, api.clock, firstRunTown, { checked: false });
    cookie = await api.signIn((await api.addOfficer('lead')).officer);
  });
  afterAll(() => api.close());

  /** What a list shows, all its pages together, by what each of its rows leads to. */
  async function listed(href: string, row: RegExp): Promise<number> {
    const found = new Set<string>();
    for (let next: string | undefined = href; next; ) {
      const main: string = (await page(next)).split('<main')[1] ?? '';
      for (const [, id = ''] of main.matchAll(row)) found.add(id);
      next = plain(/<a[^>]* href="([^"]+)"[^>]*>Next page/.exec(main)?.[1] ?? '') || undefined;
    }
    return found.size;
  }

  async function linkedRows(board: string): Promise<LinkedRow[]> {
    const rows = (await page(`/dashboards/${board}`)).matchAll(
      /<tr><th scope="row"><a href="([^"]+)">([^<]*)<\/a><\/th>(.*?)<\/tr>/g,
    );
    return [...rows].map(([, href = '', label = '', cells = '']) => ({
      board,
      label,
      href: plain(href),
      cells: [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => plain(cell)),
    }));
  }

  /** What the row says, and what the list it leads to comes to. */
  async function compare({ href, cells }: LinkedRow): Promise<[told: unknown, listed: unknown]> {
    const [first, second] = cells.map(numberIn);
    if (href.startsWith('/cases?'))
      return [first, await listed(href, /<a[^>]* href="\/cases\/([0-9a-f-]{36})"/g)];
    if (href.startsWith('/dspt?risk='))
      return [(first ?? 0) + (second ?? 0), await listed(href, /href="\/sites\/([^/"]+)\/dspt"/g)];
    if (href.startsWith('/dspt?')) {
      const shown = plain(await page(href));
      const of = (measure: string): number =>
        numberIn(shown.slice(shown.indexOf(measure) + measure.length));
      return [
        [first, (first ?? 0) + (second ?? 0)],
        [of('Standards Met or better'), of('Approaching Standards or better')],
      ];
    }
    // A forecast counts letters, in which several reminders go, and what those bring with them.
    if (href.startsWith('/forecast?day=')) return [true, (await page(href)).includes('</h1>')];
    return [`nobody compares ${href}`, null];
  }

  it.each(boards)('%s: each number is that of the list it leads to', async (board) => {
    const all = await linkedRows(board);
    // Each day of the forecast is worked out anew, and takes its time.
    const rows = board === 'coming' ? all.slice(0, 1) : all;
    const compared = await Promise.all(rows.map(compare));
    expect(rows.map(({ label, href }, n) => ({ label, href, number: compared[n]?.[0] }))).toEqual(
      rows.map(({ label, href }, n) => ({ label, href, number: compared[n]?.[1] })),
    );
    if (['funnel', 'coverage', 'expiries'].includes(board)) expect(rows.length).toBeGreaterThan(1);
  });

  it('nothing is still being counted, and no share is less than nothing or more than all', async () => {
    const paths = [
      '/dashboards',
      ...boards.map((board) => `/dashboards/${board}`),
      ...['/measures', '/measures/authorities', '/funder-return', '/overview', '/dspt'],
    ];
    for (const path of paths) {
      const text = plain(await page(path));
      expect([path, text.includes('still being counted')]).toEqual([path, false]);
      const shares = [...text.matchAll(/(-?\d[\d.,]*)%/g)].map(([, share = '']) => Number(share));
      expect([path, shares.filter((share) => !(share >= 0 && share <= 100))]).toEqual([path, []]);
    }
  });

  it('the newest list is not too old', async () => {
    const text = plain(await page('/imports'));
    expect(text).toContain('Monday 16 November 2026');
    expect(text).not.toContain('time for a newer file');
  });

  it('homes stand at every level, and each month tells more than the one before', async () => {
    const levels = (await readSnapshots(api.db, { measure: 'M2', split: 'all' })).at(-1)?.figures;
    const told = measuredLevels.filter((level) => (levels?.[level] ?? 0) > 0);
    const wanted: MeasuredLevel[] = ['met', 'approaching', 'not-met', 'not-published', 'lapsed'];
    expect(told).toEqual(expect.arrayContaining(wanted));
    const met = await readSnapshots(api.db, { measure: 'M3', split: 'all' });
    expect(new Set(met.map(({ figures }) => figures.met)).size).toBeGreaterThan(1);
    expect(met.at(-1)?.figures.inherited).toBeGreaterThan(0);
    const live = await readSnapshots(api.db, { measure: 'M5', split: 'all' });
    expect(live.length).toBeGreaterThanOrEqual(3);
    expect(live.at(-1)?.figures.live).toBeGreaterThan(live[0]?.figures.live ?? 0);
  });

  it('every page of an officer says that its homes are invented', async () => {
    const ids = new RealIds(api.db);
    const paths = routesOf(api.app)
      .filter((route) => route.method === 'get' && !isApi(route))
      .map(({ path }) => path)
      .filter((path) => !noPages.some(([isNone]) => isNone.test(path)));
    const silent: string[] = [];
    let shown = 0;
    for (const path of paths) {
      const [address = ''] = await ids.addresses(path);
      const { text } = await request(api.server).get(address).set('Cookie', cookie);
      // Pages behind links in letters, and before the sign-in, are nobody's at a desk.
      if (!text?.includes('aria-label="Menu"')) continue;
      shown++;
      if (!text.includes('Practice caseload: invented homes.')) silent.push(path);
    }
    expect(silent).toEqual([]);
    expect(shown).toBeGreaterThan(80);
  });
});
