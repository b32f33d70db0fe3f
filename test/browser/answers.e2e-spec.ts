import { CaseLinks, CasesService } from '@app/cases';
import type { LinkPurpose } from '@app/letters';
import type { Browser, Page } from 'playwright-core';
import { type BuiltCase, buildCase, buildLink, factsByReader } from '../builders/answer-links';
import * as a from '../builders/facts';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, runPages, type RunningPages } from '../harness/pages';
import { readingGrade } from '@app/letters';

const begun = [a.caseOpened('2026-11-01'), a.agreed('2026-11-02')];
const named = [
  ...begun,
  a.named('2026-11-03', 'Jo Field', { email: 'jo@home.example' }),
  a.named('2026-11-03', 'Sam Bell'),
];
const late = [...named, a.requested('2026-11-10')];
const came = [...late, a.received('2026-11-17')];
const sent = [...came, a.used('2026-11-19T09:00:00Z'), a.submitted('2026-11-19T09:00:00Z')];
const made = [
  ...sent,
  a.replied('2026-11-19T15:00:00Z'),
  a.created('2026-11-19', 'Jo Field'),
  a.created('2026-11-19', 'Sam Bell'),
];
const live = [
  ...made,
  a.activated('2026-11-19', 'Jo Field'),
  a.activated('2026-11-19', 'Sam Bell'),
];
const leaving = [...live, a.leaving('2026-11-20', 'Jo Field')];
const away = [...live, a.disabled('2026-11-20', 'Jo Field'), a.disabled('2026-11-20', 'Sam Bell')];

/** Every purpose of a letter, with a case it fits. */
const purposes: [LinkPurpose, a.GivenFact[]][] = [
  ['invitation', [a.caseOpened('2026-11-01')]],
  ['eligibility', begun],
  ['dspt-needed', [...begun, a.published('2026-06-01', 'not-met', '25/26')]],
  ['gather', begun],
  ['otp-on-its-way', late],
  ['otp-arrived', late],
  ['otp-expiring', came],
  ['ready', came],
  ['submitted', sent],
  ['activate', made],
  ['live', live],
  ['keep-alive', live],
  ['leaver', leaving],
  ['long-leave', away],
  ['dspt-expiring', [...begun, a.published('2026-06-01', 'met', '24/25')]],
  ['reminder', [...begun, a.asked('2026-11-16T10:00:00Z')]],
  ['ask', [...begun, a.asked('2026-11-16T10:00:00Z')]],
  ['free', begun],
  ['link', late],
  ['stop', late],
];

/** Answers that are not taken as they stand, since something must be said. */
const mustSay = new Set([
  'nhsmail-replied',
  'accounts-here',
  'logged-in',
  'mailbox-opened',
  'takes-over',
  'is-back',
  'reply',
]);

/** Flesch-Kincaid grade of reading age 11. */
const highestGrade = 6;

/** Each page is looked at in three widths; a busy machine takes its time. */
jest.setTimeout(120_000);

