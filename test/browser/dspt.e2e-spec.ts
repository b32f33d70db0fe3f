import { CasesService } from '@app/cases';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { buildDsptList, giveCodes } from '../builders/dspt-list';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The pages about the DSPT, pressed through as an officer does. */
jest.setTimeout(60_000);

describeWithChromium('the DSPT', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let branch: string;
  let odd: string;
  let branchCase: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { db, app, officerId } = pages;
    branch = (await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' })).locationId;
    odd = (await buildSite(db, { name: 'Birch House', town: 'Wexham' })).locationId;
    const good = (await buildSite(db, { name: 'Cedar Court', town: 'Wexham' })).locationId;
    await giveCodes(db, branch, 'VINV1', 'AIN1');
    await giveCodes(db, odd, 'VINV2');
    await giveCodes(db, good, 'VINV3');
    await buildDsptList(db, '2025-07-01', ['VINV2', '24/25 Standards Met', '2025-06-30']);
    await buildDsptList(
      db,
      '2026-11-20',
      ['VINV1', 'Not Individually Registered.'],
      ['AIN1', '25/26 Standards Met', '2026-06-10'],
      ['VINV2', '25/26 Standards Nearly Met', '2026-06-11'],
      ['VINV3', '25/26 Standards Exceeded', '2026-06-12'],
    );
    const opened = { locationId: branch, officerId, on: '2026-11-02' };
    branchCase = (await app.get(CasesService).open(opened, `officer:${officerId}`)).id;
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function expectGood(response: Response | null, status = 200): Promise<void> {
    if (!response) throw new Error('no answer');
    expect(response.status()).toBe(status);
    await page.waitForLoadState();
    expect([page.url(), ...(await faultsOf(page, await response.text()))]).toEqual([page.url()]);
  }

  const open = async (path: string): Promise<void> => expectGood(await page.goto(pages.url + path));

  async function press(name: string, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name, exact: true }).first().click(),
    ]);
    await expectGood(response, status);
  }

  const text = () => page.locator('main').innerText();

  it('shows on the site’s page how it stands, and whom to ask', async () => {
    await open(`/sites/${branch}`);
    expect(await page.locator('section[aria-labelledby=dspt]').innerText()).toContain(
      'It is not known whether it may apply. Ask headquarters (AIN1)',
    );
  });

  it('records what headquarters say, and tells the open case', async () => {
    await open(`/sites/${branch}/dspt`);
    await page.getByRole('link', { name: 'Record whether headquarters include it' }).click();
    await press('Record it', 422);
    await page.getByLabel('Yes, it includes this site').check();
    await page.getByLabel('The code they publish under').fill('nonsense');
    await press('Record it', 422);
    expect(await page.locator('#errors').innerText()).toContain('not a headquarters’ code');
    expect(await page.locator('#errors').innerText()).toContain('Say how you know');
    await page.getByLabel('The code they publish under').fill('ain1');
    await page.getByLabel('How do you know?').fill('Sam at headquarters, by phone.');
    await press('Record it');
    expect(await page.textContent('h1')).toContain(
      'It may apply, to the end of Wednesday 30 June 2027',
    );
    expect(await text()).toContain('Recorded by Priya Shah, Monday 23 November 2026');
    await open(`/cases/${branchCase}`);
    expect(await text()).toContain('Standards Met, edition 25/26, published by headquarters');
    expect(await page.locator('#dspt-differs').count()).toBe(0);
  });

  it('warns on the case when headquarters take it back', async () => {
    await open(`/sites/${branch}/dspt/inclusion`);
    await page.getByLabel('No, this site is left out').check();
    await page.getByLabel('How do you know?').fill('Sam rang back.');
    await press('Record it');
    expect(await page.textContent('h1')).toContain('It may not apply');
    await open(`/cases/${branchCase}`);
    expect(await text()).toContain('The case rests on a DSPT that the list does not confirm.');
    await open(`/sites/${branch}/dspt/inclusion`);
    await page.getByLabel('It is not known any more').check();
    await press('Record it');
    expect(await text()).toContain('Headquarters (AIN1) leave it out. Ended on');
  });

  it('asks what an unknown status comes to, and counts it at once', async () => {
    await open('/dspt');
    await page.getByRole('link', { name: '1 status of the lists is not known' }).click();
    await page.getByRole('link', { name: '25/26 Standards Nearly Met' }).click();
    await expectGood(await page.reload());
    await press('It comes to this', 422);
    await page.getByLabel('Approaching Standards').check();
    await press('It comes to this');
    expect(await text()).toContain('Approaching Standards Priya Shah, Monday 23 November 2026');
    await open(`/sites/${odd}/dspt`);
    expect(await page.textContent('h1')).toContain('It may apply');
    expect(await text()).toContain('24/25 Standards Met');
  });

  it('counts the area, and lists who is at risk', async () => {
    await open('/dspt');
    expect(await text()).toContain('3 sites of those the association helps');
    expect(await page.locator('section[aria-labelledby=at-risk]').innerText()).toContain(
      'Cedar Court',
    );
    await page.getByRole('link', { name: 'Not known (1)' }).click();
    await page.waitForURL(/risk=unknown/);
    await expectGood(await page.reload());
    expect(await page.locator('tbody a').allInnerTexts()).toEqual(['Amber Lodge']);
  });
});
