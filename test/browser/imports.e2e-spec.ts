import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { describeWithChromium } from '../harness/chromium';
import { importFiles } from '../harness/import-files';
import { faultsOf, type RunningPages, runPages } from '../harness/pages';

jest.setTimeout(60_000);

/** So many homes of one provider, named by their number. */
const homes = (count: number, change: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => {
    const number = String(n).padStart(3, '0');
    return ratingsRow({
      'Location ID': `1-900000${number}`,
      'Location ODS Code': `VZ${number}`,
      'Location Name': `Lodge ${number}`,
      ...change(n),
    });
  });

describeWithChromium('bringing a file in', (browser) => {
  let pages: RunningPages;
  let context: BrowserContext;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caseload-browser-'));
    pages = await runPages('2026-11-23T09:30:00Z');
    context = await browser().newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await pages.signIn(page);
  }, 60_000);
  afterAll(async () => {
    await context.close();
    await pages.close();
    await rm(folder, { recursive: true });
  });

  const main = async (): Promise<string> => (await page.textContent('main')) ?? '';

  /** Opens an address and expects a page without fault. */
  async function open(path: string, status = 200): Promise<void> {
    const response = await page.goto(pages.url + path);
    expect(response?.status()).toBe(status);
    const faults = await faultsOf(page, (await response?.text()) ?? null);
    expect([path, ...faults]).toEqual([path]);
  }

  async function press(name: string): Promise<void> {
    await Promise.all([
      page.waitForNavigation(),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    const faults = await faultsOf(page, null);
    expect([page.url(), ...faults]).toEqual([page.url()]);
  }

  /** Gives a file on the register's page; the worker has not seen it yet. */
  async function give(name: string, content: string): Promise<void> {
    const path = join(folder, name);
    await writeFile(path, content);
    await open('/imports');
    await page.setInputFiles('#file', path);
    await press('See what it would change');
  }

  /** Lets the worker work while nobody looks, and shows the page of the file again. */
  async function letWork(): Promise<void> {
    const path = new URL(page.url()).pathname;
    await page.goto('about:blank');
    await importFiles(pages.app);
    await open(path);
  }

  it('waits for the worker, and tells so', async () => {
    await give('first 2026-06-01.csv', ratingsFile(homes(60)));
    expect(await main()).toContain('It waits to be read.');
    expect(await main()).toContain('under “On their way”');
  });

  it('goes on by itself when the worker has read the file', async () => {
    const progress = await page.request.get(`${page.url()}/progress`);
    expect(await progress.json()).toMatchObject({ state: 'waiting', moving: true });
    const shown = page.waitForSelector('text=Bring it in: exactly this');
    await importFiles(pages.app);
    await shown;
    expect(await main()).toContain('60 of 60 rows can be taken in full.');
  });

  it('shows every record and value before anything happens, a page at a time', async () => {
    const path = new URL(page.url()).pathname;
    await open(path);
    expect(await main()).toContain('Its data are of Monday 1 June 2026.');
    expect(await page.locator('nav[aria-label="Which rows"]').innerText()).toContain(
      'New and changed (61)',
    );
    expect(await page.locator('section[aria-labelledby=changes] tbody').count()).toBe(25);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.fill('#q', 'lodge 059');
    await press('Search');
    expect(await page.locator('section[aria-labelledby=changes] tbody').count()).toBe(1);
    await page.click('summary');
    expect(await page.innerText('details[open]')).toMatch(/ODS code:?\s*VZ059/);
    expect(await pages.db.query('SELECT 1 FROM site')).toEqual([]);
  });

  it('brings in exactly that, and shows what it did', async () => {
    await press('Bring it in: exactly this');
    expect(await main()).toContain('It waits to be brought in.');
    await letWork();
    expect(page.url()).toMatch(/\/imports\/[0-9a-f-]{36}\?done=imported$/);
    expect(await main()).toContain('The file has been brought in.');
    expect(await main()).toContain('60 of 60 rows were taken in full.');
    expect(await pages.db.query('SELECT 1 FROM site')).toHaveLength(60);
  });

  it('shows old and new value of a field, and where the old one is from', async () => {
    const rows = homes(60, (n) => (n === 7 ? { 'Location Name': 'Seventh Heaven' } : {}));
    await give('second 2026-07-01.csv', ratingsFile(rows));
    await letWork();
    const change = page.locator('section[aria-labelledby=changes] tbody');
    expect(await change.innerText()).toMatch(
      /Lodge 007.*Site 1-900000007, row 9.*Name.*Lodge 007.*from first 2026-06-01.csv of Monday 1 June 2026.*Seventh Heaven/s,
    );
    await press('Bring it in: exactly this');
    await letWork();
    await open(`${new URL(page.url()).pathname}?show=changed`);
    expect(await main()).toContain('Seventh Heaven');
  });

  it('says so when a file changes nothing', async () => {
    const rows = homes(60, (n) => (n === 7 ? { 'Location Name': 'Seventh Heaven' } : {}));
    await give('second 2026-07-01.csv', ratingsFile(rows));
    await letWork();
    expect(await main()).toContain('Nothing on the register would change');
    await press('Throw the file away');
    expect(await main()).toContain('The file is thrown away.');
    await open('/imports');
  });

  it('names what is missing from a file with far fewer rows, and wants a word', async () => {
    await give('third 2026-08-01.csv', ratingsFile(homes(30)));
    await letWork();
    expect(await main()).toContain('Far fewer than last time');
    expect(await main()).toMatch(/The file holds 30, where the last one .* held 60\./);
    await page.getByRole('link', { name: 'What is missing from it' }).click();
    await page.waitForSelector('text=The last file of this kind named these');
    expect(await main()).toContain('Lodge 045');
    await open(`${new URL(page.url()).pathname}?show=gone`);
    await press('Bring it in: exactly this');
    expect(await page.textContent('#errors')).toContain('The file holds 30 records');
    await page.check('#confirmed');
    await press('Bring it in: exactly this');
    await letWork();
    expect(await main()).toContain('The file has been brought in.');
    expect(await pages.db.query('SELECT 1 FROM site')).toHaveLength(60);
  });

  it('lists what to look at, row by row', async () => {
    const rows = [...homes(30), ratingsRow({ 'Location ID': 'x' })];
    await give('fourth 2026-09-01.csv', ratingsFile(rows));
    await letWork();
    await page.getByRole('link', { name: 'To look at (1)' }).click();
    await page.waitForSelector('text=is not a CQC location ID');
    await open(`${new URL(page.url()).pathname}?show=aside`);
    expect(await main()).toContain('Row 32');
  });

  it('stops when it is told to, keeps the file, and goes on', async () => {
    await give('fifth 2026-10-01.csv', ratingsFile(homes(30)));
    await press('Stop');
    expect(await main()).toContain('This was stopped. Nothing on the register has changed');
    await open(new URL(page.url()).pathname);
    await press('Go on with it');
    await letWork();
    expect(await main()).toContain('Nothing on the register would change');
  });

  it('says in a sentence why a file cannot be taken', async () => {
    await give('package.json', await readFile('package.json', 'utf8'));
    await letWork();
    expect(await main()).toContain('This file cannot be taken');
    await press('Throw the file away');
  });

  it('keeps what was chosen when the form is not complete', async () => {
    await open('/imports');
    await page.click('summary');
    await page.check('#kind-3');
    await page.fill('#asOf-day', '40');
    await press('See what it would change');
    const [file = '', day = ''] = await page.locator('#errors li').allInnerTexts();
    expect(file).toBe('Choose the file to bring in');
    expect(day).toMatch(/day/i);
    expect(await page.isChecked('#kind-3')).toBe(true);
    expect(await page.inputValue('#asOf-day')).toBe('40');
  });

  it('refuses to take an import back on which a later one rests, and names it', async () => {
    await open('/imports');
    await page.getByRole('link', { name: 'first 2026-06-01.csv' }).click();
    await page.getByRole('link', { name: 'Take this import back' }).click();
    await page.waitForSelector('h1:has-text("Take back")');
    await open(new URL(page.url()).pathname);
    expect(await main()).toContain('these came later and rest on it');
    expect(await page.locator('.app-rows li').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/second 2026-07-01.csv.*Later import/s)]),
    );
  });

  it('takes the newest back, and says so ever after', async () => {
    await open('/imports');
    await page.getByRole('link', { name: 'third 2026-08-01.csv' }).click();
    await page.getByRole('link', { name: 'Take this import back' }).click();
    await page.waitForSelector('h1:has-text("Take back")');
    await press('Take it back');
    expect(await main()).toContain('The import is taken back: the register is as it was before.');
    await open('/imports');
    expect(await page.locator('tbody tr').first().innerText()).toMatch(
      /third.*Taken back on .* by Priya Shah/s,
    );
    await page.getByRole('link', { name: 'third 2026-08-01.csv' }).click();
    await open(new URL(page.url()).pathname);
    await open(`${new URL(page.url()).pathname}/undo`);
  });
});
