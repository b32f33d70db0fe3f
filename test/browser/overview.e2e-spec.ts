import { CasesService } from '@app/cases';
import { SignInLinks } from '@app/officers';
import type { BrowserContext, Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** The counts, as a viewer and a lead see them, on a wide screen and on a telephone. */
describeWithChromium('the overview', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { db, app, officerId } = pages;
    for (let n = 0; n < 9; n++) {
      const { locationId } = await buildSite(db, { name: `House ${n}` });
      const area = n < 6 ? 'Lincolnshire' : n < 8 ? 'North Kesteven' : 'Rutland';
      await db.query('UPDATE site SET local_authority = $2 WHERE location_id = $1', [
        locationId,
        area,
      ]);
      const opened = { locationId, officerId, on: '2026-11-02' };
      await app.get(CasesService).open(opened, `officer:${officerId}`);
    }
    context = await browser().newContext();
    page = await context.newPage();
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function signIn(role: 'viewer' | 'lead'): Promise<void> {
    const id = await buildOfficer(pages.db, { name: `A ${role}`, role });
    const { url } = await pages.app.get(SignInLinks).make(id);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
  }

  const counts = async (): Promise<string[][]> =>
    (await page.locator('section[aria-labelledby=authorities] tbody tr').all()).reduce(
      async (rows, row) => [...(await rows), await row.locator('th, td').allInnerTexts()],
      Promise.resolve<string[][]>([]),
    );

  it('is where a viewer begins, without counts that tell of single homes', async () => {
    await signIn('viewer');
    expect(new URL(page.url()).pathname).toBe('/overview');
    expect(await page.locator('main').innerText()).toContain('9 open cases, 0 of them not moving');
    expect(await counts()).toEqual([
      ['Lincolnshire', '6', '0'],
      ['North Kesteven', 'fewer than 5', '0'],
      ['Rutland', 'fewer than 5', '0'],
    ]);
    expect(await page.locator('.nhsuk-header__navigation-link').allInnerTexts()).toEqual([
      'Dashboards',
    ]);
  });

  it.each([1280, 390])('is without fault at %d pixels', async (width) => {
    const response = await page.goto(`${pages.url}/overview`);
    expect(await faultsOf(page, (await response?.text()) ?? '')).toEqual([]);
    // The search for faults looks at several widths.
    await page.setViewportSize({ width, height: 900 });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    if (process.env.SCREENSHOTS)
      await page.screenshot({
        path: `${process.env.SCREENSHOTS}/overview-${width}.png`,
        fullPage: true,
      });
  });

  it('turns a viewer away from everything else, calmly', async () => {
    const response = await page.goto(`${pages.url}/cases`);
    expect(response?.status()).toBe(403);
    expect(await page.locator('main').innerText()).toContain('Your role does not open this.');
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    expect(new URL(page.url()).pathname).toBe('/overview');
  });

  it('tells a lead every count', async () => {
    await context.clearCookies();
    await signIn('lead');
    await page.goto(`${pages.url}/overview`);
    expect((await counts()).at(-1)).toEqual(['Rutland', '1', '0']);
  });
});
