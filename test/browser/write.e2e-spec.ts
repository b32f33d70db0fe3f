import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page, Response } from 'playwright-core';
import * as a from '../builders/facts';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** Writing to a home, and who is not written to: every page accessible, valid, and without script. */
jest.setTimeout(60_000);

describeWithChromium('writing to a home', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseUrl: string;
  let siteUrl: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const sealer = pages.app.get(Sealer);
    const contact = { name: 'Jo Manager', email: 'jo@home.example' };
    const site = await buildSite(pages.db, { name: 'Invented House', sealer, contact });
    const { locationId } = site;
    const opened = { locationId, officerId: pages.officerId, on: '2026-11-12' };
    const cases = pages.app.get(CasesService);
    const { id } = await cases.open(opened, `officer:${pages.officerId}`);
    const ann = a.named('2026-11-13', 'Ann Lee', { email: 'ann@home.example' });
    await cases.record(id, ann, `officer:${pages.officerId}`);
    caseUrl = `/cases/${id}`;
    siteUrl = `/sites/${locationId}`;
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function open(path: string, status = 200): Promise<void> {
    await expectGood(await page.goto(pages.url + path), status);
  }

  async function press(name: string | RegExp, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse(
        (r) =>
          r.request().resourceType() === 'document' &&
          r.status() !== 303 &&
          r.frame() === page.mainFrame(),
      ),
      page.getByRole('button', { name, exact: true }).first().click(),
    ]);
    await expectGood(response, status);
  }

  async function expectGood(response: Response | null, status: number): Promise<void> {
    if (!response) throw new Error('no answer');
    await page.waitForLoadState();
    const found = [String(response.status()), ...(await faultsOf(page, await response.text()))];
    expect([page.url(), ...found]).toEqual([page.url(), String(status)]);
  }

  const words = async () => (await page.textContent('main'))?.replace(/\s+/g, ' ') ?? '';

  /** Screenshots to be looked at, where somebody asks for them. */
  async function shoot(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/write-${name}-${width}.png`, fullPage: true });
    }
  }

  const lettersSent = () =>
    pages.db.query<{ kinds: string[] }>(
      "SELECT kinds FROM letter WHERE kinds <> '{your-details}' ORDER BY planned_at, id",
    );

  it('proposes the letter that fits, and asks for what it needs', async () => {
    await open(caseUrl);
    await shoot('case');
    await page.getByRole('link', { name: /^Write to them/ }).click();
    await open(`${caseUrl}/write`);
    expect(await words()).toContain('What fits now');
    await shoot('choose');
    await open(`${caseUrl}/write/ask`);
    await press('See the letter', 422);
    expect(await words()).toContain('Write what you ask about.');
    await shoot('refused');
  });

  it('previews without sending, and sends what was previewed once', async () => {
    await open(`${caseUrl}/write/ask`);
    await page.fill('#about', 'the mobile numbers of your staff');
    await press('See the letter');
    expect(await words()).toContain('Nothing has been sent yet');
    expect(await words()).toContain('the mobile numbers of your staff');
    expect(await lettersSent()).toEqual([]);
    await shoot('preview');
    await press('Change it');
    expect(await page.inputValue('#about')).toBe('the mobile numbers of your staff');
    await press('See the letter');
    const form = Object.fromEntries(
      await page.$$eval('main form input[type=hidden]', (inputs) =>
        inputs.map((i) => [i.getAttribute('name') ?? '', i.getAttribute('value') ?? '']),
      ),
    ) as Record<string, string>;
    const action = `${pages.url}${caseUrl}/write/ask`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        page.request.post(action, { form, headers: { Origin: pages.url }, maxRedirects: 0 }),
      ),
    );
    expect(new Set(answers.map((r) => r.status()))).toEqual(new Set([303]));
    expect(await lettersSent()).toEqual([{ kinds: ['ask'] }]);
    await open(`${caseUrl}?written=nonsense`);
    expect(await words()).toContain('Provider asked');
  });

  it('joins what waits, and says so', async () => {
    await open(`${caseUrl}/write/free`);
    await page.fill('#title', 'Our talk on the phone');
    await page.fill('#text', 'Thank you for your time.\nI will call on Monday.');
    await press('See the letter');
    expect(await words()).toContain('It joins a letter that waits');
    await press('Send it');
    expect(await lettersSent()).toEqual([{ kinds: ['ask', 'free'] }]);
    expect(await words()).toContain('The letter is written');
  });

  it('waits a day once one has gone', async () => {
    await pages.work();
    await open(`${caseUrl}/write/gather`);
    await press('See the letter');
    expect(await words()).toContain('They have had a letter today');
    expect(await words()).toContain('Tuesday 24 November 2026');
    await shoot('waits');
  });

  it('refuses a secret, and sends nothing', async () => {
    await open(`${caseUrl}/write/free`);
    await page.fill('#title', 'Your passcode');
    await page.fill('#text', 'Your passcode is 4821-3341.');
    await press('See the letter', 422);
    expect(await words()).toContain('looks like a passcode');
  });

  it('works by keyboard alone', async () => {
    await open(`${caseUrl}/write/ask`);
    await page.focus('#about');
    await page.keyboard.type('who opens the mailbox');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await page.textContent('h1')).toContain('Is this right?');
  });

  it('stops the letters of one person, and of an address wherever it stands', async () => {
    await open(`${caseUrl}/record/person-opted-out?person=p1`);
    await page.check('[name=asker][value=reader]');
    await page.check('[name=how][value=phone]');
    await press('Stop their letters');
    expect(await words()).toContain('Asked for no letters on Monday 23 November 2026');
    await shoot('one-person');
    await open(`${siteUrl}/address`);
    await press('Stop the letters', 422);
    await page.check('[name=why][value=objected]');
    await page.check('[name=asker][value=manager]');
    await page.check('[name=how][value=email]');
    await press('Stop the letters');
    expect(await words()).toContain('Whoever reads it asked for no letters');
    await shoot('address');
    await open(siteUrl);
    expect(await words()).toContain('Whoever reads it asked for no letters');
    await open(caseUrl);
    await open(`${caseUrl}/people/p1/address`);
  });

  it('writes to them only if they asked', async () => {
    await open(`${caseUrl}/write/free`);
    await page.fill('#title', 'As you asked');
    await page.fill('#text', 'Here is what we said.');
    await press('See the letter', 422);
    expect(await words()).toContain('whoever reads this address asked for no letters');
    await page.fill('#askedFor', 'Jo rang and wanted it in writing');
    await press('See the letter');
    expect(await words()).toContain('This one goes because they asked for it.');
    await shoot('asked-for');
  });

  it('lists who is not written to, and writes to them again', async () => {
    await open('/not-written-to');
    expect(await words()).toContain('Invented House');
    expect(await words()).toContain('Ann Lee');
    await shoot('not-written-to');
    await press(/^They want letters again/);
    expect(await words()).toContain('Letters go to that address again');
    await open('/mail-tray');
    await page.getByRole('link', { name: 'Who is not written to' }).click();
  });

  it('offers to add an address where there is none', async () => {
    const { locationId } = await buildSite(pages.db, { name: 'Silent House' });
    const input = { locationId, officerId: pages.officerId, on: '2026-11-12' };
    const { id } = await pages.app.get(CasesService).open(input, `officer:${pages.officerId}`);
    await open(`/cases/${id}/write`);
    expect(await words()).toContain('No email address is known for this home');
    await page.getByRole('link', { name: 'Add an address' }).click();
    expect(await page.textContent('h1')).toContain('Whom letters go to');
    await open(`${siteUrl}/contact`);
  });
});
