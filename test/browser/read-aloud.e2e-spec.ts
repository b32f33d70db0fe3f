import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressKey, linkExpiry, newToken, storeLinks } from '@app/letters';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import * as a from '../builders/facts';
import { buildCase } from '../builders/answer-links';
import { describeWithChromium } from '../harness/chromium';
import { type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

const folder = join(__dirname, 'read-aloud');

/**
 * What a screen reader says of the three pages people are on most, line by line. It was read through
 * by a person; whoever changes such a page reads what changed, and writes it anew with
 * `WRITE_DOCS=1 npx jest read-aloud`.
 */
describeWithChromium('read aloud', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseId: string;
  let form: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { app, db, officerId } = pages;
    const email = 'sam@ashby.example';
    const home = await buildCase(
      { app, db, clock: pages.clock },
      officerId,
      [
        a.caseOpened('2026-11-01'),
        a.agreed('2026-11-02'),
        a.named('2026-11-03', 'Jo Field'),
        a.requested('2026-11-05'),
      ],
      { name: 'Ashby House', email },
    );
    caseId = home.id;
    await pages.work('2026-11-23T09:31:00Z');
    const token = newToken();
    const createdAt = pages.clock.now();
    await storeLinks(db, [
      {
        token,
        letterId: null as unknown as string,
        caseId,
        purpose: 'gather',
        recipient: 'provider',
        addressKey: addressKey(app.get(Sealer), email),
        createdAt,
        expiresAt: linkExpiry('gather', createdAt),
      },
    ]);
    form = `/a/${token}/people`;
    context = await browser().newContext();
    page = await context.newPage();
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context?.close();
    await pages?.close();
  });

  /** Roles, names and states, without addresses, which nobody hears. */
  async function heard(path: string): Promise<string> {
    await page.goto(pages.url + path);
    const said = await page.locator('body').ariaSnapshot();
    return `${said
      .split('\n')
      .filter((line) => !/^\s*- \/url:/.test(line))
      .map((line) => line.replace(/^(\s*- link .*):$/, '$1'))
      .join('\n')}\n`;
  }

  it.each([
    ['today', () => '/'],
    ['case', () => `/cases/${caseId}`],
    ['people-form', () => form],
  ])('%s says what it was read to say', async (name, path) => {
    const said = await heard(path());
    const file = join(folder, `${name}.txt`);
    if (process.env.WRITE_DOCS) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, said);
    }
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(said);
  });

  it.each([
    ['today', () => '/'],
    ['case', () => `/cases/${caseId}`],
    ['people-form', () => form],
  ])('%s: no two links or buttons of one name do different things', async (_, path) => {
    await page.goto(pages.url + path());
    const all = await page
      .locator('main a[href]')
      .evaluateAll((links) =>
        links.map((link) => [
          (link.getAttribute('aria-label') ?? link.textContent ?? '').replace(/\s+/g, ' ').trim(),
          link.getAttribute('href') ?? '',
        ]),
      );
    const places = new Map<string, Set<string>>();
    for (const [name = '', href = ''] of all)
      places.set(name, (places.get(name) ?? new Set()).add(href));
    expect([...places].filter(([name, hrefs]) => name === '' || hrefs.size > 1)).toEqual([]);
  });
});
