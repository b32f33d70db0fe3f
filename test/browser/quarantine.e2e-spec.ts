import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@app/platform';
import { Imports } from '@app/providers';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { lineFile, lineRow } from '../builders/line-by-line';
import { buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The pages about rows that fit no site, pressed through as an officer does. */
jest.setTimeout(60_000);

describeWithChromium('rows that fit nothing', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let locationId: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caseload-lines-'));
    pages = await runPages('2026-11-23T09:30:00Z');
    const db = pages.app.get(Database);
    ({ locationId } = await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' }));
    await buildImport(db, {
      asOf: '2026-11-01',
      changes: { [locationId]: { postcode: 'LN1 1AA', registration_status: 'registered' } },
    });
    const path = join(folder, 'lines.csv');
    const rows = [
      lineRow({ 'CQC ID': '1-970000001', Name: 'AMBER LODGE CARE HOME' }),
      ...Array.from({ length: 30 }, (_, n) =>
        lineRow({
          'CQC ID': `1-9700001${n + 10}`,
          Name: `Nowhere Hall ${n}`,
          Postcode: 'ZE1 0AA',
          Telephone: '',
          'ODS code': '',
        }),
      ),
    ];
    writeFileSync(path, lineFile(rows));
    const request = { kind: 'line-by-line', path, fileName: 'lines.csv', actor: 'test' } as const;
    await pages.app.get(Imports).run({ ...request, asOf: '2026-11-20' });
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 90_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
    rmSync(folder, { recursive: true });
  });

  const main = () => page.locator('main').innerText();

  async function expectGood(response: Response | null, status = 200): Promise<void> {
    expect(response?.status()).toBe(status);
    expect(await faultsOf(page, (await response?.text()) ?? null)).toEqual([]);
  }

  async function press(name: string | RegExp, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name }).first().click(),
    ]);
    await expectGood(response, status);
  }

  it('are listed with what each looks like, a page at a time, also on a phone', async () => {
    await expectGood(await page.goto(`${pages.url}/quarantine`));
    expect(await main()).toContain('To decide (31)');
    expect(await main()).toContain('Looks like Amber Lodge: the same name, Amber Lodge');
    expect(await main()).toContain('Nothing in the register looks like it');
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL(/cursor=/);
    expect(await page.locator('.app-rows > li').count()).toBe(6);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectGood(await page.goto(`${pages.url}/quarantine`));
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('are shown whole, with the sites they may be about, and go there at a press', async () => {
    await page.getByRole('link', { name: 'AMBER LODGE CARE HOME' }).click();
    await page.waitForURL(/quarantine\/[\w-]{36}$/);
    await expectGood(await page.reload());
    const text = await main();
    for (const words of ['01522 000001', 'The same postcode, LN1 1AA', locationId, 'Fits well'])
      expect(text).toContain(words);
    await press(/^It is Amber Lodge/);
    expect(await main()).toContain('The row is brought in');
    await press('Take the decision back');
    expect(await main()).toContain('Which site is it?');
  });

  it('go to a site that is named by its ID, and say so when there is none', async () => {
    await page.getByLabel('CQC location ID', { exact: true }).fill('1-999');
    await press('It is this site', 422);
    expect(await main()).toContain('There is no site with that location ID');
    await page.getByLabel('CQC location ID', { exact: true }).fill(locationId);
    await page.getByLabel('CQC location ID', { exact: true }).press('Enter');
    await page.waitForURL(/done=match/);
    await page.getByRole('link', { name: 'Amber Lodge' }).click();
    await page.waitForURL(/\/sites\//);
    expect(await main()).toContain('01522\u00a0000001');
  });

  it('of the DSPT list are shown beside the sites without a status that they resemble', async () => {
    const db = pages.app.get(Database);
    const { locationId: without } = await buildSite(db, { name: 'Birch Court', town: 'Wexham' });
    const importId = await buildImport(db, { asOf: '2026-11-20', kind: 'dspt', changes: {} });
    await db.query(
      `INSERT INTO dspt_status (code, name, status_text, level, sector, import_id, changed_at)
       VALUES ('VZZ77', 'BIRCH COURT CARE HOME', '25/26 Standards Met.', 'met', 'Social care', $1,
               now())`,
      [importId],
    );
    await page.goto(`${pages.url}/quarantine`);
    await page.getByRole('link', { name: /^Rows of the DSPT list/ }).click();
    await page.waitForURL(/quarantine\/dspt$/);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await expectGood(await page.reload());
      expect(await main()).toContain(
        'VZZ77, BIRCH COURT CARE HOME: 25/26 Standards Met. The same name, Birch Court.',
      );
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('link', { name: 'Birch Court' }).click();
    await page.waitForURL(new RegExp(`/sites/${without}`));
  });

  it('are set aside when they are none of ours', async () => {
    await page.goto(`${pages.url}/quarantine`);
    await page.getByRole('link', { name: 'Nowhere Hall 0' }).click();
    await page.waitForURL(/quarantine\/[\w-]{36}$/);
    expect(await main()).toContain('Nothing in the register looks like this row');
    await press('It is none of ours');
    await expectGood(await page.goto(`${pages.url}/quarantine?state=dismissed`));
    expect(await main()).toContain('Nowhere Hall 0');
  });
});
