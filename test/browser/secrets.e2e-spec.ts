import type { Page } from 'playwright-core';
import { buildCase, buildLink } from '../builders/answer-links';
import * as a from '../builders/facts';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, runPages, type RunningPages } from '../harness/pages';

/** Tuesday 24 November 2026. */
const now = '2026-11-24T10:00:00Z';
const late = [a.caseOpened('2026-11-01'), a.agreed('2026-11-02'), a.requested('2026-11-10')];

/** Each page is looked at in three widths; a busy machine takes its time. */
jest.setTimeout(120_000);

describeWithChromium('a passcode that somebody types', (browser) => {
  let pages: RunningPages;
  let page: Page;
  beforeAll(async () => {
    pages = await runPages(now);
    page = await browser().newPage();
    await pages.signIn(page);
  }, 60_000);
  afterAll(() => pages.close());

  async function press(name: string): Promise<{ status: number; body: string }> {
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().isNavigationRequest()),
      page.getByRole('button', { name }).click(),
    ]);
    await page.waitForLoadState();
    const isPage = answer.status() < 300 || answer.status() >= 400;
    return { status: answer.status(), body: isPage ? await answer.text() : '' };
  }
  const shoot = async (name: string): Promise<void> => {
    const folder = process.env.SHOTS;
    if (!folder) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    }
  };

  it('is asked for again without it, with all else that was typed, and is then kept', async () => {
    const { id: caseId } = await buildCase(pages, pages.officerId, late);
    await page.goto(`${pages.url}/cases/${caseId}/record/note-added`);
    await page.fill('#text', 'Jo rang: the passcode is 482913');
    const refused = await press('Add the note');
    expect(refused.status).toBe(422);
    expect(await faultsOf(page, refused.body)).toEqual([]);
    await shoot('refused-officer');
    expect(await page.content()).not.toContain('482913');
    await page.fill('#text', 'Jo rang: the passcode came');
    expect((await press('Send it again')).status).toBe(303);
    expect(page.url()).toContain(`/cases/${caseId}?recorded=`);
    expect(await page.textContent('.app-timeline')).toContain('Jo rang: the passcode came');
  });

  it('is refused on an answer page in the reader’s own frame', async () => {
    const built = await buildCase(pages, pages.officerId, late);
    const token = await buildLink(pages, built, 'ask');
    await page.goto(`${pages.url}/a/${token}?press=reply`);
    await page.fill('#text', 'Our code is 48291377');
    const refused = await press('Send this to');
    expect(refused.status).toBe(422);
    expect(await faultsOf(page, refused.body)).toEqual([]);
    await shoot('refused-reader');
    expect(await page.textContent('header')).toContain('NHSmail for your home');
    expect(await page.content()).not.toContain('48291377');
    await page.fill('#text', 'Our code came');
    expect((await press('Send it again')).status).toBe(303);
    expect(page.url()).toContain('said=reply');
  });
});
