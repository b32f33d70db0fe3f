import { type FactType, factTypes } from '@app/domain';
import type { BrowserContext, Page, Response } from 'playwright-core';
import { factForms } from '../../apps/api/src/officer/record-fact/fact-forms';
import { buildOfficer, buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { importFiles } from '../harness/import-files';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

/**
 * Every page and every error state, without JavaScript of ours (there is none): accessible, valid,
 * whole on a narrow screen, and loading nothing it may not load.
 */
jest.setTimeout(60_000);

describeWithChromium('pages', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  /** What the browser refused to load or run, or could not find. */
  const complaints: string[] = [];
  let site: string;
  let caseUrl: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-23T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4'))
        complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'document' && response.status() >= 400)
        complaints.push(`${response.status()} ${response.url()}`);
    });
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  /** Opens an address and expects a page without fault. */
  async function open(path: string, status = 200): Promise<void> {
    const response = await page.goto(pages.url + path);
    await expectGood(response, status);
  }

  /** Presses a button of the present page and expects a page without fault. */
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
    expect(response.status()).toBe(status);
    await page.waitForLoadState();
    expect([page.url(), ...(await faultsOf(page, await response.text()))]).toEqual([page.url()]);
  }

  /** Lets the worker read or bring in what was given, and opens its page again. */
  async function lookAgainAfterWork(): Promise<void> {
    const path = new URL(page.url()).pathname;
    await page.goto('about:blank');
    await importFiles(pages.app);
    await open(path);
  }

  const heading = () => page.textContent('h1');

  it('asks a stranger to sign in', async () => {
    await open('/cases');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  it('lets the officer in by a link', async () => {
    await pages.signIn(page);
    expect(await heading()).toContain('Today');
  });

  it('guides from an empty service to the register', async () => {
    await open('/');
    expect(await page.textContent('main')).toContain('There are no sites yet');
    await open('/sites');
    await open('/cases');
    await open('/mail-tray');
    await open('/mail-tray?show=trouble');
  });

  it('imports the register, and says what is wrong with another file', async () => {
    await open('/imports');
    await press('See what it would change', 422);
    await page.setInputFiles('#file', 'package.json');
    await press('See what it would change');
    await lookAgainAfterWork();
    expect(await page.textContent('main')).toContain('This file cannot be taken');
    await open('/imports');
    await page.setInputFiles('#file', 'data/lincolnshire_latest_ratings_2026.csv');
    await press('See what it would change');
    await lookAgainAfterWork();
    await press('Bring it in: exactly this');
    await lookAgainAfterWork();
    expect(await page.textContent('main')).toContain('478');
    await open('/imports');
  });

  it('lists and searches sites', async () => {
    await open('/sites');
    await page.fill('#q', 'no such home anywhere');
    await press('Search');
    expect(await page.textContent('main')).toContain('No site matches');
    await page.fill('#q', 'spalding');
    await page.check('#careHomes');
    await press('Search');
    await open('/sites?cursor=nonsense', 422);
  });

  it('shows a site and takes an address for letters', async () => {
    await open('/sites?q=spalding&careHomes=yes');
    site = (await page.getAttribute('tbody a', 'href')) ?? '';
    await open(site);
    await open(`${site}/contact`);
    await page.fill('#email', 'nobody');
    await press('Save the address', 422);
    await page.fill('#name', 'Jo Field');
    await page.fill('#email', 'jo.field@home.example');
    await press('Save the address');
    expect(await page.textContent('main')).toContain('jo.field@home.example');
  });

  it('opens a case', async () => {
    await open(`${site}/open-case`);
    await page.fill('#on-day', '32');
    await press('Open the case', 422);
    await page.fill('#on-day', '12');
    await press('Open the case');
    caseUrl = new URL(page.url()).pathname;
    await open(`${site}/open-case`);
    await press('Open the case', 422);
    expect(await page.textContent('#errors')).toContain('open case already');
  });

  it('offers every kind of fact, the likely ones first, and says why one cannot be', async () => {
    await open(`${caseUrl}/record`);
    expect(await page.locator('section[aria-labelledby=next] a').allInnerTexts()).toEqual([
      'The provider was asked something',
      'The provider agreed to be helped',
      'The provider declined',
    ]);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect([page.url(), ...(await faultsOf(page, null))]).toEqual([page.url()]);
    const main = await page.textContent('main');
    expect(main).toContain('No account has been created for that person');
    expect(main).not.toContain('The provider wants reminders again');
  });

  it('shows the form of every kind of fact, and what is wrong with an empty one', async () => {
    for (const type of formTypes) {
      await open(`${caseUrl}/record/${type}`);
      for (const box of await page.locator('main input[type=text], main textarea').all())
        await box.fill('');
      await press(factForms[type].button, 422);
      expect([type, await page.locator('#errors a').count()]).not.toEqual([type, 0]);
      for (const link of await page.locator('#errors a').all()) {
        const target = (await link.getAttribute('href')) ?? '';
        expect([type, target, await page.locator(target).count()]).toEqual([type, target, 1]);
      }
    }
  }, 240_000);

  it('summarises what is wrong with a form, keeps what was typed, and links to the field', async () => {
    await open(`${caseUrl}/record/otp-requested`);
    await page.fill('#on-day', '31');
    await page.fill('#on-month', '2');
    await press('Record the request', 422);
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.locator('#errors').evaluate((e) => e.matches(':focus'))).toBe(true);
    expect(await page.inputValue('#on-day')).toBe('31');
    await page.click('#errors a >> nth=0');
    expect(
      await page.locator('input[name=channel] >> nth=0').evaluate((e) => e.matches(':focus')),
    ).toBe(true);
  });

  it('refuses what contradicts the case, in the sentence of the rule', async () => {
    await open(`${caseUrl}/record/otp-received`);
    await press('Record that it arrived', 422);
    expect(await page.textContent('#errors')).toContain('No passcode has been requested');
  });

  it('records a passcode, fires what is due, and shows the letter as its reader sees it', async () => {
    await open(`${caseUrl}/record/otp-requested`);
    await page.check('input[value=post]');
    await page.fill('#on-day', '17');
    await press('Record the request');
    await pages.work();
    await open(caseUrl);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect([page.url(), ...(await faultsOf(page, null))]).toEqual([page.url()]);
    await open('/mail-tray');
    await open((await page.getAttribute('tbody a', 'href')) ?? '');
    const letter = page.frameLocator('iframe').locator('h1');
    expect(await letter.textContent()).toContain('passcode');
  });

  it('asks why when a rule may be set aside', async () => {
    await open(`${caseUrl}/record/submitted`);
    await page.fill('#on-day', '20');
    await page.fill('#time', '17:00');
    await press('Record the submission');
    await open(`${caseUrl}/record/submitted`);
    await page.fill('#time', '9am');
    await press('Record the submission', 422);
    expect(await page.textContent('main')).toContain('say why it was submitted again');
    await page.fill('#override', 'The first one was lost');
    await press('Record the submission');
    expect(await page.textContent('.app-timeline')).toMatch(
      /Set aside: An application is with NHSmail already.* Because: The first one was lost/,
    );
    expect(await page.textContent('section[aria-labelledby=known]')).toContain(
      'because: The first one was lost',
    );
  });

  it('shows both sides of a conflict and loses nothing typed', async () => {
    await open(`${caseUrl}/record/note-added`);
    await page.fill('#text', 'What I wrote');
    const other = await context.newPage();
    await other.goto(`${pages.url}${caseUrl}/record/note-added`);
    await other.fill('#text', 'What somebody else wrote');
    await other.getByRole('button', { name: 'Add the note' }).click();
    await other.close();
    await press('Add the note', 409);
    expect(await page.textContent('#changes')).toContain('What somebody else wrote');
    expect(await page.inputValue('#text')).toBe('What I wrote');
    await press('Add the note');
    const timeline = await page.textContent('.app-timeline');
    expect(timeline).toContain('What I wrote');
    expect(timeline).toContain('What somebody else wrote');
  });

  it('refuses a passcode in a note without keeping it', async () => {
    await open(`${caseUrl}/record/note-added`);
    await page.fill('#text', 'The passcode is 482913');
    await press('Add the note', 422);
    const kept = await pages.db.query("SELECT 1 FROM fact WHERE details::text LIKE '%482913%'");
    expect(kept).toEqual([]);
  });

  it('takes a fact back with a reason, and keeps it on show', async () => {
    await open(caseUrl);
    await page
      .getByRole('link', { name: /^Take back ?: Note/ })
      .first()
      .click();
    await press('Take it back', 422);
    await page.fill('#override', 'Written on the wrong case');
    await press('Take it back');
    expect(await page.textContent('.app-timeline__gone s')).toBe('Note');
  });

  it('shows today with calls to make, and marks one as done', async () => {
    await pages.work('2026-11-25T09:05:00Z');
    await pages.signIn(page);
    await open('/');
    await open('/?whose=mine');
    const [task] = await pages.db.query<{ id: string }>(
      "SELECT id FROM task WHERE status = 'open' ORDER BY due_at LIMIT 1",
    );
    await open(`/tasks/${task?.id}`);
    await page.fill('#note', 'The password is hunter22');
    await press('Mark the call as done', 422);
    await page.fill('#note', 'They look into it');
    await press('Send it again');
    expect(await page.textContent('[role=status]')).toContain('marked as done');
  });

  it('asks about a letter of which nobody knows if it arrived', async () => {
    await pages.db.query("UPDATE letter SET status = 'unknown'");
    await open('/mail-tray?show=trouble');
    await open('/');
    await press(/^It arrived/);
    expect(await page.textContent('[role=status]')).toContain('arrived');
    await pages.db.query("UPDATE letter SET status = 'refused', server_reply = '550 no such user'");
    await open('/');
    await open('/mail-tray');
  });

  it('labels invented homes', async () => {
    await pages.db.query('UPDATE application_case SET practice = true');
    for (const path of ['/', '/cases', caseUrl, '/mail-tray', site]) {
      await open(path);
      expect(await page.textContent('body')).toContain('Practice caseload: invented homes');
    }
  });

  it('closes and reopens', async () => {
    await open(`${caseUrl}/record/closed`);
    await press('Close the case', 422);
    await page.check('input[value=Declined]');
    await press('Close the case');
    await open(`${caseUrl}/record`);
    await open('/cases?open=no');
    await open(`${caseUrl}/record/reopened`);
    await press('Reopen the case', 422);
    await page.fill('#override', 'A new manager wants it');
    await press('Reopen the case');
    const main = await page.textContent('main');
    expect(main).toContain('No dates run on this case');
    expect(main).toContain('A new manager wants it');
  });

  it('answers wrong addresses with pages', async () => {
    await open('/nowhere', 404);
    await open('/cases/not-an-id', 404);
    await open('/cases/3f0f2f3e-0000-4000-8000-000000000000', 404);
    await open(`${caseUrl}/record/case-opened`, 404);
    await open(`${caseUrl}/record/retracted?fact=3f0f2f3e-0000-4000-8000-000000000000`, 404);
    await open('/sites/1-000000000', 404);
    await open('/tasks/3f0f2f3e-0000-4000-8000-000000000000', 404);
    await open('/mail-tray/3f0f2f3e-0000-4000-8000-000000000000', 404);
    await open('/imports/3f0f2f3e-0000-4000-8000-000000000000', 404);
  });

  it('keeps a page of fifty under thirty kilobytes', async () => {
    const officer = await buildOfficer(pages.db, { name: 'Tom Webb' });
    await fiftyCalls(pages, officer);
    for (const path of ['/', '/cases', '/sites', '/mail-tray']) {
      const response = await page.request.get(pages.url + path);
      const weight = (await response.body()).length;
      expect([path, weight <= 30_000]).toEqual([path, true]);
    }
    await open('/');
    expect(await page.getByRole('button', { name: 'Done' }).count()).toBe(30);
  });

  it('made the browser refuse nothing', () => {
    expect(complaints).toEqual([]);
  });
});

