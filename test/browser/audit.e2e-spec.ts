import { CasesService } from '@app/cases';
import type { Page } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The page of the audit, as a lead narrows it. */
jest.setTimeout(60_000);

describeWithChromium('who has seen or changed what', (browser) => {
  let pages: RunningPages;
  let page: Page;
  let caseId: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    await pages.db.query("UPDATE officer SET role = 'lead'");
    const { locationId } = await buildSite(pages.db, { name: 'Amber Lodge', town: 'Wexham' });
    const { officerId } = pages;
    const cases = pages.app.get(CasesService);
    const opened = { locationId, officerId, on: '2026-11-20' };
    ({ id: caseId } = await cases.open(opened, `officer:${officerId}`));
    page = await (await browser().newContext()).newPage();
    await pages.signIn(page);
  });
  afterAll(async () => {
    await page.context().close();
    await pages.close();
  });

  it('is reached from a case, and tells of the look just taken', async () => {
    await page.goto(`${pages.url}/cases/${caseId}`);
    const arrived = page.waitForResponse((r) => r.url().includes('/audit?case='));
    await page.getByRole('link', { name: 'Who has seen or changed this' }).click();
    const sent = await (await arrived).text();
    const rows = await page.locator('tbody tr').allTextContents();
    expect(rows[0]).toMatch(/Priya Shah.*Saw personal details.*Amber Lodge/s);
    if (process.env.SHOTS)
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${process.env.SHOTS}/audit-${width}.png`, fullPage: true });
      }
    expect(await faultsOf(page, sent)).toEqual([]);
  });

  it('is narrowed by who and what', async () => {
    await page.goto(`${pages.url}/audit`);
    await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Priya Shah' });
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'Saw personal details' });
    await page.getByRole('button', { name: 'Show' }).click();
    const rows = await page.locator('tbody tr').allTextContents();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.includes('Saw personal details'))).toBe(true);
  });
});
