import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The pages about personal data, pressed through as a lead does. */
jest.setTimeout(60_000);

describeWithChromium('personal data', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseId: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-24T10:00:00Z');
    await pages.db.query("UPDATE officer SET role = 'lead' WHERE id = $1", [pages.officerId]);
    const contact = { name: 'Jo Manager', email: 'jo@home.example' };
    const sealer = pages.app.get(Sealer);
    const { locationId } = await buildSite(pages.db, { name: 'Ashby House', contact, sealer });
    const cases = pages.app.get(CasesService);
    const opened = { locationId, officerId: pages.officerId, on: '2026-11-24' };
    caseId = (await cases.open(opened, 'system')).id;
    for (const fact of [
      { type: 'person-added', on: '2026-11-24', person: 'Sam Carter', email: 'sam@home.example' },
      { type: 'closed', at: '2026-11-24T10:00:00Z', reason: 'declined' },
    ])
      await cases.record(caseId, fact, 'system');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 90_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function expectGood(response: Response | null, status = 200): Promise<void> {
    expect(response?.status()).toBe(status);
    expect(await faultsOf(page, (await response?.text()) ?? null)).toEqual([]);
  }

  const open = async (path: string) => expectGood(await page.goto(pages.url + path));

  async function press(name: string | RegExp, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name }).first().click(),
    ]);
    await expectGood(response, status);
  }

  it('shows what goes in a month, and holds it back', async () => {
    await open('/privacy');
    await open('/privacy?month=2027-02');
    await page.getByRole('link', { name: /Hold what is about Ashby House/ }).click();
    await press('Put the hold', 422);
    await page.getByLabel('A complaint is being looked into').check();
    await press('Put the hold');
    await open('/privacy?month=2027-02');
    expect(await page.locator('main').innerText()).toContain('A hold keeps it');
  });

  it('finds a person, shows what would be erased, and erases once the hold has ended', async () => {
    await open('/privacy/person');
    await page.getByLabel(/Email address, mobile number/).fill('sam');
    await press('Search');
    await page.getByLabel('Sam Carter, Ashby House').check();
    await press('Show what would be erased');
    await page.getByLabel('They asked to be erased').check();
    await page.getByLabel(/I have read what will go/).check();
    await press(/^Erase$/, 422);
    expect(await page.locator('main').innerText()).toContain('A hold keeps what is about');
    await open('/privacy/holds');
    await press(/End the hold/);
    await open('/privacy/person');
    await page.getByLabel(/Email address, mobile number/).fill('sam@home.example');
    await press('Search');
    await press('Show what would be erased');
    await page.getByLabel('They asked to be erased').check();
    await page.getByLabel(/I have read what will go/).check();
    await press(/^Erase$/);
    await open(`/cases/${caseId}`);
    expect(await page.content()).not.toContain('Sam Carter');
  });

  it('takes a request in and answers it', async () => {
    await open('/privacy/requests/new');
    await press('Take it in', 422);
    await page.getByLabel('A copy of what we hold').check();
    await page.getByLabel('Name of whoever asks').fill('Sam Carter');
    await page.getByLabel(/Email address or telephone/).fill('sam@home.example');
    await page.getByLabel(/What do they ask for/).fill('Everything you have on me.');
    await press('Take it in');
    await page.getByLabel('We rang the number we hold').check();
    await press('Note it');
    await page.getByLabel('Done as asked').check();
    await press('It has been answered');
    await open('/privacy/requests');
  });

  it('tells everybody, and lets them ask', async () => {
    await open('/privacy-notice');
    await press('Send it', 422);
  });
});
