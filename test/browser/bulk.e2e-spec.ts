import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import type { BrowserContext, Page } from 'playwright-core';
import { buildSite } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

const homes = ['Ashby House', 'Birch Court', 'Cedar Lodge', 'Dove Cottage', 'Elm Grange'];

describeWithChromium('a group, and one thing done to many', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let providerId: string;

  beforeAll(async () => {
    pages = await runPages('2026-11-24T10:00:00Z');
    const { app, db, officerId } = pages;
    const sealer = app.get(Sealer);
    const cases = app.get(CasesService);
    const locationIds: string[] = [];
    for (const [n, name] of homes.entries()) {
      const contact = {
        name: 'Sam Carter',
        email: n < 3 ? 'sam@group.example' : `m${n}@x.example`,
      };
      const { locationId } = await buildSite(db, { name, town: 'Lincoln', contact, sealer });
      locationIds.push(locationId);
      if (n === 4) continue;
      const { id } = await cases.open({ locationId, officerId, on: '2026-11-02' }, 'test');
      if (n === 3)
        await cases.record(
          id,
          { type: 'closed', at: '2026-11-20T10:00:00Z', reason: 'Declined' },
          'test',
        );
    }
    await db.query(
      `UPDATE site SET provider_id = (SELECT provider_id FROM site WHERE location_id = $1)
        WHERE location_id = ANY ($2)`,
      [locationIds[0], locationIds],
    );
    const [row] = await db.query<{ id: string }>(
      'SELECT provider_id AS id FROM site WHERE location_id = $1',
      [locationIds[0]],
    );
    providerId = row?.id ?? '';
    context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
  });

  const said = async () => ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ');
  const heading = async () => ((await page.textContent('h1')) ?? '').trim();
  const tick = (name: string) => page.getByRole('checkbox', { name, exact: true }).check();
  async function follow(role: 'button' | 'link', name: string | RegExp): Promise<void> {
    const loaded = page.waitForEvent('load');
    await page.getByRole(role, { name, exact: typeof name === 'string' }).click();
    await loaded;
  }
  const isGood = async (asSent = true): Promise<void> => {
    const sent = asSent ? await (await context.request.get(page.url())).text() : null;
    expect([page.url(), ...(await faultsOf(page, sent))]).toEqual([page.url()]);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const shown = async (): Promise<string[]> =>
    page
      .locator('main table tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          (row as unknown as { innerText: string }).innerText.replace(/\s+/g, ' ').trim(),
        ),
      );

  it('shows a provider’s homes with their cases on one page', async () => {
    await page.goto(`${pages.url}/providers/${providerId}`);
    await follow('link', 'All its homes on one page, with their cases');
    expect(await said()).toContain('5 sites');
    expect(await said()).toContain('3 open cases');
    expect(await said()).toContain('1 without a case');
    expect(await said()).toContain('3 homes: Ashby House, Birch Court, Cedar Lodge');
    await isGood();
  });

  it('asks for a choice when nothing was ticked', async () => {
    await follow('button', 'Do something with those ticked');
    expect(await heading()).toBe('Choose again');
    expect(await said()).toContain('Choose at least one case first');
    await isGood(false);
    await follow('link', 'Back to the list');
  });

  it('shows what would happen to each before anything is done', async () => {
    for (const name of homes.slice(0, 4)) await tick(name);
    await follow('button', 'Do something with those ticked');
    expect(await heading()).toBe('What do you want to do?4 cases');
    await isGood();
    await follow('link', 'Ask the homes something');
    await isGood();
    await follow('button', 'See what would happen');
    expect(await page.textContent('.nhsuk-error-summary')).toContain('Write what you need to know');
    await isGood(false);
    await page.getByLabel('What do you need to know?').fill('the names of your staff');
    await follow('button', 'See what would happen');
    expect(await said()).toContain(
      'Nothing has been done yet. 3 would be done, 1 would not be done.',
    );
    expect(await said()).toContain('This case is closed; reopen it');
    await isGood();
    const { length } = await pages.db.query('SELECT FROM letter');
    expect(length).toBe(0);
  });

  it('does it, tells what came of each, and takes it back', async () => {
    await follow('button', 'Ask the homes something: 3 cases');
    expect(await said()).toContain('3 done, 1 not done.');
    await isGood();
    const letters = await pages.db.query("SELECT FROM letter WHERE 'ask' = ANY (kinds)");
    expect(letters).toHaveLength(1);
    await page.reload();
    await follow('button', 'Take it back: 3 cases');
    expect(await said()).toContain('3 taken back.');
    expect((await shown()).filter((row) => row.includes('Ashby House'))).toHaveLength(1);
    await isGood();
    const gone = await pages.db.query("SELECT FROM letter WHERE status = 'withdrawn'");
    expect(gone).toHaveLength(1);
  });

  it('opens a case where there is none', async () => {
    await page.goto(`${pages.url}/groups/${providerId}`);
    await follow('button', 'Open cases for 2 sites without one');
    await page.getByLabel('Who looks after the cases?').selectOption({ label: 'Priya Shah' });
    await follow('button', 'See what would happen');
    await follow('button', 'Open cases: 2 sites');
    expect(await said()).toContain('2 done.');
    await page.goto(`${pages.url}/bulk`);
    expect(await said()).toContain('Open cases');
    await isGood();
  });

  it('takes every case of a list', async () => {
    await page.goto(`${pages.url}/cases?provider=${providerId}`);
    expect(await said()).toContain('All homes of this provider on one page');
    await follow('button', /^… with/);
    expect(await heading()).toBe('What do you want to do?5 cases');
    await follow('link', 'Park the cases');
    await isGood();
  });
});
