import { CasesService } from '@app/cases';
import { SignInLinks } from '@app/officers';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

describeWithChromium('dates and rules', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    const { app, db, officerId } = pages;
    const cases = app.get(CasesService);
    for (const name of ['The Larches', 'Church View']) {
      const { locationId } = await buildSite(db, {
        name,
        town: 'Spalding',
        sealer: app.get(Sealer),
        contact: { name: 'Jo Field', email: 'jo.field@home.example' },
      });
      const { id } = await cases.open({ locationId, officerId, on: '2026-11-20' }, 'officer:x');
      const asked = { type: 'otp-requested', on: '2026-11-20', channel: 'post' };
      await cases.record(id, asked, 'officer:x');
    }
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  async function signIn(id: string): Promise<void> {
    const { url } = await pages.app.get(SignInLinks).make(id);
    await page.goto(pages.url + new URL(url).pathname);
    await page.click('main button');
  }

  /** Expects the present page to be without fault. */
  async function expectGood(status: number, body: string, answered: number): Promise<void> {
    expect([page.url(), answered]).toEqual([page.url(), status]);
    expect([page.url(), ...(await faultsOf(page, body))]).toEqual([page.url()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  async function open(path: string, status = 200): Promise<void> {
    const response = await page.goto(pages.url + path);
    await expectGood(status, (await response?.text()) ?? '', response?.status() ?? 0);
  }

  async function press(name: string, status = 200): Promise<void> {
    const [response] = await Promise.all([
      page.waitForResponse((r) => r.request().resourceType() === 'document' && r.status() !== 303),
      page.getByRole('button', { name, exact: true }).first().click(),
    ]);
    await page.waitForLoadState();
    await expectGood(status, await response.text(), response.status());
  }

  const text = () => page.innerText('main');

  it('tell an officer what is in force in words, and offer nothing to change', async () => {
    await pages.signIn(page);
    await open('/policy');
    const shown = await text();
    for (const part of [
      'Version 1',
      'between 9:00 and 17:00 on working days',
      '5 calendar days later',
      'Has the passcode arrived?',
      'On working day 20',
      'Known until',
      'Friday 25 December 2026',
    ])
      expect(shown.toLowerCase()).toContain(part.toLowerCase());
    expect(await page.locator('main').getByRole('button').count()).toBe(0);
    await open('/policy/draft');
    expect(await text()).toContain('A lead can begin one');
  });

  it('take a bank holiday from a lead into a draft, and refuse what is none', async () => {
    await signIn(await buildOfficer(pages.db, { name: 'Ana Lead', role: 'lead' }));
    await open('/policy');
    await press('Put it into the draft', 422);
    expect(await page.textContent('#errors')).toContain('Enter what the day is called');
    await page.fill('#date-day', '25');
    await page.fill('#date-month', '12');
    await page.fill('#date-year', '2026');
    await page.fill('#title', 'Christmas again');
    await press('Put it into the draft', 422);
    expect(await page.textContent('#errors')).toContain('there already: Christmas Day');
    await page.fill('#date-day', '30');
    await page.fill('#date-month', 'November');
    await page.fill('#title', 'Day of mourning');
    await press('Put it into the draft');
    expect(await text()).toContain('Monday 30 November 2026');
    expect(await text()).toContain('Not worked out yet');
    await open('/policy');
    expect(await text()).toContain('There is a draft');
  });

  it('show what the draft would do, case by case, and do exactly that', async () => {
    await open('/policy/draft');
    await press('See what it would do');
    const shown = await text();
    expect(shown).toContain('2 cases are concerned');
    expect(shown).toContain('The Larches');
    expect(shown).toContain('Monday 30 November 2026 at 9:00am');
    expect(shown).toContain('Tuesday 1 December 2026 at 9:00am');
    await press('Publish: do exactly this');
    expect(await page.textContent('h1')).toContain('Version 2');
    expect(await text()).toContain('by Ana Lead');
    await page.getByRole('link', { name: 'Version 1' }).click();
    expect(await page.textContent('h1')).toContain('Version 1');
    await open('/policy/versions/1');
    await open('/policy/versions/99', 404);
  });

  it('take a number from a form into a draft, and say which is none', async () => {
    await open('/policy/draft');
    const letter = page.getByLabel('Letter: has the passcode arrived?').first();
    await letter.fill('eight');
    await press('Put these into the draft', 422);
    expect(await page.textContent('#errors')).toContain('give a whole number');
    expect(await letter.inputValue()).toBe('eight');
    await letter.fill('8');
    const until = page.getByLabel('Letters and calls go out until');
    await until.fill('30');
    await press('Put these into the draft', 422);
    expect(await until.getAttribute('aria-invalid')).toBe('true');
    await until.fill('17');
    await page.fill('#why', 'The post is slow');
    await press('Put these into the draft');
    expect(await page.textContent('h1')).toContain('The post is slow');
    const changes = page.locator('section[aria-labelledby=differences] tbody tr');
    expect(await changes.allInnerTexts()).toEqual([expect.stringContaining('8 calendar days')]);
    await press('See what it would do');
    await press('Discard the draft');
  });

  it('take other changes as JSON, tell each fault in words, and keep what was typed', async () => {
    await open('/policy/draft');
    const document = await page.inputValue('#document');
    await page.getByText('Everything, as JSON').click();
    await page.fill('#document', '{ "sendingHours": ');
    await press('Save the draft', 422);
    expect(await page.textContent('#errors')).toContain('not JSON');
    expect(await page.inputValue('#document')).toBe('{ "sendingHours":');
    await page.fill('#reason', 'Calls to the lead');
    await page.fill('#document', document.replace('"to": "officer"', '"to": "nobody"'));
    await press('Save the draft', 422);
    expect(await page.textContent('#errors')).toContain('ladders, otp-arrival, rung 3, to');
    await page.fill('#document', document.replace('"to": "officer"', '"to": "lead"'));
    await press('Save the draft');
    expect(await text()).toContain('for the lead');
    await press('See what it would do');
    await press('Discard the draft');
    await open('/policy/draft');
    expect(await page.textContent('h1')).toContain('No draft');
  });

  it('say so when the caseload has changed since what was seen', async () => {
    await open('/policy');
    await page.fill('#date-day', '4');
    await page.fill('#date-month', '12');
    await page.fill('#date-year', '2026');
    await page.fill('#title', 'Another day');
    await press('Put it into the draft');
    await press('See what it would do');
    const [row] = await pages.db.query<{ id: string }>('SELECT id FROM application_case LIMIT 1');
    const received = { type: 'otp-received', on: '2026-11-22' };
    await pages.app.get(CasesService).record(row?.id ?? '', received, 'officer:x');
    const use = { type: 'submitted', at: '2026-11-23T09:00:00Z', override: 'Test' };
    await pages.app.get(CasesService).record(row?.id ?? '', use, 'officer:x');
    await press('Publish: do exactly this', 409);
    expect(await page.textContent('#errors')).toContain('caseload has changed');
  });
});
