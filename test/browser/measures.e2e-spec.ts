import { SignInLinks } from '@app/officers';
import { CasesService } from '@app/cases';
import { MonthlySnapshots } from '@app/measures';
import type { BrowserContext, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** Measures, the funder return, workshops and councils that were reorganised, as people use them. */
describeWithChromium('what is told to others', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-10-20T09:30:00Z');
    const { db, app, officerId, clock } = pages;
    await db.query(`UPDATE officer SET created_at = '2026-10-01T09:00:00Z' WHERE id = $1`, [
      officerId,
    ]);
    for (let n = 0; n < 9; n++) {
      const { locationId } = await buildSite(db, { name: `House ${n}` });
      await db.query('UPDATE site SET local_authority = $2 WHERE location_id = $1', [
        locationId,
        n < 7 ? 'Lincolnshire' : 'Rutland',
      ]);
      const opened = { locationId, officerId, on: '2026-10-02' };
      await app.get(CasesService).open(opened, `officer:${officerId}`);
    }
    clock.set('2026-11-01T09:30:00Z');
    expect(await app.get(MonthlySnapshots).run()).toEqual(['2026-10']);
    clock.set('2026-11-03T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const figure = (row: string): Promise<string[]> =>
    page
      .locator('tr', { has: page.locator(`th:text-is("${row}")`) })
      .first()
      .locator('td')
      .allInnerTexts();

  it('shows the months with what each measure counts one press away', async () => {
    await page.goto(`${pages.url}/measures`);
    expect(await page.locator('thead th').allInnerTexts()).toEqual([
      'Measure',
      'Oct 2026',
      expect.stringContaining('so far'),
    ]);
    expect(await figure('Locations')).toEqual(['9', '9']);
    await page.locator('summary', { hasText: 'Locations' }).first().click();
    expect(await page.locator('dl').first().innerText()).toContain('dormant');
    await page.selectOption('#of', 'authority:Rutland');
    await page.click('main form button');
    expect(await figure('Locations')).toEqual(['2', '2']);
  });

  it('records a workshop, which counts, and keeps what was said before', async () => {
    await page.goto(`${pages.url}/workshops`);
    await page.fill('#title', 'DSPT evening');
    await page.fill('#homes', 'many');
    await page.click('main form button');
    expect(await page.title()).toMatch(/^Error/);
    await page.fill('#homes', '12');
    await page.click('main form button');
    expect(await page.locator('[role=status]').innerText()).toContain('recorded');
    await page.click('text=DSPT evening');
    await page.fill('#homes', '14');
    await page.click('text=Save the change');
    await page.click('text=DSPT evening');
    expect(await page.locator('.app-rows').innerText()).toContain('12 homes');
    await page.goto(`${pages.url}/measures`);
    expect(await figure('Workshops')).toEqual(['0', '1']);
    expect(await figure('Homes that came')).toEqual(['0', '14']);
  });

  it('keeps the return as it was sent, whatever is learned later', async () => {
    await page.goto(`${pages.url}/funder-return`);
    expect(await page.locator('h1').innerText()).toContain('October 2026');
    await page.fill('#note', 'Two homes were closed by floods.');
    await page.click('text=Save the note');
    await page.fill('#sentOn-day', '31');
    await page.fill('#sentOn-month', '10');
    await page.click('text=Mark it as sent');
    expect(await page.locator('.nhsuk-error-summary').innerText()).toContain('after the month');
    await page.fill('#sentOn-day', '3');
    await page.fill('#sentOn-month', '11');
    await page.click('text=Mark it as sent');
    expect(await page.locator('main').innerText()).toContain('It stays as it was sent');
    expect(await page.locator('main form[method=post]').count()).toBe(0);
    const told = () => page.locator('.app-return__table').innerText();
    const before = await told();
    await pages.db.query(`UPDATE site SET dormant = true WHERE local_authority = 'Rutland'`);
    await page.reload();
    expect(await told()).toBe(before);
    const file = await context.request.get(`${pages.url}/funder-return/2026-10/xlsx`);
    const rows = await readSheet(await file.body(), 'Figures');
    expect(rows).toContainEqual(['2026-10', 'M1', 'Locations', 'Whole area', 'Locations', 9, null]);
    expect(rows).toContainEqual(['2026-10', 'M5', 'NHSmail live', 'Rutland', 'Live', 0, 0]);
    const csv = await context.request.get(`${pages.url}/funder-return/2026-10/csv`);
    expect(await csv.text()).toContain('2026-10,M1,Locations,Lincolnshire,Locations,7,');
  });

  it('counts homes under the new council from its day', async () => {
    await page.goto(`${pages.url}/measures/authorities`);
    await page.fill('#from', 'Lincolnshire');
    await page.fill('#to', 'Greater Lincolnshire');
    await page.fill('#effectiveOn-day', '1');
    await page.click('text=Record it');
    await page.goto(`${pages.url}/measures?of=authority:Greater+Lincolnshire`);
    expect(await figure('Locations')).toEqual(['–', '7']);
  });

  it.each([
    '/measures',
    '/measures/authorities',
    '/funder-return',
    '/funder-return?month=2026-11',
    '/workshops',
  ])('%s is without fault', async (path) => {
    const response = await page.goto(`${pages.url}${path}`);
    expect(await faultsOf(page, (await response?.text()) ?? '')).toEqual([]);
    if (process.env.SCREENSHOTS)
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const name = path.replace(/\W+/g, '-').slice(1);
        const to = `${process.env.SCREENSHOTS}/${name}-${width}.png`;
        await page.screenshot({ path: to, fullPage: true });
      }
  });

  it('prints the return on one sheet of A4', async () => {
    await page.goto(`${pages.url}/funder-return?month=2026-10`);
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it('tells a viewer no small counts of a place, on the page and in the file', async () => {
    const id = await buildOfficer(pages.db, { name: 'A viewer', role: 'viewer' });
    const { url } = await pages.app.get(SignInLinks).make(id);
    const other = await browser().newContext();
    const theirs = await other.newPage();
    await theirs.goto(pages.url + new URL(url).pathname);
    await theirs.click('main button');
    await theirs.goto(`${pages.url}/funder-return?month=2026-10`);
    const rutland = theirs.locator('tr', { hasText: 'Rutland' }).locator('td').first();
    expect(await rutland.innerText()).toBe('fewer than 5');
    expect(await theirs.locator('main form[method=post]').count()).toBe(0);
    const csv = await other.request.get(`${pages.url}/funder-return/2026-10/csv`);
    expect(await csv.text()).toContain('2026-10,M1,Locations,Rutland,Locations,fewer than 5,');
    expect((await theirs.goto(`${pages.url}/workshops`))?.status()).toBe(403);
    await other.close();
  });
});
