import { CasesService } from '@app/cases';
import { SignInLinks, Teams } from '@app/officers';
import { Queues } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { presentErrorPage } from '../../apps/api/src/problems/error-page.presenter';
import { problem } from '../../apps/api/src/problems/problem';
import { viewEnvironment } from '../../apps/api/src/views/configure-views';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** What stands around the pages: menu, box, keys, help, settings, queue, and errors. */
describeWithChromium('around the pages', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseHref: string;
  let lead: string;
  const complaints: string[] = [];
  const payload = '<img src=x onerror="document.title=1">';

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { db, app, officerId } = pages;
    const { locationId } = await buildSite(db, { name: 'Oakfield House', town: 'Spalding' });
    await buildSite(db, { name: 'Elm Lodge' });
    await buildSite(db, { name: 'Elm Grange' });
    const opened = await app
      .get(CasesService)
      .open({ locationId, officerId, on: '2026-11-02' }, `officer:${officerId}`);
    caseHref = `/cases/${opened.id}`;
    const [queue] = app.get<Queues>(Queues).all();
    await queue?.add(payload, { clock: payload }, { delay: 3_600_000, removeOnComplete: true });
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of [45]/.test(message.text()))
        complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (asked) => {
      if (!asked.url().startsWith(pages.url) && !asked.url().startsWith('data:'))
        complaints.push(`asks for ${asked.url()}`);
    });
    await signIn('lead');
  }, 60_000);
  afterAll(async () => {
    await context?.close();
    await pages?.close();
  });

  async function signIn(role: 'officer' | 'lead' | 'viewer'): Promise<void> {
    await context.clearCookies();
    const id = await buildOfficer(pages.db, { name: `Robin ${role}`, role });
    if (role === 'lead') lead = id;
    const { url } = await pages.app.get(SignInLinks).make(id);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
  }

  async function open(path: string, status = 200): Promise<void> {
    const response = await page.goto(pages.url + path);
    expect([path, response?.status()]).toEqual([path, status]);
    const sent = (await response?.text()) ?? '';
    expect([path, ...(await faultsOf(page, sent))]).toEqual([path]);
  }

  const path = (): string => new URL(page.url()).pathname;

  async function find(words: string): Promise<void> {
    await page.fill('#find', words);
    await Promise.all([page.waitForNavigation(), page.press('#find', 'Enter')]);
  }

  it('has a menu of eight that says where one is, and a way past it', async () => {
    await open('/imports');
    expect(await page.locator('.app-menu a').allInnerTexts()).toEqual(
      'Today Stalled Cases Sites Dashboards Mail Register Settings'.split(' '),
    );
    expect(await page.locator('.app-menu [aria-current]').allInnerTexts()).toEqual(['Register']);
    expect(await page.locator('.app-subnav [aria-current=page]').allInnerTexts()).toEqual([
      'Register files',
    ]);
    await page.reload();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('location.hash')).toBe('#maincontent');
  });

  it('shows with every stop of the Tab key where one is', async () => {
    await open('/help');
    const stops: string[] = [];
    for (let n = 0; n < 22; n++) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate<string>(`(() => {
          const e = document.activeElement;
          const s = getComputedStyle(e);
          const isSeen = s.outlineStyle !== 'none' || s.boxShadow !== 'none';
          const { bottom, top, width } = e.getBoundingClientRect();
          const isThere = width > 0 && bottom > 0 && top < innerHeight;
          return (isSeen && isThere ? '' : 'not seen: ') + (e.textContent.trim() || e.id);
        })()`),
      );
    }
    expect(stops.filter((stop) => stop.startsWith('not seen'))).toEqual([]);
    expect(stops.slice(0, 8)).toEqual([
      'Skip to main content',
      'Caseload',
      'find',
      'Find',
      'Robin lead',
      'Help',
      'Sign out',
      'Today',
    ]);
  });

  it('finds a home from every page: its case, itself, or the list', async () => {
    await open('/help');
    await find('oakfield');
    expect(path()).toBe(caseHref);
    await find('grange');
    expect(path()).toMatch(/^\/sites\/1-/);
    await find('elm');
    expect(new URL(page.url()).searchParams.get('q')).toBe('elm');
    expect(await page.locator('main tbody tr').count()).toBe(2);
    await find('');
    expect(path()).toBe('/sites');
    await open(`/find?q=${'x'.repeat(300)}`, 422);
  });

  it('shows its keys on ?, goes by them, and never while somebody types', async () => {
    await open('/help');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open] kbd');
    expect(await page.locator('dialog').innerText()).toContain('Go to Cases');
    expect(await faultsOf(page, null)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('find');
    await page.keyboard.type('gc?');
    expect([await page.inputValue('#find'), path()]).toEqual(['gc?', '/help']);
    await page.locator('#find').blur();
    await page.keyboard.press('g');
    await Promise.all([page.waitForURL('**/cases'), page.keyboard.press('c')]);
    await page.keyboard.press('Control+g');
    await page.keyboard.press('h');
    expect(path()).toBe('/cases');
  });

  it('goes by every key it lists', async () => {
    await open('/help/keys');
    const listed = await page.locator('#keys tbody th').allInnerTexts();
    const goes = listed.flatMap((keys) => /^g then (.)$/.exec(keys)?.[1] ?? []);
    expect(goes.length).toBe(8);
    const reached: string[] = [];
    for (const key of goes) {
      await page.goto(`${pages.url}/help`);
      await page.keyboard.press('g');
      await Promise.all([
        page.waitForURL((url) => url.pathname !== '/help'),
        page.keyboard.press(key),
      ]);
      reached.push(path());
    }
    const menu = page.locator('.app-menu a');
    expect(reached).toEqual(
      await menu.evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
    );
  });

  it('on the page of a case goes to its note, and to what happened', async () => {
    await page.goto(pages.url + caseHref);
    await page.keyboard.press('n');
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await page.locator('#text').blur();
    await Promise.all([page.waitForURL(`**${caseHref}/record`), page.keyboard.press('r')]);
  });

  it('prints what a page says, without the ways to others, and cuts no table', async () => {
    await page.setViewportSize({ width: 680, height: 900 });
    await page.emulateMedia({ media: 'print' });
    for (const one of ['/', '/cases', caseHref, '/sites', '/settings', '/measures']) {
      await page.goto(pages.url + one);
      // A word that is explained is a button on the screen, and a word of the text on paper.
      const others = '.app-menu, .app-subnav, .app-find, .nhsuk-footer, main button:not(.app-term)';
      const shown = page.locator(others);
      const seen = await shown.evaluateAll(
        (all) => all.filter((element) => element.checkVisibility()).length,
      );
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([one, seen, width <= 680]).toEqual([one, 0, true]);
    }
    await page.emulateMedia({ media: 'screen' });
  });

  it('runs no script at all once they are switched off', async () => {
    await open('/help/keys');
    await page.click('main form button');
    const answer = await page.goto(`${pages.url}/help/keys`);
    expect(answer?.headers()['content-security-policy']).not.toContain('script-src');
    expect(await page.locator('script').count()).toBe(0);
    expect(await page.textContent('main')).toContain('They are switched off in this browser');
    await page.keyboard.press('?');
    expect(await page.locator('dialog').count()).toBe(0);
    await page.click('main form button');
    expect(await page.locator('script').count()).toBe(1);
  });

  it('explains its words, and offers a tour of the practice caseload until it is taken', async () => {
    await open('/help/glossary');
    await open('/help/tour');
    expect(await page.locator('.app-tour > li').count()).toBe(6);
    await pages.db.query('UPDATE application_case SET practice = true');
    await open('/help/tour');
    const links = await page
      .locator('.app-tour a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links.every((href) => href?.startsWith('/'))).toBe(true);
    await page.click('main form button');
    expect(await page.getByRole('link', { name: 'Take the tour' }).count()).toBe(0);
  });

  it('says of everything that can be changed what it is now, and to officers who changes it', async () => {
    await open('/settings');
    const lead = await page.textContent('main');
    expect(lead).toContain('Version 1');
    expect(lead).toContain('letters stay in the mail tray');
    expect(lead).not.toContain('A lead changes this');
    await signIn('officer');
    await open('/settings');
    expect(await page.textContent('main')).toContain('A lead changes this');
    expect(await page.locator('main a[href="/officers"]').count()).toBe(0);
    await open('/policy');
    expect(await page.locator('.nhsuk-breadcrumb').innerText()).toBe('Settings');
  });

  it('shows the queue to officers, and lets them change nothing in it', async () => {
    await open('/settings/queue');
    expect(await page.textContent('main')).toContain('Set for later');
    await page.goto(`${pages.url}/settings/queue/board`);
    await page.waitForSelector('text=bells');
    await page.goto(`${pages.url}/settings/queue/board/queue/bells?status=delayed`);
    await page.waitForSelector(`text=${payload}`);
    expect(await page.title()).not.toBe('1');
    expect(await page.evaluate("document.querySelectorAll('img[src=x]').length")).toBe(0);
    const put = `fetch('/settings/queue/board/api/queues/bells/clean/delayed', { method: 'PUT' }).then((r) => r.status)`;
    expect(await page.evaluate(put)).toBe(403);
    await signIn('lead');
    await page.goto(`${pages.url}/settings/queue/board`);
    const add = put.replace('clean/delayed', 'add').replace('PUT', 'POST');
    expect(await page.evaluate(add)).toBe(405);
    expect(await page.evaluate(put)).toBe(200);
    const [told] = await pages.db.query<{ details: object }>(
      "SELECT details FROM audit_entry WHERE action = 'queue-changed'",
    );
    expect(told?.details).toEqual({ what: 'clean/delayed' });
    await signIn('viewer');
    expect((await page.goto(`${pages.url}/settings/queue/board/api/queues`))?.status()).toBe(403);
  });

  it('says of every trouble how to mend it, on a page without fault', async () => {
    await signIn('viewer');
    await open('/cases', 403);
    await signIn('officer');
    await open('/nowhere', 404);
    expect(await page.textContent('main')).toContain('Look for the home in the box above');
    await open('/help/tour/done', 405);
    jest.spyOn(pages.app.get(Teams), 'list').mockRejectedValueOnce(new Error('a fault of ours'));
    await open('/settings', 500);
    expect(await page.textContent('main')).toMatch(/mention request [\w-]{8,}/);
    const style = (await page.getAttribute('link[rel=stylesheet]', 'href')) ?? '';
    const env = viewEnvironment({
      'caseload.css': style.replace('/assets/', ''),
      'favicon.svg': 'f',
    });
    for (const status of [400, 409, 412, 413, 422, 429, 503]) {
      const trouble = presentErrorPage(problem(status, 'x', 'One clear sentence.'));
      const html = env.render('error.njk', { ...trouble, officer: { name: 'Ann' }, path: '/' });
      await page.setContent(html);
      expect([status, trouble.mend, ...(await faultsOf(page, html))]).toEqual([
        status,
        expect.stringMatching(/.{20}/),
      ]);
    }
  });

  it('loses nothing that was typed when the session has ended meanwhile', async () => {
    await signIn('lead');
    await open(`${caseHref}/record/note-added`);
    await page.fill('#text', 'Rang twice, "Jo" <rings> back');
    await pages.db.query('DELETE FROM session');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.waitForSelector('text=You were signed out');
    expect(await faultsOf(page, await page.content())).toEqual([]);
    const other = await context.newPage();
    const { url } = await pages.app.get(SignInLinks).make(lead);
    await other.goto(pages.url + new URL(url).pathname);
    await other.click('main button');
    await other.close();
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.waitForURL(`**${caseHref}*`);
    expect(await page.textContent('main')).toContain('Rang twice, "Jo" <rings> back');
  });

  it('made the browser refuse nothing, and ask nobody else', () => {
    expect(complaints).toEqual([]);
  });
});
