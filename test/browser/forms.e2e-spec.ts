import { CasesService } from '@app/cases';
import type { BrowserContext, Page } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { type RunningPages, runPages } from '../harness/pages';

/** Forms in impatient hands, and in hands that have no mouse. */
describeWithChromium('forms', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let caseId: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { locationId } = await buildSite(pages.db, { name: 'Invented House' });
    const input = { locationId, officerId: pages.officerId, on: '2026-11-12' };
    caseId = (await pages.app.get(CasesService).open(input, `officer:${pages.officerId}`)).id;
    context = await browser().newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const facts = async (type: string) =>
    (await pages.app.get(CasesService).timeline(caseId)).filter((fact) => fact.type === type);

  it('records once what is sent fifty times at once, and gives all the same answer', async () => {
    const address = `${pages.url}/cases/${caseId}/record/otp-requested`;
    await page.goto(address);
    const form = {
      formToken: await page.inputValue('[name=formToken]'),
      version: await page.inputValue('[name=version]'),
      channel: 'post',
      'on[day]': '17',
      'on[month]': '11',
      'on[year]': '2026',
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        page.request.post(address, { form, headers: { Origin: pages.url }, maxRedirects: 0 }),
      ),
    );
    expect(new Set(answers.map((a) => `${a.status()} ${a.headers().location}`))).toEqual(
      new Set([`303 /cases/${caseId}?recorded=2`]),
    );
    expect(await facts('otp-requested')).toHaveLength(1);
  });

  it('refuses a form that comes from somewhere else', async () => {
    const answer = await page.request.post(`${pages.url}/cases/${caseId}/record/agreed`, {
      form: { formToken: 'a'.repeat(22) },
      headers: { Origin: 'https://elsewhere.example' },
    });
    expect(answer.status()).toBe(403);
    expect(await facts('agreed')).toEqual([]);
  });

  it('refuses a form without its token', async () => {
    const answer = await page.request.post(`${pages.url}/cases/${caseId}/record/note-added`, {
      form: { text: 'Hello', version: '2' },
      headers: { Origin: pages.url },
    });
    expect(answer.status()).toBe(422);
    expect(await answer.text()).toContain('came without its token');
    expect(await facts('note-added')).toEqual([]);
  });

  it('records a submission by keyboard alone', async () => {
    await page.goto(`${pages.url}/cases/${caseId}`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo('Record what happened');
    await page.keyboard.press('Enter');
    await tabTo('Submission sent, NHSmail replied');
    await page.keyboard.press('Enter');
    await tabTo('The application was submitted');
    await page.keyboard.press('Enter');
    await page.waitForURL(/submitted/);
    await tabTo('on[day]');
    await page.keyboard.type('20');
    await tabTo('time');
    await page.keyboard.type('5pm');
    await page.keyboard.press('Enter');
    await page.waitForURL(/recorded=/);
    expect((await facts('submitted')).map((f) => f.at)).toEqual(['2026-11-20T17:00:00Z']);
  });

  it('names somebody and records their account by keyboard alone', async () => {
    await page.goto(`${pages.url}/cases/${caseId}`);
    await tabTo('Name somebody');
    await page.keyboard.press('Enter');
    await page.waitForURL(/person-added/);
    await tabTo('person');
    await page.keyboard.type('Jo Field');
    await tabTo('role');
    await page.keyboard.press('Space');
    await tabTo('mobile');
    await page.keyboard.type('01522 123456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#errors');
    expect(await page.textContent('#errors')).toContain('not a UK mobile');
    expect(await page.inputValue('#mobile')).toBe('01522 123456');
    await page.fill('#mobile', '07700 900123');
    await page.keyboard.press('Enter');
    await page.waitForURL(/recorded=/);
    const main = await page.textContent('main');
    expect(main).toContain('Mobile ends in 123');
    expect(main).not.toContain('900123');

    await page.goto(`${pages.url}/cases/${caseId}/record/account-created`);
    await tabTo('person');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/recorded=/);
    expect((await facts('account-created')).map((f) => f.details.person)).toEqual(['Jo Field']);
  });

  it('keeps the name and number of a person out of every address', async () => {
    await page.goto(`${pages.url}/cases/${caseId}`);
    await page.getByRole('link', { name: /^Complete/ }).click();
    expect(page.url()).toMatch(/person-added\?person=p1$/);
    expect(await page.inputValue('#mobile')).toBe('+447700900123');
    await page.fill('#email', 'jo.field@home.example');
    await page.keyboard.press('Enter');
    await page.waitForURL(/recorded=/);
    expect(await page.textContent('.app-people')).toContain('j•••@home.example');
  });

  /** What the focus is on: the name of a field, or the text of a link or button. */
  const focused = () =>
    page
      .locator(':focus')
      .evaluate((e) => e.getAttribute('name') ?? (e.textContent ?? '').trim())
      .catch(() => '');

  async function tabTo(what: string): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused()) === what) return;
    }
    throw new Error(`Forty presses of Tab did not reach "${what}".`);
  }
});
