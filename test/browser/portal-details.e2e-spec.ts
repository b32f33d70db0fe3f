import { CasesService } from '@app/cases';
import type { BrowserContext, Page } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** An officer with the portal open beside Caseload. */
describeWithChromium('what the portal asks for', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseId: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { locationId } = await buildSite(pages.db, { name: 'Ashby House', town: 'Lincoln' });
    await pages.db.query("UPDATE site SET postcode = 'LN1 1AA', ods_code = 'VLX1A'");
    const cases = pages.app.get(CasesService);
    const input = { locationId, officerId: pages.officerId, on: '2026-11-12' };
    caseId = (await cases.open(input, 'system')).id;
    const named = { type: 'person-added', on: '2026-11-20' };
    for (const one of [
      { person: 'Kim Noor', role: 'member', mobile: '07700900103', email: 'kim@home.example' },
      {
        person: 'Jo Field',
        role: 'owner and administrator',
        job: 'Manager',
        mobile: '07700900101',
      },
      { person: 'Lee Ode', role: 'owner', mobile: '07700900102', email: 'lee@nhs.net' },
    ])
      await cases.record(caseId, { ...named, ...one }, 'system');
    context = await browser().newContext({ javaScriptEnabled: true });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const look = async (name: string, act: () => Promise<unknown>) => {
    const [answer] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() === 200),
      act(),
    ]);
    await page.waitForLoadState();
    expect([name, ...(await faultsOf(page, await answer.text()))]).toEqual([name]);
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${folder}/portal-${name}-${width}.png`, fullPage: true });
    }
  };

  it('is reached by keyboard from the case, has no fault a machine can find, and prints without the rest', async () => {
    await look('case', () => page.goto(`${pages.url}/cases/${caseId}`));
    await press('What the portal asks for, in its order');
    await page.waitForURL(/portal$/);
    await look('start', () => page.reload());
    await look('details', () => press('Show the details'));
    expect(await page.textContent('main')).toContain('07700900101');
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('header')).toBe(false);
    expect(await page.isVisible('text=Download as CSV')).toBe(false);
    expect(await page.isVisible('text=07700900101')).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await look('start-after', () => page.goto(`${pages.url}/cases/${caseId}/portal`));
    expect(await page.textContent('main')).toContain('Priya Shah looked at them (3 people)');
  }, 60_000);

  it('marks the whole of a value by one press, and nothing else', async () => {
    await page.goto(`${pages.url}/cases/${caseId}/portal`);
    await page.click('text=Show the details');
    await page.locator('.app-copy__value', { hasText: '07700900103' }).click();
    expect(await page.evaluate<string>('String(getSelection())')).toBe('07700900103');
  });

  it('comes as a file whose name and address tell nothing of anybody', async () => {
    await page.goto(`${pages.url}/cases/${caseId}/portal`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('text=Download them as CSV'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^portal-1-\d+\.csv$/);
    expect(page.url()).toBe(`${pages.url}/cases/${caseId}/portal`);
  });

  async function press(what: string): Promise<void> {
    const focused = () =>
      page
        .locator(':focus')
        .evaluate((e) => (e.textContent ?? '').trim())
        .catch(() => '');
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused()) === what) return page.keyboard.press('Enter');
    }
    throw new Error(`Eighty presses of Tab did not reach "${what}".`);
  }
});
