import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { faultsOf, type RunningPages } from './pages';

/** What the case page says of a moment: its stage, who acts and why, and the next step planned. */
export interface Standing {
  stage: string | null;
  waitingOn: string | null;
  next: string | null;
}

/**
 * An officer at a desk and a home with a telephone, who do everything by pages and by the links in
 * letters. Each kind of page they meet is looked through for faults.
 */
export class CaseWalk {
  /** Path of the page that tells the case, once there is one. */
  caseUrl = '';
  private readonly seen = new Set<string>();

  private constructor(
    private readonly pages: RunningPages,
    private readonly contexts: readonly BrowserContext[],
    /** The officer's, with script. */
    readonly page: Page,
    /** The home's: narrow, and signed in nowhere. */
    readonly home: Page,
  ) {}

  static async begin(pages: RunningPages, browser: Browser): Promise<CaseWalk> {
    const desk = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const telephone = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const [page, home] = [await desk.newPage(), await telephone.newPage()];
    for (const one of [page, home]) one.setDefaultTimeout(20_000);
    await pages.signIn(page);
    return new CaseWalk(pages, [desk, telephone], page, home);
  }

  async end(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }

  /** Does something that leads to a page, and expects it to be without fault. @returns what it says */
  async look(on: Page, act: () => Promise<unknown>): Promise<string> {
    const [answer] = await Promise.all([
      on.waitForResponse(
        (r: Response) =>
          r.request().resourceType() === 'document' &&
          r.status() !== 303 &&
          r.frame() === on.mainFrame(),
      ),
      act(),
    ]);
    await on.waitForLoadState();
    // A script may shorten the address later.
    const url = answer.url();
    expect([url, answer.status()]).toEqual([url, 200]);
    const { pathname } = new URL(url);
    // Of pages that differ only in what they are about, the first is looked through.
    const kind = `${pathname.replace(/[\w-]{30,}/, 'id')} ${await on.title()}`;
    if (!this.seen.has(kind)) {
      this.seen.add(kind);
      const size = on.viewportSize();
      expect([url, ...(await faultsOf(on, await answer.text()))]).toEqual([url]);
      if (size) await on.setViewportSize(size);
    }
    return (await on.locator('main').innerText()).replaceAll('\u00a0', ' ');
  }

  open(path: string): Promise<string> {
    return this.look(this.page, () => this.page.goto(new URL(path, this.pages.url).href));
  }

  press(name: string, on = this.page): Promise<string> {
    return this.look(on, () => on.getByRole('button', { name, exact: true }).first().click());
  }

  follow(name: string, on = this.page): Promise<string> {
    return this.look(on, () => on.getByRole('link', { name }).first().click());
  }

  /** Time goes on: what is due goes out by itself, and the officer signs in on that day. */
  async later(moment: string): Promise<void> {
    await this.pages.work(moment);
    await this.pages.signIn(this.page);
  }

  async standing(): Promise<Standing> {
    await this.open(this.caseUrl);
    const text = async (selector: string): Promise<string | null> => {
      const found = this.page.locator(selector).first();
      if ((await found.count()) === 0) return null;
      return (await found.innerText()).replaceAll(/\s+/g, ' ').replaceAll(' :', ':').trim();
    };
    return {
      stage: await text('[aria-current=step]'),
      waitingOn: await text('.app-facts--now dd'),
      next: await text('section[aria-labelledby=next] .app-steps > li b'),
    };
  }

  /**
   * Reads the newest letter of this subject in the mail tray, and opens the link to its answer page.
   * @param place how many newer ones of that subject are left aside
   */
  async answerLetter(subject: RegExp, place = 0): Promise<string> {
    const { page, home, pages } = this;
    await this.open('/mail-tray');
    await this.look(page, () =>
      page.locator('tbody').getByRole('link', { name: subject }).nth(place).click(),
    );
    const links = page.locator('section[aria-labelledby=links]').getByRole('link');
    const href = (await links.first().getAttribute('href')) ?? '';
    const path = new URL(href, pages.url).pathname;
    return this.look(home, () => home.goto(new URL(path, pages.url).href));
  }

  /** Writes one of the prepared letters, sees it, sends it, and lets it go. */
  async write(letter: string): Promise<void> {
    await this.open(`${this.caseUrl}/write`);
    await this.follow(letter);
    await this.press('See the letter');
    await this.press('Send it');
    await this.pages.work();
  }

  /** Chooses what has happened on the page of the case: one of its buttons, or out of its list. */
  async happened(what: string): Promise<void> {
    const { page } = this;
    await this.open(this.caseUrl);
    const likely = page.locator('.app-record__likely').getByRole('link', { name: what });
    if ((await likely.count()) > 0) {
      await this.look(page, () => likely.first().click());
      return;
    }
    const option = page.locator('#type option', { hasText: what }).first();
    await page.selectOption('#type', await option.getAttribute('value'));
    await this.press('Fill in');
  }
}
