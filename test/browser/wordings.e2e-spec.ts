import { CasesService } from '@app/cases';
import { SignInLinks } from '@app/officers';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(90_000);

describeWithChromium('the wording of letters', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { app, db, officerId } = pages;
    const { locationId } = await buildSite(db, {
      name: 'The Larches',
      town: 'Spalding',
      sealer: app.get(Sealer),
      contact: { name: 'Jo Field', email: 'jo.field@home.example' },
    });
    const cases = app.get(CasesService);
    const { id } = await cases.open({ locationId, officerId, on: '2026-11-16' }, 'officer:x');
    const asked = { type: 'otp-requested', on: '2026-11-16', channel: 'post' };
    await cases.record(id, asked, 'officer:x');
    await pages.work();
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 90_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  /** Expects the present page to be without fault. */
  async function expectGood(status: number, body: string, answered: number): Promise<void> {
    expect([page.url(), answered]).toEqual([page.url(), status]);
    expect([page.url(), ...(await faultsOf(page, body))]).toEqual([page.url()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  async function open(path: string, status = 200): Promise<void> {
    const response = await page.goto(pages.url + path);
    await expectGood(status, (await response?.text()) ?? '', response?.status() ?? 0);
  }
  async function press(name: string, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse(
        (r) =>
          r.frame() === page.mainFrame() && r.request().isNavigationRequest() && r.status() !== 303,
      ),
      page.getByRole('button', { name, exact: true }).first().click(),
    ]);
    await page.waitForLoadState();
    await expectGood(status, await response.text(), response.status());
  }
  const text = () => page.innerText('main');

  it('is listed with every letter, its reader and its reading age', async () => {
    await open('/');
    await page.getByRole('link', { name: 'Mail', exact: true }).click();
    await page.getByRole('link', { name: 'Wordings', exact: true }).click();
    const shown = await text();
    for (const part of ['Invitation', 'Your details (privacy notice)', 'As shipped'])
      expect(shown).toContain(part);
    expect(await page.locator('tbody tr').count()).toBe(25);
    await open('/wordings');
  });

  it('is changed in a draft, seen with a real home, published, and put back', async () => {
    await open('/wordings/otp-arrived');
    await page.fill('#heading', 'Is the passcode there?');
    await press('Save and see the letter');
    expect(await text()).toContain('The draft, not in force');
    await page.selectOption('#case', { label: 'The Larches' });
    await press('Show it');
    expect(await text()).toContain('Those of the last such letter to this home');
    const frame = page.frameLocator('iframe').first();
    expect(await frame.locator('main').innerText()).toMatch(
      /The Larches, Spalding[^]*Is the passcode there\?[^]*Dear Jo Field,[^]*Monday 16 November 2026/,
    );
    await open('/wordings/otp-arrived');
    expect(await text()).toContain('There is a draft by Priya Shah.');
    await press('Publish the draft');
    expect(await text()).toContain('It is in force, for letters that have not gone too.');
    await open('/wordings/otp-arrived/history');
    expect(await text()).toMatch(/Has your passcode come\?\s+Is the passcode there\?/);
    await open('/wordings/otp-arrived');
    await press('Go back to the wording shipped with the program');
    expect(await page.inputValue('#heading')).toBe('Has your passcode come?');
    await open('/wordings/otp-arrived/history');
    expect(await text()).toContain('Back to the wording shipped with the program.');
  });

  it('keeps what was typed when it cannot be used, and names the place', async () => {
    await open('/wordings/otp-expiring');
    await page.fill('#news', 'Use it soon.\n\nBy ((use bye)).');
    await press('Save the draft', 422);
    expect(await text()).toContain(
      'Paragraph 2 of what is new: there is no field ((use bye)) here;',
    );
    expect(await page.inputValue('#news')).toBe('Use it soon.\n\nBy ((use bye)).');
  });

  it('warns of hard words before it is published', async () => {
    await open('/wordings/link');
    const hard =
      'Subsequently, administrative organisations necessitate comprehensive documentation.';
    await page.fill('#more', [1, 2, 3, 4, 5, 6, 7].map((n) => `${n}: ${hard}`).join('\n\n'));
    await press('Save the draft');
    expect(await text()).toMatch(/The reading age is 1\d[.\d]*\. Aim for 11 or lower/);
    await press('Discard the draft');
  });

  it('shows the second of two officers both texts, and overwrites nothing unseen', async () => {
    const other = await context.newPage();
    await page.goto(`${pages.url}/wordings/ready`);
    await other.goto(`${pages.url}/wordings/ready`);
    await other.fill('#heading', 'From the other one');
    await other.click('text=Save the draft');
    await page.fill('#heading', 'From me');
    await press('Save the draft', 409);
    const shown = await text();
    expect(shown).toContain('Somebody has changed this wording since you opened it');
    expect(shown).toMatch(/From the other one\s+From me/);
    expect(await page.inputValue('#heading')).toBe('From me');
    await press('Save the draft');
    expect(await page.inputValue('#heading')).toBe('From me');
    await other.close();
  });

  it('is not for viewers, who are told so and led back', async () => {
    const viewer = await buildOfficer(pages.db, { name: 'Vi Ewer', role: 'viewer' });
    const { url } = await pages.app.get(SignInLinks).make(viewer);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
    expect(new URL(page.url()).pathname).toBe('/overview');
    await page.goto(`${pages.url}/wordings/ready`);
    expect(await text()).toContain('Your role does not open this.');
    expect(await page.locator('.nhsuk-header__navigation-link').allInnerTexts()).toEqual([
      'Dashboards',
    ]);
  });
});
