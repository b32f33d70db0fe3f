import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { AskAgainService, FireDueService } from '@app/cases';
import { MailLane } from '@app/letters';
import { keepHistories } from '@app/measures';
import { SignInLinks } from '@app/officers';
import { Database, type RunningConfig, SettableClock } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HtmlValidate } from 'html-validate';
import { pino } from 'pino';
import type { BrowserContext, Page } from 'playwright-core';
import { createApi } from '../../apps/api/src/create-api';
import { buildOfficer } from '../builders/register';
import { testDatabase } from './database';
import { testConfig } from './running-config';

/** The whole HTTP process on a database of its own, with a clock that is set by hand. */
export interface RunningPages {
  url: string;
  /** For what no page does. */
  app: NestExpressApplication;
  db: Database;
  clock: SettableClock;
  /** Priya Shah, who signs in. */
  officerId: string;
  /** Opens a one-time link and presses its button, as an officer does. */
  signIn(page: Page): Promise<void>;
  /** Does what the worker does at this moment: fires what is due and sends the letters. */
  work(now?: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param now ISO 8601 instant the clock stands at
 * @param change what the configuration holds besides
 */
export async function runPages(
  now: string,
  change: Partial<RunningConfig> = {},
): Promise<RunningPages> {
  const database = await testDatabase();
  const clock = new SettableClock(now);
  const app = await createApi({
    config: testConfig(database.url, change),
    clock,
    logger: pino({ level: 'silent' }),
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const db = app.get(Database);
  const officerId = await buildOfficer(db, { name: 'Priya Shah' });
  return {
    url,
    app,
    db,
    clock,
    officerId,
    signIn: async (page) => {
      const link = await app.get(SignInLinks).make(officerId);
      await page.goto(url + new URL(link.url).pathname);
      await page.click('main button');
    },
    work: async (moment) => {
      if (moment) clock.set(moment);
      await app.get(FireDueService).drain();
      await app.get(AskAgainService).run();
      await app.get(MailLane).sendDue();
      await keepHistories(db);
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  id: string;
  help: string;
  /** The beginning of the first element at fault. */
  html: string;
}

/** What axe found to be right is left in the browser: there are thousands of lines of it a page. */
const askAxe = `axe
  .run(document, {
    iframes: false,
    resultTypes: ['violations'],
    runOnly: ${JSON.stringify(axeRules)},
  })
  .then(({ violations }) =>
    violations.map(({ id, help, nodes }) => ({ id, help, html: nodes[0].html.slice(0, 160) })),
  )`;

const withAxe = new WeakSet<BrowserContext>();

/** Half a megabyte: handed over once, and from then on part of every page that is opened. */
async function letAxeBeThere(page: Page): Promise<void> {
  const context = page.context();
  if (!withAxe.has(context)) {
    withAxe.add(context);
    await context.addInitScript(axe);
  }
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
}

/** The kit gives a fieldset with dates the role it has anyway, and homes have long names. */
const html = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'no-redundant-role': 'off',
    'long-title': 'off',
    // Boxes to tick of one question share its name, as buttons do.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
  },
});

/** The narrowest telephones, a common one, and a desk: at twice its size, and as it is. */
const widths = [320, 390, 640, 1280];

/**
 * Everything a machine can find wrong with the page as it stands: accessibility by axe, its HTML as
 * the server sent it, and content that runs out at the side of a narrow screen.
 * @param sent the answer's body; null when the page was changed since by hand
 * @returns one line for each fault; none for a good page
 */
export async function faultsOf(page: Page, sent: string | null): Promise<string[]> {
  const shown = await page.evaluate<string>('document.documentElement.outerHTML');
  const key = `${sent === null}${shown}`.replace(drawnByChance, '');
  const known = judged.get(key) ?? (await judge(page, sent));
  judged.set(key, known);
  return known;
}

/** Pages that were judged already: the same page has the same faults, however often it is opened. */
const judged = new Map<string, string[]>();

/** The words that differ each time a page is made: tokens of forms. */
const drawnByChance = /(?<=name="formToken" value=")[^"]*/g;

/** What a template makes of a value it was not meant to get. */
const noText = /\[object \w+\]/;

async function judge(page: Page, sent: string | null): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (needed > width) faults.push(`is ${needed} wide on a screen of ${width}`);
  }
  if (noText.test(await page.locator('body').innerText()))
    faults.push('shows something that is no text');
  await letAxeBeThere(page);
  for (const { id, help, html } of await page.evaluate<Violation[]>(askAxe))
    faults.push(`axe ${id}: ${help}: ${html}`);
  if (sent === null) return faults;
  const report = await html.validateString(sent);
  for (const { messages } of report.results)
    for (const m of messages) faults.push(`html ${m.ruleId}, line ${m.line}: ${m.message}`);
  return faults;
}
