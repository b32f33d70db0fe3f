import { CasesService } from '@app/cases';
import { MonthlySnapshots } from '@app/measures';
import { SignInLinks } from '@app/officers';
import type { BrowserContext, Page } from 'playwright-core';
import * as a from '../builders/facts';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

const boards = ['funnel', 'coverage', 'stage-times', 'passcodes', 'replies', 'coming', 'expiries'];

/** The dashboards as an officer and a viewer see them, empty and after two months of work. */
describeWithChromium('the dashboards', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-10-05T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const open = async (path: string): Promise<string> => {
    const response = await page.goto(`${pages.url}/dashboards${path}`);
    expect([response?.status(), response?.url()]).toEqual([200, `${pages.url}/dashboards${path}`]);
    return (await response?.text()) ?? '';
  };

  it('say while there is nothing what to do, and draw nothing', async () => {
    await open('/funnel');
    const words = await page.locator('main').innerText();
    expect(words).toContain('No case was opened in these months');
    expect(await page.locator('.app-chart__drawing').count()).toBe(0);
  });

  it('after two months of work are without fault, each chart with a title and its table', async () => {
    await twoMonthsOfWork(pages);
    // Nobody stays signed in for so long.
    await pages.signIn(page);
    let drawings = 0;
    for (const path of ['', ...boards.map((name) => `/${name}`)]) {
      const sent = await open(path);
      expect([path, await faultsOf(page, sent)]).toEqual([path, []]);
      for (const drawing of await page.locator('.app-chart__drawing').all()) {
        expect(await drawing.locator('[role=img]').count()).toBe(1);
        expect(await drawing.locator('title').textContent()).toBeTruthy();
        expect((await drawing.locator('desc').textContent())?.length).toBeGreaterThan(20);
      }
      const here = await page.locator('.app-chart__drawing').count();
      expect(await page.locator('.app-chart:has(.app-chart__drawing) table').count()).toBe(here);
      drawings += here;
    }
    expect(drawings).toBeGreaterThanOrEqual(boards.length);
  });

  it('lead from a bar to its list in one press, by mouse or keyboard', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open('/funnel?authority=Lincolnshire');
    const bar = page.locator('.app-chart__drawing a[href*="stage=ready"]');
    await bar.click();
    expect(page.url()).toBe(`${pages.url}/cases?stage=ready&authority=Lincolnshire`);
    await open('/funnel?authority=Lincolnshire');
    await page.locator('.app-chart table a[href*="stage=ready"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cases?stage=ready&authority=Lincolnshire');
    expect(await page.locator('main tbody tr').count()).toBe(2);
  });

  it('keep what they are narrowed to from one to the other', async () => {
    await open('/funnel');
    await page.getByLabel('Local authority').selectOption('Rutland');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new URL(page.url()).searchParams.get('authority')).toBe('Rutland');
    await page.getByRole('link', { name: 'Passcodes', exact: true }).click();
    expect(new URL(page.url()).searchParams.get('authority')).toBe('Rutland');
    expect(await page.getByLabel('Local authority').inputValue()).toBe('Rutland');
    expect(await page.locator('.app-title__caption').innerText()).toContain('in Rutland');
  });

  it('show a past month as it was kept, and say so', async () => {
    await open('/coverage');
    const row = page.locator('.app-chart').first().locator('tbody tr', { hasText: 'October 2026' });
    expect(await row.locator('td').first().innerText()).toBe('0%');
  });

  it('tell a viewer no small counts of a place, and lead to no list', async () => {
    await context.clearCookies();
    const id = await buildOfficer(pages.db, { name: 'A viewer', role: 'viewer' });
    const { url } = await pages.app.get(SignInLinks).make(id);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
    await open('/funnel?authority=Rutland');
    expect(await page.locator('main').innerText()).toContain('fewer than 5');
    for (const name of boards) {
      await open(`/${name}`);
      expect(await page.locator('main a[href^="/cases"], main a[href^="/stalled"]').count()).toBe(
        0,
      );
    }
    const refused = await page.goto(`${pages.url}/dashboards/funnel?officer=${pages.officerId}`);
    expect(refused?.status()).toBe(400);
  });
});

async function twoMonthsOfWork({ db, app, clock, officerId }: RunningPages): Promise<void> {
  const cases = app.get(CasesService);
  const by = `officer:${officerId}`;
  for (let n = 0; n < 8; n++) {
    const { locationId } = await buildSite(db, { name: `House ${n}` });
    await db.query('UPDATE site SET local_authority = $2, icb = $3 WHERE location_id = $1', [
      locationId,
      n < 6 ? 'Lincolnshire' : 'Rutland',
      'NHS Lincolnshire ICB',
    ]);
    clock.set('2026-10-05T10:00:00Z');
    const { id } = await cases.open({ locationId, officerId, on: '2026-10-05' }, by);
    const facts: a.GivenFact[] = [
      a.agreed('2026-10-06'),
      a.requested('2026-10-07', n % 3 === 0 ? 'email' : 'post'),
      a.received('2026-10-14'),
      a.submitted('2026-10-15T10:00:00Z'),
      a.replied('2026-10-16T10:00:00Z'),
    ];
    for (const fact of facts.slice(0, n % 3 === 0 ? 2 : n % 3 === 1 ? 3 : 5)) {
      const { on, at } = fact as { on?: string; at?: string };
      clock.set(at ?? `${on}T12:00:00Z`);
      await cases.record(id, fact, by);
    }
  }
  clock.set('2026-11-01T09:30:00Z');
  await app.get(MonthlySnapshots).run();
  clock.set('2026-11-23T09:30:00Z');
}
