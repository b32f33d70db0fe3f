import { CasesService } from '@app/cases';
import { addressKey, linkExpiry, newToken, storeLinks } from '@app/letters';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

const start = '2026-11-23T09:30:00Z';
const contact = { name: 'Sam Carter', email: 'sam@ashby.example' };

/** The people form in the hands of a manager with a telephone, with and without script. */
describeWithChromium('the people form', (browser) => {
  let pages: RunningPages;
  let page: Page;
  let context: BrowserContext;
  let plain: BrowserContext;

  beforeAll(async () => {
    pages = await runPages(start);
    context = await browser().newContext({ viewport: { width: 390, height: 800 } });
    plain = await browser().newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await plain.close();
    await pages.close();
  });

  /** A home with an open case. @returns its id, and where the link in its letter leads */
  async function newHome(): Promise<{ caseId: string; form: string }> {
    const sealer = pages.app.get(Sealer);
    const { locationId } = await buildSite(pages.db, { name: 'Ashby House', contact, sealer });
    const input = { locationId, officerId: pages.officerId, on: '2026-11-12' };
    const { id: caseId } = await pages.app.get(CasesService).open(input, 'system');
    const token = newToken();
    const createdAt = Temporal.Instant.from(start);
    await storeLinks(pages.db, [
      {
        token,
        letterId: null as unknown as string,
        caseId,
        purpose: 'gather',
        recipient: 'provider',
        addressKey: addressKey(sealer, contact.email),
        createdAt,
        expiresAt: linkExpiry('gather', createdAt),
      },
    ]);
    return { caseId, form: `${pages.url}/a/${token}/people` };
  }

  async function fill(on: Page, person: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(person))
      if (name === 'role') await on.check(`[name=role][value="${value}"]`);
      else await on.fill(`[name=${name}]`, value);
  }

  const jo = {
    name: 'Jo Field',
    job: 'Manager',
    role: 'owner and administrator',
    mobile: '07700 900101',
    email: 'jo@home.example',
  };
  const kim = {
    name: 'Kim Noor',
    job: 'Nurse',
    role: 'owner',
    mobile: '07700 900102',
    email: 'kim@home.example',
  };

  const people = async (caseId: string) =>
    (await pages.app.get(CasesService).state(caseId)).people.map((p) => p.person);

  it('is filled in and sent by keyboard alone, without script', async () => {
    const { caseId, form } = await newHome();
    const bare = await plain.newPage();
    bare.setDefaultTimeout(20_000);
    await bare.goto(form);
    for (const person of [jo, kim]) {
      await press(bare, 'Add somebody');
      await bare.waitForURL(/add$/);
      for (const field of ['name', 'job', 'mobile', 'email'] as const) {
        await tabTo(bare, field);
        await bare.keyboard.type(person[field]);
      }
      await tabTo(bare, 'role');
      await bare.keyboard.press('Space');
      if (person === kim) await bare.keyboard.press('ArrowDown');
      await bare.keyboard.press('Enter');
      await bare.waitForURL(/did=saved/);
    }
    await press(bare, 'Send the list');
    await bare.waitForURL(/sent$/);
    expect(await people(caseId)).toEqual(['Jo Field', 'Kim Noor']);
    await bare.close();
  });

  it('says while it is typed that a number is taken, or none, and stays quiet when it is right', async () => {
    const { form } = await newHome();
    const policies: string[] = [];
    page.on('console', (message) => policies.push(message.text()));
    await page.goto(`${form}/add`);
    await fill(page, jo);
    await page.click('main button');
    await page.waitForURL(/did=saved/);
    await page.goto(`${form}/add`);
    const said = page.locator('#mobile-said');
    await page.locator('#mobile').pressSequentially('+44 (0)7700 900101');
    await said.getByText('Somebody else named for this site has that mobile number').waitFor();
    await page.fill('#mobile', '01522 123456');
    await said.getByText('it is a landline').waitFor();
    await page.fill('#mobile', '07700 900155');
    await page.waitForFunction("document.getElementById('mobile-said').textContent === ''");
    await page.fill('#email', 'JO@home.example');
    await page.locator('#email-said').getByText('has that email address').waitFor();
    expect(policies).toEqual([]);
    expect(page.url()).toBe(`${form}/add`);
  });

  it('has no fault a machine can find, on any page, from a telephone to a desk', async () => {
    const { form } = await newHome();
    const faults: Record<string, string[]> = {};
    const look = async (name: string, act: () => Promise<unknown>) => {
      const [answer] = await Promise.all([
        page.waitForResponse(
          (r) => r.request().resourceType() === 'document' && r.status() !== 303,
        ),
        act(),
      ]);
      await page.waitForLoadState();
      const found = await faultsOf(page, await answer.text());
      if (found.length > 0) faults[name] = found;
      await shoot(name);
    };
    await look('empty', () => page.goto(form));
    await look('add', () => page.goto(`${form}/add`));
    await fill(page, { ...jo, mobile: '01522 123456', email: 'jo@' });
    await look('wrong', () => page.click('main form button'));
    await fill(page, jo);
    await look('saved', () => page.click('main form button'));
    await page.goto(`${form}/add`);
    await fill(page, { ...kim, job: 'Regional HR', email: 'kim@nhs.net' });
    await look('ready', () => page.click('main form button'));
    await look('change', () => page.click('text=Change'));
    await look('remove', () => page.goto(page.url() + '/remove'));
    await page.goto(form);
    await page.click('text=Change');
    const other = await context.newPage();
    await other.goto(page.url());
    await other.fill('#mobile', '07700 900199');
    await other.click('main form button');
    await other.waitForURL(/did=saved/);
    await other.close();
    await page.fill('#mobile', '07700 900188');
    await look('conflict', () => page.click('main form button'));
    await page.goto(form);
    await look('sent', () => page.click('text=Send the list >> nth=-1'));
    await page.goto(`${form}/p2/remove`);
    await page.click('main form button');
    await look('taken-off', () => page.goto(form));
    await page.click('main .app-people button');
    await look('arrived', () => page.goto(form));
    expect(faults).toEqual({});
  }, 60_000);

  /** Kept where somebody asks for it, to be looked at. */
  async function shoot(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${folder}/people-${name}-${width}.png`, fullPage: true });
    }
  }

  const focused = (on: Page) =>
    on
      .locator(':focus')
      .evaluate((e) => e.getAttribute('name') ?? (e.textContent ?? '').trim())
      .catch(() => '');

  async function tabTo(on: Page, what: string): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      await on.keyboard.press('Tab');
      if ((await focused(on)) === what) return;
    }
    throw new Error(`Forty presses of Tab did not reach "${what}".`);
  }

  async function press(on: Page, what: string): Promise<void> {
    await tabTo(on, what);
    await on.keyboard.press('Enter');
  }
});
