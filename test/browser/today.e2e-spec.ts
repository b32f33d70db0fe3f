import { CasesService } from '@app/cases';
import type { BrowserContext, Page } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(90_000);

/** Homes that were asked something four weeks ago and have not answered: a call is due about each. */
const silent = 44;

/** Rows on the page at once: the others move up. */
const atOnce = 30;

/** A morning on the telephone: what is due is found, rung, and given its next day, by the keyboard. */
describeWithChromium('calls from Today', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-10-23T10:00:00Z');
    const { db, app, officerId } = pages;
    const cases = app.get(CasesService);
    const me = `officer:${officerId}`;
    for (let n = 0; n < silent; n++) {
      const { locationId } = await buildSite(db, { name: `House ${String(n).padStart(2, '0')}` });
      await db.query("UPDATE site SET phone = '01522123456' WHERE location_id = $1", [locationId]);
      const { id } = await cases.open({ locationId, officerId, on: '2026-10-23' }, me);
      const asked = { type: 'provider-asked', at: '2026-10-23T10:00:00Z', about: 'the form' };
      await cases.record(id, asked, me);
    }
    await pages.work('2026-11-20T09:30:00Z');
    context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    await pages.signIn(page);
  }, 90_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const calls = async (): Promise<{ case_id: string; outcome: string }[]> =>
    pages.db.query(
      `SELECT f.case_id, f.details ->> 'outcome' AS outcome FROM fact f
        WHERE f.type = 'call-made'
          AND NOT EXISTS (SELECT FROM fact r WHERE r.type = 'retracted' AND r.details ->> 'fact' = f.id::text)
        ORDER BY f.recorded_at`,
    );

  /** It is put in after the page has come, so that it is read out. */
  const said = (on = page) => on.locator('.app-called [role=status]:not(:empty)').innerText();

  const focusedRow = (on = page) =>
    on.evaluate<string>("document.activeElement.closest('li')?.id ?? ''");

  /** Presses a key that sends a form, and waits for the page that comes back to a row. */
  async function press(key: string): Promise<void> {
    const back = page.waitForEvent('load');
    await page.keyboard.press(key);
    await back;
    if (key === 'u') return;
    await page.locator('.app-calls a:focus').waitFor();
  }

  it('shows each with its number, what to say, and five answers; nothing is wrong with the page', async () => {
    const answer = await page.goto(pages.url);
    const text = await page.locator('main').innerText();
    expect(text).toContain(`${silent} silent providers`);
    expect(text).toContain('Ask what is in the way and record their reply.');
    expect(await page.locator('.app-calls > li').count()).toBe(atOnce);
    const first = page.locator('.app-calls > li').first();
    expect((await first.innerText()).replaceAll('\u00a0', ' ')).toMatch(
      /House \d\d[^]*01522 123456/,
    );
    expect(await first.locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:01522123456');
    expect(await first.getByRole('button').allInnerTexts()).toEqual([
      'Spoke',
      'Voicemail',
      'Wrong number',
      'Done',
      'Tomorrow',
    ]);
    expect(await faultsOf(page, (await answer?.text()) ?? null)).toEqual([]);
  });

  it('has 40 chases logged by the keyboard alone, each ending with a next date', async () => {
    const keys = ['s', 'v', 'w', 'd', 't'];
    await page.goto(pages.url);
    await page.keyboard.press('j');
    expect(await focusedRow()).toBe('r0');
    for (let n = 0; n < 40; n++) {
      // Down two and up one: any row may be the next one.
      if (n === 3) for (const key of ['j', 'ArrowDown', 'k']) await page.keyboard.press(key);
      await press(keys[n % keys.length] ?? '');
      expect(await focusedRow()).toBe(n < 3 ? 'r0' : 'r1');
    }
    const made = await calls();
    expect(made).toHaveLength(40);
    expect(new Set(made.map(({ case_id }) => case_id)).size).toBe(40);
    const dated = await pages.db.query(
      `SELECT c.id FROM application_case c JOIN put_off p ON p.case_id = c.id
        WHERE p.matter = 'silence' AND p.until > '2026-11-20'
          AND (c.next_at > '2026-11-20T09:30:00Z' OR c.parked_until > '2026-11-20')`,
    );
    expect(dated).toHaveLength(40);
    expect(await page.locator('.app-calls > li').count()).toBe(silent - 40);
  });

  it('says what was set, and takes it back by one key', async () => {
    await expect(said()).resolves.toMatch(
      /^House \d\d: left for another day, again on Monday 23 November 2026\.$/,
    );
    await press('u');
    expect(await page.locator('[role=status]').innerText()).toContain('is taken back');
    expect(await calls()).toHaveLength(39);
    expect(await page.locator('.app-calls > li').count()).toBe(silent - 39);
  });

  it('leaves letters alone that are typed, and those of other shortcuts', async () => {
    await page.goto(pages.url);
    await page.locator('#find').focus();
    await page.keyboard.type('svdt');
    await page.locator('.app-calls a').first().focus();
    const gone = page.waitForURL('**/stalled');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await gone;
    await page.goto(pages.url);
    await page.locator('h1').click();
    await page.keyboard.press('v');
    expect(await calls()).toHaveLength(39);
  });

  it('comes back on the last row when the one after it is gone', async () => {
    await page.goto(pages.url);
    const before = await page.locator('.app-calls > li').count();
    for (let n = 0; n < before + 2; n++) await page.keyboard.press('j');
    expect(await focusedRow()).toBe(`r${before - 1}`);
    await press('v');
    const last = page.locator('.app-calls > li').last();
    expect(await focusedRow()).toBe(await last.getAttribute('id'));
    expect(await page.locator('.app-calls > li').count()).toBe(before - 1);
  });

  it('brings a matter back on its day', async () => {
    pages.clock.set('2026-11-23T09:30:00Z');
    await pages.signIn(page);
    // Nobody spoke with those, nor are they done; and a number is to be found for each wrong one.
    const made = (await calls()).map(({ outcome }) => outcome);
    const settled = made.filter((outcome) => outcome === 'spoke' || outcome === 'done').length;
    const wrong = made.filter((outcome) => outcome === 'wrong-number').length;
    const text = await page.locator('main').innerText();
    expect(text).toContain(`${silent - settled} silent providers`);
    expect(text).toContain(`${wrong} homes to reach another way`);
  });

  it('works without any script, by Tab and Enter', async () => {
    const plain = await browser().newContext({ javaScriptEnabled: false });
    const other = await plain.newPage();
    await pages.signIn(other);
    const before = (await calls()).length;
    for (let n = 0; n < 2; n++) {
      const row = other.locator('.app-calls > li').first();
      await row.locator('a').first().focus();
      // The number, then the first button.
      await other.keyboard.press('Tab');
      await other.keyboard.press('Tab');
      const back = other.waitForEvent('load');
      await other.keyboard.press('Enter');
      await back;
      expect(await said(other)).toMatch(/spoke with them, again on/);
      expect(other.url()).toMatch(/#r0$/);
    }
    expect((await calls()).length).toBe(before + 2);
    await plain.close();
  });
});