describeWithChromium('pages behind the links in letters', (browser: () => Browser) => {
  let pages: RunningPages;
  let page: Page;
  const asked = new Set<string>();
  /** Words of the pages, each told once. */
  const told = new Set<string>();

  beforeAll(async () => {
    pages = await runPages('2026-11-20T12:00:00Z');
    const context = await browser().newContext({
      viewport: { width: 390, height: 844 },
    });
    page = await context.newPage();
  }, 60_000);
  beforeEach(() => pages.db.query('DELETE FROM rate_limit'));
  afterAll(() => pages.close());

  const build = (facts: a.GivenFact[]): Promise<BuiltCase> =>
    buildCase(pages, pages.officerId, facts, { name: 'Birchwood Rest Home' });

  async function check(what: string, body: string | null): Promise<void> {
    const text = await page.locator('main').innerText();
    for (const line of text.split('\n').map((one) => one.trim())) if (line) told.add(line);
    const shots = process.env.SHOTS;
    if (shots)
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        await page.screenshot({ path: `${shots}/${what}-${width}.png`, fullPage: true });
      }
    expect({ what, faults: await faultsOf(page, body) }).toEqual({ what, faults: [] });
  }

  async function open(what: string, path: string): Promise<void> {
    const answer = await page.goto(pages.url + path);
    await check(what, (await answer?.text()) ?? '');
  }

  /** Goes to something with the tabulator and presses Enter, and looks at what comes. */
  async function pressByKeyboard(what: string, selector: string): Promise<void> {
    await page.evaluate('document.activeElement?.blur()');
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab');
      const there = await page.evaluate<boolean>(
        `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`,
      );
      if (!there) continue;
      const [answer] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      await check(what, (await answer?.text()) ?? '');
      return;
    }
    throw new Error(`${selector} is not reached by the keyboard on "${what}"`);
  }

  it.each(purposes)(
    '%s: every page and every answer, by keyboard alone',
    async (purpose, facts) => {
      const home = await build(facts);
      const token = await buildLink(pages, home, purpose);
      await open(purpose, `/a/${token}`);
      if (purpose === 'stop') return;
      const keys = await page.$$eval('button[name=answer]', (buttons) =>
        buttons.map((button) => (button as unknown as { value: string }).value),
      );
      expect(keys.length).toBeGreaterThan(2);
      // What an answer asks is the same whatever letter it answers.
      for (const key of keys.filter((one) => !asked.has(one))) {
        asked.add(key);
        await page.goto(`${pages.url}/a/${token}`);
        await pressByKeyboard(`ask-${key}`, `button[value="${key}"]`);
        if (!mustSay.has(key)) continue;
        await pressByKeyboard(`wrong-${key}`, 'main form button[type=submit]');
        expect(await page.title()).toMatch(/^Error: /);
      }
      expect(await factsByReader(pages.db, home.id)).toEqual([]);
    },
    120_000,
  );

  it('an answer from the first look to the thanks, and what a second look shows', async () => {
    const home = await build(late);
    const token = await buildLink(pages, home, 'otp-arrived');
    await page.goto(`${pages.url}/a/${token}`);
    await pressByKeyboard('come-ask', 'button[value="code-came"]');
    await page.fill('#printedOn-day', '1');
    await pressByKeyboard('come-wrong', 'main form button[type=submit]');
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate('document.activeElement?.id')).toBe('errors');
    await page.fill('#printedOn-day', '');
    await pressByKeyboard('come-thanks', 'main form button[type=submit]');
    expect(await page.locator('main').innerText()).toMatch(
      /You have sent us: The passcode has come/,
    );
    expect(await factsByReader(pages.db, home.id)).toEqual(['otp-received 2026-11-20']);
    await open('told', `/a/${token}`);
    const free = await buildLink(pages, home, 'free');
    await page.goto(`${pages.url}/a/${free}`);
    await pressByKeyboard('reply-ask', 'button[value="reply"]');
    await page.fill('#text', 'All is well.');
    await pressByKeyboard('reply-thanks', 'main form button[type=submit]');
    await open('answered', `/a/${free}`);
    await open('moved-on', `/a/${await buildLink(pages, home, 'submitted')}`);
    await pages.app.get(CasesService).record(home.id, a.closed('2026-11-20T12:00:00Z'), 'system');
    await open('closed', `/a/${await buildLink(pages, home, 'otp-arrived')}`);
  });

  it('what does not fit, a wrong person, a dead link, a new one, and too many tries', async () => {
    const home = await build(late);
    const token = await buildLink(pages, home, 'otp-arrived');
    await page.goto(`${pages.url}/a/${token}`);
    await pressByKeyboard('misfit-ask', 'button[value="code-came"]');
    await page.fill('#printedOn-day', '2');
    await page.fill('#printedOn-month', '11');
    await page.fill('#printedOn-year', '2026');
    await pressByKeyboard('misfit-thanks', 'main form button[type=submit]');
    const other = await buildLink(pages, home, 'link');
    await page.goto(`${pages.url}/a/${other}`);
    await pressByKeyboard('wrong-person-ask', 'button[value="wrong-person"]');
    await pressByKeyboard('wrong-person-thanks', 'main form button[type=submit]');
    await pages.app.get(CaseLinks).revoke(home.id, 'Priya Shah');
    await open('dead', `/a/${token}`);
    await pressByKeyboard('link-sent', 'button[value="new-link"]');
    for (let n = 0; n < 20; n++) await page.goto(`${pages.url}/a/x${n}`);
    await open('too-many', `/a/${token}`);
  });

  it('stopping letters, and starting them again', async () => {
    const one = await build(late);
    const two = await build(late);
    const token = await buildLink(pages, one, 'stop', { also: [two] });
    await open('stop-two', `/a/${token}`);
    await pressByKeyboard('stop-home', 'button[value="stop-home"]');
    await pressByKeyboard('stop-all', 'button[value="stop-all"]');
    await pressByKeyboard('start', 'button[value="start"]');
  });

  it('works where script is switched off', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    const home = await build(came);
    const token = await buildLink(pages, home, 'otp-expiring');
    await plain.goto(`${pages.url}/a/${token}`);
    await plain.click('button[value="form-sent"]');
    await plain.click('main form button[type=submit]');
    expect(await plain.locator('main').innerText()).toContain('Thank you');
    expect(await factsByReader(pages.db, home.id)).toEqual([
      'otp-used 2026-11-20T12:00:00Z',
      'submitted 2026-11-20T12:00:00Z',
    ]);
    await context.close();
  });

  it('shows the officer what was answered, and lets them end links', async () => {
    const home = await build(late);
    const token = await buildLink(pages, home, 'otp-arrived');
    await page.goto(`${pages.url}/a/${token}`);
    await page.click('button[value="help"]');
    await page.fill('#text', 'Please ring before noon.');
    await page.click('main form button[type=submit]');
    const desk = await (await browser().newContext()).newPage();
    await pages.signIn(desk);
    const answer = await desk.goto(`${pages.url}/cases/${home.id}`);
    const panel = desk.locator('section[aria-labelledby=answers]');
    expect(await panel.innerText()).toMatch(/They ask for help[\s\S]*Please ring before noon/);
    expect(await desk.locator('.app-timeline').innerText()).toMatch(
      /a reader, who answered on the page of the letter of Friday 20 November 2026/,
    );
    expect(await faultsOf(desk, (await answer?.text()) ?? '')).toEqual([]);
    const links = desk.locator('details', { hasText: 'Links that are out' });
    await links.locator('summary').click();
    if (process.env.SHOTS) await panel.screenshot({ path: `${process.env.SHOTS}/case-panel.png` });
    await links.locator('form button').click();
    expect(await desk.locator('.app-notice').innerText()).toMatch(
      /links of this case have been ended/,
    );
    expect((await page.goto(`${pages.url}/a/${token}`))?.status()).toBe(410);
  });

  it('say everything in words of reading age 11', () => {
    const grade = readingGrade([...told].join('\n\n'));
    expect(told.size).toBeGreaterThan(150);
    expect(grade).toBeLessThanOrEqual(highestGrade);
  });
});