/** Every form: opening a case and taking back have pages of their own. */
const formTypes = (Object.keys(factTypes) as FactType[]).filter(
  (type) => type !== 'case-opened' && type !== 'retracted',
);

/** Sixty more cases, each with a call to make and letters written, in homes with long names. */
async function fiftyCalls(pages: RunningPages, officerId: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const { locationId } = await buildSite(pages.db, {
      name: `The Old Rectory Residential and Nursing Home ${n}`,
      town: 'Sutton-on-Sea',
    });
    await pages.db.query(
      `WITH c AS (
         INSERT INTO application_case (id, location_id, version, open, stage, waiting_on, officer_id,
                                       opened_on, stalls, changed_at, parked_until)
         VALUES (gen_random_uuid(), $1, 1, true, 'submitted', 'nhsmail', $2, '2026-11-01', '{}', $3, '2026-12-01')
         RETURNING id
       ), t AS (
         INSERT INTO task (id, case_id, addressee, kind, status, due_at, created_at)
         SELECT gen_random_uuid(), id, 'officer', 'nhsmail-reply/call', 'open',
                '2026-11-23T09:00:00Z', $3 FROM c
       ), l AS (
         INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                             planned_at, day)
         SELECT gen_random_uuid(), sha256(id::text::bytea), '{otp-arrived}', true,
                gen_random_uuid()::text, 'Has your passcode for NHSmail arrived?', '', 'sent', $3,
                '2026-11-23' FROM c
         RETURNING id
       )
       INSERT INTO letter_part (letter_id, seq, case_id, recipient, kind)
       SELECT l.id, 1, c.id, 'provider', 'otp-arrived' FROM l, c`,
      [locationId, officerId, '2026-11-23T09:00:00Z'],
    );
  }
}
