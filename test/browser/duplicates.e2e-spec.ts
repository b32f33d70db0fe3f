import { CasesService, RegisterNews } from '@app/cases';
import { Database } from '@app/platform';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The pages about records of one home, pressed through as an officer does. */
jest.setTimeout(60_000);

describeWithChromium('two records of one home', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let older: string;
  let newer: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const db = pages.app.get(Database);
    older = (await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' })).locationId;
    newer = (await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' })).locationId;
    const officerId = await buildOfficer(db);
    await pages.app.get(CasesService).open({ locationId: older, officerId }, 'officer:test');
    const place = { address: '1 Mill Lane', postcode: 'LN1 1AA', phone: '01522123456' };
    await buildImport(db, {
      asOf: '2026-11-20',
      changes: {
        [older]: {
          ...place,
          registration_status: 'deregistered',
          registered_on: '2011-01-10',
          deregistered_on: '2026-11-12',
        },
        [newer]: { ...place, registration_status: 'registered', registered_on: '2026-11-13' },
      },
    });
    await pages.app.get(RegisterNews).tell();
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function expectGood(response: Response | null): Promise<void> {
    expect(response?.status()).toBeLessThan(400);
    expect(await faultsOf(page, (await response?.text()) ?? null)).toEqual([]);
  }

  async function press(name: string | RegExp): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name }).first().click(),
    ]);
    await expectGood(response);
  }

  it('the list leads to the two side by side, with what speaks for one home', async () => {
    await expectGood(await page.goto(`${pages.url}/duplicates`));
    await page.getByRole('link', { name: 'Amber Lodge' }).click();
    await page.waitForURL(/duplicates\/[\w-]{36}$/);
    await expectGood(await page.reload());
    const text = await page.locator('main').innerText();
    expect(text).toContain('Both have the postcode LN1 1AA.');
    expect(text).toContain('Friday 13 November 2026');
    for (const id of [older, newer]) expect(text).toContain(id);
  });

  it('joined, a case is opened for the new registration, and the old one closed', async () => {
    await press('Yes, one home');
    expect(await page.locator('main').innerText()).toContain('said on Monday 23 November 2026');
    await press(/^Open a case for/);
    await page.waitForURL(/\/cases\//);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Before this registration');
    await page.getByRole('link', { name: /case of the old registration/ }).click();
    await page.waitForURL(/\/cases\//);
    expect(await page.locator('main').innerText()).toContain('superseded');
  });

  it('the page of the site shows all registrations of its home', async () => {
    await expectGood(await page.goto(`${pages.url}/sites/${newer}`));
    const text = await page.locator('section[aria-labelledby="home"]').innerText();
    for (const words of [older, 'From Monday 10 January 2011 to Thursday 12 November 2026'])
      expect(text).toContain(words);
    expect(text).toContain('Open case: prospect');
  });

  it('taken back, it is to be decided again', async () => {
    await expectGood(await page.goto(`${pages.url}/duplicates?state=accepted`));
    await page.getByRole('link', { name: 'Amber Lodge' }).click();
    await page.waitForURL(/duplicates\/[\w-]{36}$/);
    await press('Take the decision back');
    await press('No, two homes');
    expect(await page.locator('main').innerText()).toContain('that these are two homes');
  });
});
