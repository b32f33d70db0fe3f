import type { BrowserContext, Page } from 'playwright-core';
import { buildStuckHomes } from '../builders/stalled-homes';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** Lists of cases and what is stalled, without script: from a count to its cases, and to one of them. */
describeWithChromium('lists of cases', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    await buildStuckHomes(pages, [
      { name: 'Ashby House', story: 'moves', authority: 'Lincolnshire' },
      { name: 'Beech Lodge', story: 'otp-expired', authority: 'Lincolnshire' },
      { name: 'Cedar Court', story: 'otp-not-arrived', authority: 'Rutland' },
      { name: 'Dale View', story: 'dspt-missing', authority: 'Rutland' },
      { name: 'Elm Grange', story: 'capacity-or-crisis' },
      { name: 'Fern Bank', story: 'no-reply-over-48h', authority: 'Rutland' },
    ]);
    context = await browser().newContext();
    page = await context.newPage();
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const sound = async (sent: Promise<string> | undefined): Promise<void> =>
    expect(await faultsOf(page, (await sent) ?? null)).toEqual([]);

  async function open(path: string): Promise<void> {
    const response = await page.goto(pages.url + path);
    expect(response?.status()).toBe(200);
    await sound(response?.text());
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  async function follow(press: () => Promise<void>): Promise<void> {
    await Promise.all([page.waitForNavigation(), press()]);
  }

  const homes = async (): Promise<string[]> =>
    page.locator('.app-cases tbody th a').allInnerTexts();
  const address = (): string => decodeURIComponent(new URL(page.url()).search);
  const main = (): Promise<string> => page.locator('main').innerText();

  it('narrows by a form, keeps it in the address, and takes one filter off again', async () => {
    await open('/cases?sort=home');
    expect(await homes()).toHaveLength(6);
    expect(await page.locator('h1').innerText()).toContain('6 cases');
    await page.click('summary:has-text("Filters")');
    await page.selectOption('#authority', 'Rutland');
    await page.selectOption('#stage', 'proving');
    await follow(() => page.click('button:has-text("Show these")'));
    expect(address()).toContain('authority=Rutland');
    expect(await homes()).toEqual(['Cedar Court']);
    await follow(() => page.click('.app-chips a:has-text("Stage: Proving")'));
    expect(await homes()).toEqual(['Cedar Court', 'Dale View', 'Fern Bank']);
    expect(await page.locator('.app-chips li').count()).toBe(1);
  });

  it('sorts by a heading, shows the columns that were chosen, and says how long each has waited', async () => {
    await open('/cases');
    await follow(() => page.click('.app-cases thead a:has-text("Home")'));
    expect((await homes()).slice(0, 2)).toEqual(['Ashby House', 'Beech Lodge']);
    expect(await page.locator('.app-cases').innerText()).toContain('The post, 53 days');
    await open('/cases?columns=provider,authority,opened');
    expect(await page.locator('.app-cases thead th').allInnerTexts()).toEqual([
      'Home',
      'Provider',
      'Local authority',
      'Opened',
    ]);
  });

  it('when nothing fits says which filter to take off, and what is found then', async () => {
    await open('/cases?q=beech&authority=Rutland&stage=proving');
    expect(await main()).toContain('Nothing fits all of these filters');
    expect(await page.locator('main ul:not(.app-chips) li').allInnerTexts()).toEqual([
      'Without “Search: beech”: 1 case',
      'Without “Local authority: Rutland”: 1 case',
    ]);
  });

  it('keeps a list as a view, opens with it, renames and deletes it, and keeps it again', async () => {
    await open('/cases?stalled=yes&authority=Rutland&sort=home');
    await page.click('summary:has-text("Keep this list")');
    await page.fill('#view-name', 'Rutland on Mondays');
    await page.check('#view-default');
    await follow(() => page.click('button:has-text("Keep the view")'));
    expect(await main()).toContain('The view is kept.');
    await open('/cases');
    expect(await page.locator('h1').innerText()).toContain('Rutland on Mondays');
    expect(await homes()).toEqual(['Cedar Court', 'Dale View', 'Fern Bank']);
    await follow(() => page.click('a:has-text("All open")'));
    expect(await homes()).toHaveLength(6);
    await open('/views');
    await page.click('summary:has-text("Change or delete")');
    await page.fill('#name-1', 'Rutland');
    await follow(() => page.click('button:has-text("Rename")'));
    expect(await main()).toContain('The view has its new name.');
    await page.click('summary:has-text("Change or delete")');
    await follow(() => page.click('button:has-text("Delete")'));
    expect(await main()).toContain('keep it again to undo');
    expect(await homes()).toEqual(['Cedar Court', 'Dale View', 'Fern Bank']);
    await open('/cases');
    expect(await homes()).toHaveLength(6);
  });

  it('leads from a count of what is stalled to its cases, and to one of them', async () => {
    await open('/stalled');
    expect(await page.locator('h1').innerText()).toContain('5 of 6 open cases');
    await follow(() => page.click('table a:has-text("Passcode ran out")'));
    expect(address()).toBe('?stalled=otp-expired');
    await open('/stalled?stalled=otp-expired');
    expect(await page.locator('#unblocks').innerText()).toContain('Passcode ran out');
    const row = page.locator('.app-stuck > li');
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toContain('Beech Lodge');
    expect(await row.innerText()).toContain('for 43 days, since Sunday 11 October');
    expect(await row.innerText()).toContain('Ask for the date printed on the letter');
    expect(await row.innerText()).toContain('The provider can move it');
    await page.click('.app-stuck a:has-text("Beech Lodge")');
    expect(await page.locator('h1').innerText()).toContain('Beech Lodge');
  });

  it('says where it is slower than usual, and lists as many', async () => {
    await open('/stalled');
    const post = page.locator('tr', { hasText: 'The post, at proving' });
    expect(await post.innerText()).toContain('1 of 2');
    await follow(() => post.locator('a').click());
    expect(await homes()).toEqual(['Beech Lodge']);
  });
});
