import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

describeWithChromium('the forecast page', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  /** Opens an address and expects a page without fault. */
  async function open(path: string): Promise<void> {
    const response = await page.goto(pages.url + path);
    expect(response?.status()).toBe(200);
    const faults = await faultsOf(page, (await response?.text()) ?? null);
    expect([path, ...faults]).toEqual([path]);
  }

  async function openCase(name: string, ...facts: object[]): Promise<string> {
    const sealer = pages.app.get(Sealer);
    const contact = { name: 'Jo Manager', email: 'jo@home.example' };
    const { locationId } = await buildSite(pages.db, { name, town: 'Lincoln', contact, sealer });
    const cases = pages.app.get(CasesService);
    const { id } = await cases.open({ locationId, officerId: pages.officerId }, 'officer:test');
    for (const fact of facts) await cases.record(id, fact, 'officer:test');
    return id;
  }

  it('says so when nothing is planned', async () => {
    await open('/forecast');
    expect(await page.textContent('main')).toContain('Nothing is planned.');
  });

  it('shows a table a day, each row with its home, hour, matter and reader', async () => {
    const requested = { type: 'otp-requested', on: '2026-11-20', channel: 'post' };
    const optedOut = { type: 'opted-out', at: '2026-11-23T09:00:00Z' };
    await openCase('Oak House', requested);
    await openCase('Elm House', requested, optedOut);
    await pages.work();
    await open('/forecast');
    expect(await page.textContent('h1')).toBe(
      'The next 30 days5 letters, 4 calls and checks, 2 deadlines pass',
    );
    const firstDay = page.locator('section').filter({ hasText: 'Wednesday 25 November' });
    expect(await firstDay.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/Elm House.*9:00am.*on its way.*Nobody: no letters are wanted/s),
      expect.stringMatching(/Oak House.*9:00am.*on its way.*To the provider/s),
    ]);
  });

  it('shows a letter as it would be sent', async () => {
    await page
      .getByRole('link', { name: /on its way/ })
      .first()
      .click();
    expect(await page.textContent('main')).toContain('This letter goes Wednesday 25 November 2026');
    expect(await page.textContent('pre')).toContain('Dear Jo Manager,');
    const path = page.url().slice(pages.url.length);
    await open(path);
  });

  it('says that a letter is not to come any more', async () => {
    const answer = await page.goto(page.url().replace(/at=[^&]*/, 'at=2026-11-26T09:00:00Z'));
    expect(answer?.status()).toBe(404);
    expect(await page.textContent('main')).toContain('something has been recorded since');
  });

  it('cuts a long day short, and shows it whole by itself', async () => {
    const requested = { type: 'otp-requested', on: '2026-11-20', channel: 'email' };
    for (let n = 1; n <= 11; n++) await openCase(`Ash House ${n}`, requested);
    await open('/forecast');
    await page
      .getByRole('link', { name: /^All 13 of this day/ })
      .first()
      .click();
    expect(await page.locator('tbody tr').count()).toBe(13);
    const path = page.url().slice(pages.url.length);
    await open(path);
  });

  it('shows only the officer’s own cases when asked', async () => {
    const other = await buildOfficer(pages.db);
    await pages.db.query(
      `UPDATE application_case SET officer_id = $1 WHERE location_id NOT IN
         (SELECT location_id FROM site WHERE name = 'Oak House')`,
      [other],
    );
    await open('/forecast?whose=mine');
    const homes = await page.locator('tbody th a').allInnerTexts();
    expect(new Set(homes)).toEqual(new Set(['Oak House']));
  });

  it('is found from Today', async () => {
    await open('/');
    await page.getByRole('link', { name: 'The next 30 days' }).click();
    expect(await page.textContent('h1')).toContain('The next 30 days');
  });
});
