import { Invitations } from '@app/officers';
import { Logger } from '@nestjs/common';
import type { BrowserContext, Page } from 'playwright-core';
import { codeOfApp } from '../builders/authenticator-app';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';
import { goodPassword } from '../harness/sign-in-pages';

jest.setTimeout(60_000);

describeWithChromium('an officer’s account', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let key: string;
  let codes: string[];

  beforeAll(async () => {
    for (const how of ['error', 'warn', 'log'] as const)
      jest.spyOn(Logger.prototype, how).mockReturnValue(undefined);
    pages = await runPages('2026-12-24T09:00:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const heading = async () => (await page.textContent('h1'))?.trim();
  /** Presses a button or link, and waits for the page behind it. */
  const follow = async (role: 'button' | 'link', name: string): Promise<void> => {
    const loaded = page.waitForEvent('load');
    await page.getByRole(role, { name }).click();
    await loaded;
  };
  const press = (button: string) => follow('button', button);
  const type = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const address = () => new URL(page.url()).pathname;
  const codeNow = () => codeOfApp(key, pages.clock.now());
  /** The page as it stands has no fault; its HTML is asked for again where that changes nothing. */
  const isGood = async (asSent = true): Promise<void> => {
    const sent = asSent ? await (await context.request.get(page.url())).text() : null;
    expect([address(), ...(await faultsOf(page, sent))]).toEqual([address()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const later = (minutes: number) =>
    pages.clock.set(pages.clock.now().add({ minutes, seconds: 90 }));

  it('is set up from an invitation: password, app, recovery codes', async () => {
    const { link } = await pages.app
      .get(Invitations)
      .invite({ email: 'kim@example.org', name: 'Kim Novak', role: 'lead' }, 'officer:test');
    await page.goto(pages.url + new URL(link.url).pathname);
    expect(await heading()).toBe('Set up your account');
    await isGood();
    await press('Begin');

    expect(await heading()).toMatch(/^Choose a password/);
    await isGood();
    await type('Password', 'short');
    await press('Keep this password');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Use at least 12 characters');
    await isGood(false);
    await type('Password', goodPassword);
    await press('Keep this password');

    expect(await heading()).toBe('Set up your authenticator app');
    expect(await page.locator('svg.app-qr').boundingBox()).toMatchObject({
      width: 260,
      height: 260,
    });
    key = (await page.textContent('.app-key')) ?? '';
    await isGood();
    await type('The six digits the app shows now', '000000');
    await press('Set up the app');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('not the code');
    expect(await page.textContent('.app-key')).toBe(key);
    await isGood(false);
    await type('The six digits the app shows now', codeNow());
    await press('Set up the app');

    expect(await heading()).toBe('Keep these recovery codes');
    codes = await page.locator('.app-codes li').allTextContents();
    expect(codes).toHaveLength(10);
    await isGood(false);
    await follow('link', 'I have kept them');
    expect(address()).toBe('/');
  });

  it('shows how one signs in, and where one is signed in', async () => {
    await follow('link', 'Kim Novak');
    expect(await heading()).toMatch(/^Your account/);
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain('10 left');
    expect(text).toMatch(/Chrome on Linux\s*\(here\)/);
    await isGood();
  });

  it('asks again who it is, after ten minutes, before the app is changed', async () => {
    later(10);
    await follow('link', 'Change the app');
    expect(await heading()).toBe('Show that it is you');
    await isGood();
    await type('The six digits your authenticator app shows now', '000000');
    await press('Go on');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('That is not right');
    await isGood(false);
    await type('The six digits your authenticator app shows now', codeNow());
    await press('Go on');
    expect([address(), await heading()]).toEqual([
      '/account/second-factor',
      'Change your authenticator app',
    ]);
    await isGood();
  });

  it('makes new recovery codes', async () => {
    await page.goto(`${pages.url}/account/recovery-codes`);
    expect(await page.textContent('main')).toContain('10 are left');
    await isGood();
    await press('Make new recovery codes');
    const fresh = await page.locator('.app-codes li').allTextContents();
    expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    codes = fresh;
  });

  it('changes the password', async () => {
    await page.goto(`${pages.url}/account/password`);
    await isGood();
    await type('Your present password', 'wrong wrong wrong');
    await type('New password', 'violin comet ladder otter');
    await press('Change the password');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('This is not your password');
    await isGood(false);
    await type('Your present password', goodPassword);
    await type('New password', 'violin comet ladder otter');
    await press('Change the password');
    expect(address()).toBe('/account');
  });

  it('is opened by password and code, or a recovery code', async () => {
    await press('Sign out');
    expect(await heading()).toBe('Sign in');
    await isGood();
    await type('Your work email address', 'kim@example.org');
    await type('Your password', 'wrong wrong wrong');
    await press('Sign in');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('do not belong together');
    await isGood(false);
    await type('Your password', 'violin comet ladder otter');
    await press('Sign in');

    expect(await heading()).toBe('Enter the code of your app');
    await isGood();
    await follow('link', 'Use a recovery code');
    await isGood();
    await type('One of the recovery codes you kept', codes[0] ?? '');
    await press('Go on');
    expect(address()).toBe('/account/recovery-codes');
    expect(await page.textContent('main')).toContain('9 are left');
  });

  it('is opened by a link where the password is forgotten', async () => {
    await press('Sign out');
    await type('Your work email address', 'kim@example.org');
    await press('Send me a link instead');
    expect(address()).toBe('/sign-in/sent');
    await isGood();
  });

  it('shows one page for every invitation that opens nothing', async () => {
    await page.goto(`${pages.url}/invitation/${'A'.repeat(43)}`);
    expect(await heading()).toBe('This link does not work any more');
    await isGood(false);
  });

  it('of the first officer begins with name and address', async () => {
    const tables = ['session', 'officer_seen', 'recovery_code', 'second_factor'];
    for (const table of [...tables, 'officer_password', 'invitation', 'sign_in_link', 'officer'])
      await pages.db.query(`DELETE FROM ${table}`);
    const first = await pages.app.get(Invitations).forFirstOfficer();
    await page.goto(pages.url + new URL(first?.url ?? '').pathname);
    expect(await heading()).toBe('Set up Caseload');
    await isGood();
    await press('Go on');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Give a name');
    await isGood(false);
    await type('Your name', 'Ann Lead');
    await type('Your work email address', 'ann@example.org');
    await press('Go on');
    expect(address()).toBe('/');
    expect(await page.textContent('header')).toContain('Ann Lead');
  });
});
