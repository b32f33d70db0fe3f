import { CasesService } from '@app/cases';
import { SignInLinks } from '@app/officers';
import { Logger } from '@nestjs/common';
import type { BrowserContext, Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

describeWithChromium('the pages about officers', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    for (const how of ['error', 'warn', 'log'] as const)
      jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
    pages = await runPages('2026-12-22T09:00:00Z');
    const lead = await buildOfficer(pages.db, { name: 'Lee Lead', role: 'lead' });
    for (const name of ['Ashby House', 'Birch Court']) {
      const { locationId } = await buildSite(pages.db, { name, town: 'Lincoln' });
      const opening = { locationId, officerId: pages.officerId, on: '2026-12-01' };
      await pages.app.get(CasesService).open(opening, 'test');
    }
    context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const link = await pages.app.get(SignInLinks).make(lead);
    await page.goto(pages.url + new URL(link.url).pathname);
    await follow('button', 'Sign in');
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const heading = async () => (await page.textContent('h1'))?.trim();
  const said = async () => (await page.textContent('main')) ?? '';
  /** Presses a button or link, and waits for the page behind it. */
  async function follow(role: 'button' | 'link', name: string): Promise<void> {
    const loaded = page.waitForEvent('load');
    await page.getByRole(role, { name, exact: true }).click();
    await loaded;
  }
  const type = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const choose = (label: string, option: string) =>
    page.getByLabel(label, { exact: true }).selectOption({ label: option });
  /** Neither the page as it was sent nor as it stands has a fault, on a screen and on a telephone. */
  const isGood = async (asSent = true): Promise<void> => {
    const sent = asSent ? await (await context.request.get(page.url())).text() : null;
    expect([page.url(), ...(await faultsOf(page, sent))]).toEqual([page.url()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  it('list everybody, and ask somebody in', async () => {
    await follow('link', 'Settings');
    await follow('link', 'Officers');
    expect(await heading()).toBe('Officers');
    expect(await said()).toContain('Priya Shah');
    await isGood();
    await follow('link', 'Invite somebody');
    await isGood();
    await follow('button', 'Send the invitation');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Choose what they may do');
    await isGood(false);
    await type('Name', 'Bo Bell');
    await type('Work email address', 'bo@example.org');
    await page.getByLabel('Officer', { exact: true }).check();
    await follow('button', 'Send the invitation');
    expect(await heading()).toMatch(/^Bo Bell/);
    expect(await said()).toContain('An invitation is on its way');
    await isGood();
  });

  it('make teams, and put somebody into one', async () => {
    await page.goto(`${pages.url}/teams`);
    await isGood();
    await type('Name of a new team', 'North Lincolnshire');
    await follow('button', 'Make the team');
    await isGood();
    await page.getByText('Rename or remove').click();
    await isGood(false);
    await page.goto(`${pages.url}/officers`);
    await follow('link', 'Priya Shah');
    await choose('Sees the cases of', 'North Lincolnshire');
    await follow('button', 'Change the team');
    expect(await said()).toContain('The team is changed.');
    await isGood();
  });

  it('set an absence and show who covers', async () => {
    await follow('link', 'Set or end an absence');
    await isGood();
    await follow('button', 'Set the absence');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Choose who is away');
    await isGood(false);
    await choose('Who is away?', 'Priya Shah');
    for (const [name, day] of [
      ['First day away', '22'],
      ['Last day away', '31'],
    ] as const) {
      const boxes = page.getByRole('group', { name });
      await boxes.getByLabel('Day').fill(day);
      await boxes.getByLabel('Month').fill('12');
      await boxes.getByLabel('Year').fill('2026');
    }
    await choose('Who covers?', 'Lee Lead');
    await follow('button', 'Set the absence');
    expect(await said()).toContain('Priya Shah is away, and you cover');
    await isGood();
    await page.goto(pages.url);
    expect(await said()).toContain('You cover for Priya Shah until Thursday 31 December.');
    await isGood();
  });

  it('end somebody’s access when another takes their cases', async () => {
    await page.goto(`${pages.url}/officers`);
    await follow('link', 'Priya Shah');
    await follow('link', 'Hand over the cases of Priya Shah');
    await isGood();
    await page.goBack();
    await follow('link', 'Priya Shah leaves: end their access');
    await isGood();
    await follow('button', 'Hand over and end their access');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Choose why they go');
    await isGood(false);
    await choose('Who takes their 2 open cases?', 'Bo Bell');
    await choose('Why they go', 'They have left the association');
    await follow('button', 'Hand over and end their access');
    expect(await heading()).toBe('Bo Bell has the cases of Priya Shah');
    expect(await said()).toContain('Ashby House');
    await isGood(false);
    await page.goto(`${pages.url}/officers`);
    expect(await said()).toContain('May no longer sign in');
    await isGood();
    await follow('link', 'Priya Shah');
    await isGood();
  });

  it('make a token and show it once', async () => {
    await page.goto(`${pages.url}/account/tokens`);
    await isGood();
    await type('What is it for?', 'nightly report');
    await page.getByLabel('Counts alone', { exact: true }).check();
    await follow('button', 'Make the token');
    expect(await page.textContent('.app-key')).toMatch(/^[\w-]{43}$/);
    await isGood(false);
    await follow('link', 'I have copied it');
    expect(await said()).toContain('nightly report');
    await isGood();
    await follow('button', 'Revoke nightly report');
    expect(await said()).toContain('You have no token.');
  });
});

describeWithChromium('the sign-in page with another provider', (browser) => {
  it('offers it beside our own ways, and says so when it is away', async () => {
    const oidc = {
      issuer: 'http://127.0.0.1:9',
      clientId: 'caseload',
      clientSecret: 'what only the two know',
      name: 'Microsoft',
      requireMfa: false,
      entraTenant: undefined,
    };
    const pages = await runPages('2026-12-22T09:00:00Z', { oidc });
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${pages.url}/sign-in`);
    const sent = await (await context.request.get(page.url())).text();
    expect(await faultsOf(page, sent)).toEqual([]);
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
    await loaded;
    expect(await page.textContent('main')).toContain('Microsoft cannot be reached');
    expect(await faultsOf(page, null)).toEqual([]);
    await context.close();
    await pages.close();
  });
});
