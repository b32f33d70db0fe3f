import { randomUUID } from 'node:crypto';
import { CasesService } from '@app/cases';
import { addressKey, planLetters, signedReplyAddress } from '@app/letters';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { arriveIn, rawMessage } from '../builders/inbound';
import { newLetter, newMatter } from '../builders/letters';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/** The pages about mail that came in, pressed through as an officer does. */
jest.setTimeout(60_000);

const mailFrom = 'Caseload <caseload@association.example>';
const domain = 'association.example';

describeWithChromium('mail in', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let sealer: Sealer;
  const complaints: string[] = [];

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    sealer = pages.app.get(Sealer);
    context = await browser().newContext({ acceptDownloads: true });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
    });
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function open(path: string): Promise<void> {
    await expectGood(await page.goto(pages.url + path));
  }

  async function press(name: string | RegExp): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse(
        (r) =>
          r.request().resourceType() === 'document' &&
          r.status() !== 303 &&
          r.frame() === page.mainFrame(),
      ),
      page.locator('main').getByRole('button', { name }).first().click(),
    ]);
    await expectGood(response);
  }

  async function expectGood(response: Response | null): Promise<void> {
    expect(response?.status()).toBe(200);
    await page.waitForLoadState();
    expect([page.url(), ...(await faultsOf(page, (await response?.text()) ?? ''))]).toEqual([
      page.url(),
    ]);
  }

  const text = async (): Promise<string> => (await page.textContent('main')) ?? '';

  interface Home {
    caseId: string;
    name: string;
    email: string;
  }

  async function home(name: string, email: string): Promise<Home> {
    const site = await buildSite(pages.db, {
      name,
      town: 'Lincoln',
      sealer,
      contact: { name: 'Sam Carter', email },
    });
    const row = await pages.app
      .get(CasesService)
      .open(
        { locationId: site.locationId, officerId: pages.officerId, on: '2026-11-02' },
        'officer:test',
      );
    return { caseId: row.id, name, email };
  }

  async function letterTo(email: string, ...homes: Home[]): Promise<string> {
    const at = Temporal.Instant.from('2026-11-20T09:00:00Z');
    const letter = newLetter(homes[0]?.caseId ?? '', {
      addressKey: addressKey(sealer, email),
      matters: homes.map((one) => newMatter(one.caseId)),
      to: { name: 'Sam Carter', address: email },
      plannedAt: at,
      sendFrom: at,
      day: '2026-11-20',
    });
    await planLetters(pages.db, sealer, [letter], domain);
    await pages.db.query("UPDATE letter SET status = 'sent', settled_at = $2 WHERE id = $1", [
      letter.id,
      at.toString(),
    ]);
    return letter.id;
  }

  const arrive = (headers: Record<string, string>, body: string): Promise<string> =>
    arriveIn(pages.app, rawMessage(headers, body), '2026-11-23T09:10:00Z');

  const replyTo = (letterId: string) => signedReplyAddress(sealer, mailFrom, letterId);

  it('is empty at first', async () => {
    await open('/inbox');
    expect(await text()).toContain('Nothing waits to be placed.');
  });

  it('shows an answer on Today, on its own page, on the case and at the letter', async () => {
    const oak = await home('Brookfield Lodge', 'manager@brookfield.example');
    const letterId = await letterTo(oak.email, oak);
    await arrive(
      { From: `Sam Carter <${oak.email}>`, To: replyTo(letterId), Subject: 'Re: your letter' },
      'The code came on Saturday. Shall I send the form now? See http://example.org/x',
    );
    await open('/');
    expect(await text()).toContain('Read and answer a reply');
    await page.getByRole('link', { name: /What they wrote/ }).click();
    await page.waitForLoadState();
    const sent = await page.request.get(page.url());
    expect(await faultsOf(page, await sent.text())).toEqual([]);
    expect(await text()).toContain('Shall I send the form now?');
    expect(await page.locator('pre a').count()).toBe(0);
    await open(`/cases/${oak.caseId}`);
    const panel = await page.textContent('section[aria-labelledby="correspondence"]');
    expect(panel).toMatch(/Re: your letter.*Has your NHSmail passcode come\?/s);
    await open(`/mail-tray/${letterId}`);
    expect(await text()).toContain('What came in about it');
  });

  it('offers an answer about several homes to each, and to all in one press', async () => {
    const email = 'group@mulberry.example';
    const [one, two] = [await home('Mulberry Court', email), await home('Mulberry View', email)];
    const letterId = await letterTo(email, one, two);
    const id = await arrive(
      { From: `Group Manager <${email}>`, To: replyTo(letterId), Subject: 'Re: your homes' },
      'The codes have come.',
    );
    await open('/');
    expect(await text()).toContain('1 message to be placed');
    await open('/inbox');
    await open(`/inbox/${id}`);
    expect(await text()).toContain('Our letter was about several homes.');
    await press('File it to those ticked');
    expect(await text()).toContain('The message is filed.');
    for (const { caseId } of [one, two]) {
      const facts = await pages.app.get(CasesService).timeline(caseId);
      expect(facts.at(-1)).toMatchObject({ type: 'provider-replied', at: '2026-11-23T09:10:00Z' });
    }
    await open('/inbox?show=filed');
    expect(await text()).toContain('Mulberry View');
  });

  it('lets an officer find the home of a stranger and make them its contact', async () => {
    const elm = await home('Elmwick Grange', 'old@elmwick.example');
    const id = await arrive(
      {
        From: 'New Manager <new@elsewhere.example>',
        To: 'caseload@association.example',
        Subject: 'Hello',
      },
      'I have taken over and would like to know what to do.',
    );
    await open(`/inbox/${id}`);
    expect(await text()).toContain('Nothing in it points at a home.');
    await page.fill('#q', 'elmwick');
    await press('Find');
    expect(await text()).toContain('To be placed');
    await press(/The sender is its new contact/);
    expect(await text()).toContain('Letters to this home go to the sender from now on.');
    await open(`/cases/${elm.caseId}`);
    expect(await text()).toContain('new@elsewhere.example');
  });

  it('sets aside what belongs nowhere', async () => {
    const id = await arrive(
      { From: 'Shop <offers@shop.example>', To: 'caseload@association.example', Subject: 'Chairs' },
      'Would you like to see our new range of chairs?',
    );
    await open(`/inbox/${id}`);
    await press('Set it aside');
    expect(await text()).toContain('The message is set aside.');
    await open('/inbox?show=set-aside');
    expect(await text()).toContain('Chairs');
    expect(await text()).toContain('Shop, o•••@shop.example');
  });

  it('shows hostile mail as text, and gives its files only to be saved', async () => {
    const ash = await home('Ashwell House', 'manager@ashwell.example');
    const letterId = await letterTo(ash.email, ash);
    const id = await arrive(
      {
        From: `"<img src=x onerror=alert(1)>" <${ash.email}>`,
        To: replyTo(letterId),
        Subject: 'Re: <script>alert(2)</script>{{ 7*7 }}',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/mixed; boundary="b"',
      },
      [
        '--b',
        'Content-Type: text/html',
        '',
        '<p>See the file <script>alert(3)</script><a href="javascript:alert(4)">here</a></p>',
        '--b',
        'Content-Type: text/html; name="list.html"',
        'Content-Disposition: attachment; filename="li\u0301st & \\"more\\".html"',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('<script>alert(5)</script>').toString('base64'),
        '--b--',
      ].join('\r\n'),
    );
    await open(`/inbox/${id}`);
    expect(await text()).toContain('<script>alert(2)</script>{{ 7*7 }}');
    expect(await page.locator('main img, main script').count()).toBe(0);
    const link = page.locator('main a[download]');
    const href = (await link.getAttribute('href')) ?? '';
    const file = await context.request.get(pages.url + href);
    expect(file.status()).toBe(200);
    expect(await file.text()).toBe('<script>alert(5)</script>');
    expect(file.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^attachment; filename="/),
    });
    const stranger = await browser().newContext();
    const refused = await stranger.request.get(pages.url + href, { maxRedirects: 0 });
    expect(refused.status()).toBe(303);
    await stranger.close();
  });

  it('answers a message or file that is not there with a page', async () => {
    for (const path of [
      '/inbox/nothing',
      `/inbox/${randomUUID()}`,
      `/inbox/${randomUUID()}/attachments/1`,
    ])
      expect((await page.goto(pages.url + path))?.status()).toBe(404);
    complaints.splice(0, complaints.length, ...complaints.filter((c) => !c.includes('404')));
    expect(complaints).toEqual([]);
  });
});
