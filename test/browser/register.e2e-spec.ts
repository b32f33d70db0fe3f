import { Imports, QualityReports } from '@app/providers';
import { projectFile } from '@app/platform';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** Finding a site, reading what the register says of it and where from, and putting it right. */
jest.setTimeout(60_000);

describeWithChromium('the register', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.app.get(Imports).run({
      kind: 'cqc',
      path: projectFile('data/lincolnshire_latest_ratings_2026.csv'),
      fileName: 'lincolnshire_latest_ratings_2026.csv',
      actor: `officer:${pages.officerId}`,
      asOf: '2026-07-19',
    });
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function open(path: string, status = 200): Promise<string> {
    return expectGood(await page.goto(pages.url + path), status);
  }

  async function press(name: string | RegExp, status = 200): Promise<string> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name }).first().click(),
    ]);
    return expectGood(response, status);
  }

  /** @returns what the page says */
  async function expectGood(response: Response | null, status: number): Promise<string> {
    if (!response) throw new Error('no answer');
    expect(response.status()).toBe(status);
    await page.waitForLoadState();
    expect([page.url(), ...(await faultsOf(page, await response.text()))]).toEqual([page.url()]);
    return (await page.textContent('main')) ?? '';
  }

  const rows = () => page.locator('tbody th a').allInnerTexts();

  it('says that nothing was looked through before the first time', async () => {
    expect(await open('/quality')).toContain('not been looked through yet');
  });

  it('finds a site in spite of a slip, and says so', async () => {
    await open('/sites');
    await page.fill('#q', 'seacroft cort');
    expect(await press('Search')).toContain('These have similar words');
    expect(await rows()).toEqual(['Seacroft Court']);
    expect(await open('/sites?q=seacroft+xylophone')).toContain(
      '“xylophone”, so that was left out',
    );
  });

  it('narrows the list, and keeps to it from page to page', async () => {
    await open('/sites');
    await page.click('summary');
    await page.selectOption('#case', 'none');
    await page.fill('#area', 'Lincolnshire');
    await page.check('#careHomes');
    await press('Search');
    const first = await rows();
    expect(first).toHaveLength(50);
    await page.click('text=Next page');
    expect(page.url()).toContain('case=none');
    const next = await rows();
    expect(next).toHaveLength(50);
    expect(next.filter((name) => first.includes(name))).toEqual([]);
    expect(await open('/sites?status=deregistered')).toContain('No site matches');
  });

  it('shows a provider with all its sites, and its group', async () => {
    await open('/providers?q=prime+lfe');
    expect(await rows()).toEqual(['Prime Life Limited']);
    await page.click('tbody th a');
    expect(await page.textContent('main')).toContain('Seacroft Court');
    expect(await open(new URL(page.url()).pathname)).toContain('1-102642921');
    await open('/brands?name=Prime+Life+Limited');
    expect(await rows()).toContain('Seacroft Court');
    expect(await open('/brands?name=No+such', 404)).toContain('No such group');
    await open('/providers?q=zzzzzz');
    await open('/providers?cursor=nonsense', 422);
    await open('/providers/1-1', 404);
  });

  it('says of each value where it is from', async () => {
    const main = await open('/sites/1-1031902754');
    expect(main).toContain('PE25\u00a03BE');
    expect(main).toContain(
      'From the file lincolnshire_latest_ratings_2026.csv, as of Sunday 19 July 2026, unless it says',
    );
    expect(main).toContain('First known from');
  });

  it('puts a value right, with a reason, as a phone can dial it', async () => {
    await open('/sites/1-1031902754');
    await page.click('a:has-text("Add: phone")');
    await page.fill('#value', 'no number');
    await page.fill('#reason', 'The manager said so');
    expect(await press('Put it right', 422)).toContain('not a UK phone number');
    await page.fill('#value', '01754 610372');
    await page.fill('#reason', '');
    expect(await press('Put it right', 422)).toContain('Say why');
    await page.fill('#reason', 'The manager said so');
    const main = await press('Put it right');
    expect(main).toContain('The value is put right');
    expect(main).toContain(
      'Put right by Priya Shah on Monday 23 November 2026: The manager said so.',
    );
    expect(await page.getAttribute('a[href^="tel:"]', 'href')).toBe('tel:01754610372');
    await open('/sites/1-1031902754/correct/registered_managers');
    await open('/sites/1-1031902754/correct/dormant');
    await open('/sites/1-1031902754/correct/manager_absent_on');
    await open('/sites/1-1031902754/correct/provider_id', 404);
    expect((await open('/sites?q=01754610372')).includes('Seacroft Court')).toBe(true);
  });

  it('asks when the register says something new, and does as it is told', async () => {
    await page.goto(`${pages.url}/sites/1-1031902754/correct/town`);
    await page.fill('#value', 'Seacroft');
    await page.fill('#reason', 'Their letters say so.');
    await press('Put it right');
    await pages.db.query(
      `UPDATE site_correction SET asked_value = '"Winthorpe"',
              asked_by = (SELECT id FROM import_run LIMIT 1) WHERE field = 'town'`,
    );
    expect(await open('/corrections')).toContain('Winthorpe');
    expect(await open('/sites/1-1031902754')).toContain('To decide: Town');
    const main = await press(/^Take the register’s/);
    expect(main).toContain('Decided');
    expect(main).toContain('Winthorpe');
    expect(await open('/corrections')).toContain('Nothing to decide');
  });

  it('takes a correction back', async () => {
    await open('/sites/1-1031902754');
    const main = await press('Take back the correction of: phone');
    expect(main).toContain('Decided');
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
  });

  it('counts what is missing or doubtful, and leads to the sites', async () => {
    await pages.app.get(QualityReports).review();
    expect(await open('/quality')).toContain('356 sites looked at on Monday 23 November 2026');
    const line = page.locator('li', { hasText: 'No phone number' }).locator('a').first();
    const count = Number((await line.innerText()).split(' ')[0]);
    expect(count).toBeGreaterThan(0);
    await line.click();
    expect(await page.textContent('main')).toContain('Only sites with no phone number');
    expect(await rows()).toHaveLength(Math.min(50, count));
    expect(await open('/sites/1-1031902754')).toContain('No phone number');
  });
});
