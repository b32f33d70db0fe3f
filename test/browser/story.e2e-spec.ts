import type { BrowserContext, Page } from 'playwright-core';
import { describeWithChromium } from '../harness/chromium';
import { importFiles } from '../harness/import-files';
import { type RunningPages, runPages } from '../harness/pages';

/**
 * The thread from end to end, as the officer walks it in a browser: given a fresh service on Monday
 * 23 November 2026 at 09:30, real register file, real pages, real letters; only the clock is set.
 */
describeWithChromium('from the register to a chased passcode', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    context = await browser().newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const main = async () => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string | RegExp) => page.getByRole('link', { name }).first().click();

  /** The planned steps as the page words them: when, then what. */
  const planned = () =>
    page
      .locator('section[aria-labelledby=next] .app-steps > li')
      .evaluateAll((steps) =>
        steps.map((step) => [
          step.querySelector('.app-steps__when')?.textContent,
          step.querySelector('b')?.textContent,
        ]),
      );

  it('imports the real register', async () => {
    await pages.signIn(page);
    await follow('Import the register');
    await page.setInputFiles('#file', 'data/lincolnshire_latest_ratings_2026.csv');
    await press('See what it would change');
    await importFiles(pages.app);
    await follow('Look again how far it is');
    expect(await main()).toContain('4,159 of 4,159 rows can be taken in full');
    await press('Bring it in: exactly this');
    await importFiles(pages.app);
    await follow('Look again how far it is');
    expect(await main()).toContain('4,159 of 4,159 rows were taken in full');
  });

  it('finds a real home, adds whom to write to, and opens a case', async () => {
    await follow('Sites');
    await page.fill('#q', 'abbeygate retirement');
    await press('Search');
    await follow('Abbeygate Retirement Home');
    await follow('Add an address');
    await page.fill('#name', 'Jo Field');
    await page.fill('#email', 'jo.field@home.example');
    await press('Save the address');
    await follow('Open a case');
    await page.fill('#on-day', '12');
    await press('Open the case');
    expect(await main()).toContain('Abbeygate Retirement Home');
  });

  it('records that a passcode was requested by post six days ago, and sees what follows and why', async () => {
    await follow('Record what happened');
    await page.getByText('Proof', { exact: true }).click();
    await follow('A passcode was requested');
    await page.check('text=By post');
    await page.fill('#on-day', '17');
    await press('Record the request');
    await pages.work();
    await page.reload();

    const text = await main();
    expect(text).toContain('Requested by post on Tuesday 17 November 2026 (6 days ago).');
    expect(text).toContain('The end of Tuesday 15 December 2026 (in 22 days)');
    expect(text).toContain('Letter: the passcode is on its way: sent');
    expect((await planned())[0]).toEqual([
      'Tomorrow, Tuesday 24 November 2026 at 9:00am',
      'Letter: has the passcode arrived?',
    ]);
    const proof = page.locator('section[aria-labelledby=next] details').first();
    await proof.locator('summary').click();
    expect((await proof.locator('li').allInnerTexts()).join(' ')).toBe(
      'The passcode was requested by post on Tuesday 17 November 2026. ' +
        '7 calendar days later is Tuesday 24 November 2026 at 9:00am (weekends and bank holidays count). ' +
        'That is a working day between 9:00 and 17:00, so it goes then.',
    );
  });

  it('finds the day-5 letter in the mail tray', async () => {
    const caseUrl = page.url();
    await page.getByRole('link', { name: 'Mail', exact: true }).click();
    await follow('Mail tray');
    await page.locator('tbody a').first().click();
    expect(await main()).toContain('Jo Field, jo.field@home.example');
    expect(await main()).toMatch(/Message-ID\s+<.+@.+>/);
    await page.goto(caseUrl);
  });

  it('records a submission on Friday at 17:00 and sees the breach on Sunday and the call on Monday', async () => {
    await follow('Record what happened');
    await page.getByText('Submission', { exact: true }).click();
    await follow('The application was submitted');
    await page.fill('#on-day', '20');
    await page.fill('#time', '17:00');
    await press('Record the submission');
    await pages.work();
    await page.reload();

    const text = await main();
    expect(text).toContain('Submitted\nFriday 20 November 2026 at 5:00pm');
    expect(text).toContain('By when\nYesterday, Sunday 22 November 2026 at 5:00pm');
    expect(text).toContain('Their reply is late.');
    expect(text).toContain('Call NHSmail: no reply in 48 hours');
    expect(text).toContain('Due: Today, Monday 23 November 2026 at 9:00am');
    await follow('Today');
    expect(await main()).toContain('1 late answer of the helpdesk');
    expect(await main()).toContain('48 hours ran out yesterday at 5:00pm');
  });

  it('records the reply, and the clocks stop', async () => {
    await follow('Abbeygate Retirement Home');
    await follow('Record what happened');
    await follow('NHSmail replied');
    await page.check('text=Accepted');
    await press('Record the reply');
    await pages.work();
    await page.reload();

    expect(await main()).toContain('Nothing is planned.');
    expect(await main()).not.toContain('To do now');
    const waiting = await pages.db.query("SELECT 1 FROM follow_up WHERE status = 'waiting'");
    expect(waiting).toEqual([]);
    await follow('Today');
    expect(await main()).toContain('Nothing needs you now.');
  });
});
