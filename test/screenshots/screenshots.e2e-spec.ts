import type { AddressInfo } from 'node:net';
import { MailLane } from '@app/letters';
import { keepHistories } from '@app/measures';
import { SignInLinks } from '@app/officers';
import { Database, SettableClock } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { createApi } from '../../apps/api/src/create-api';
import { firstRunTown } from '../../apps/caseload/src/practice/first-run';
import { runPractice } from '../../apps/caseload/src/practice/run-practice';
import { buildOfficer } from '../builders/register';
import { describeWithChromium } from '../harness/chromium';
import { type TestDatabase, testDatabase } from '../harness/database';
import { isApi, routesOf } from '../harness/routes';
import { testConfig } from '../harness/running-config';
import { addressOf, linksOf } from './addresses';
import { furnish } from './furnish';
import { isForStrangers, noPages, pageList, pictureName, sentEmpty } from './page-list';
import { Camera, guidePictures, takeForGuide } from './take-pictures';

/** A Monday in sending hours; the town is the one a first start makes. */
const now = '2026-11-23T09:30:00Z';

const folder = process.env.SCREENSHOTS;
const guide = process.env.SCREENSHOTS_GUIDE;

/** One process on a database of its own. */
interface Running {
  app: NestExpressApplication;
  database: TestDatabase;
  url: string;
}

async function start(withTown: boolean): Promise<Running> {
  const database = await testDatabase();
  const config = testConfig(database.url);
  if (withTown) {
    const clock = new SettableClock(Temporal.Instant.from(now));
    await runPractice(config, clock, firstRunTown, { checked: false });
  }
  const clock = new SettableClock(now);
  const app = await createApi({ config, clock, logger: pino({ level: 'silent' }) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, database, url: `http://127.0.0.1:${port}` };
}

async function stop({ app, database }: Running): Promise<void> {
  await app.close();
  await database.drop();
}

describe('the list of pages to make pictures of', () => {
  let routes: string[];

  beforeAll(async () => {
    const running = await start(false);
    routes = routesOf(running.app)
      .filter((route) => route.method === 'get' && !isApi(route))
      .map(({ path }) => path);
    await stop(running);
  }, 60_000);

  it('has every page, and none that is gone', () => {
    const pages = routes.filter((path) => !noPages.some(([fits]) => fits.test(path)));
    expect(Object.keys(pageList).sort()).toEqual([...new Set(pages)].sort());
    expect(noPages.filter(([fits]) => !routes.some((path) => fits.test(path)))).toEqual([]);
  });

  it('says for each place in an address what belongs there', () => {
    const odd = Object.entries(pageList).filter(
      ([route, subject]) =>
        [...route.matchAll(/:(\w+)/g)]
          .map(([, place]) => place)
          .sort()
          .join() !==
        Object.keys(subject)
          .filter((place) => place !== '?')
          .sort()
          .join(),
    );
    expect(odd).toEqual([]);
  });

  it('gives each picture a name of its own', () => {
    const names = Object.keys(pageList).map(pictureName);
    expect(new Set(names).size).toBe(names.length);
    expect(guidePictures.filter((name) => !names.includes(name))).toEqual([]);
    expect(sentEmpty.filter((route) => !(route in pageList))).toEqual([]);
  });
});

/** Only where somebody asks for it, by `npm run screenshots`: it takes minutes. */
if (folder)
  describeWithChromium('pictures of every page', (browser: () => Browser) => {
    const camera = new Camera(folder);

    async function signIn({ app, url }: Running, page: Page, officerId: string): Promise<void> {
      const link = await app.get(SignInLinks).make(officerId);
      await page.goto(url + new URL(link.url).pathname);
      await page.click('main button');
    }

    async function newPage(): Promise<Page> {
      const context = await browser().newContext({ reducedMotion: 'reduce', locale: 'en-GB' });
      return context.newPage();
    }

    it('of a service that holds nothing yet', async () => {
      const running = await start(false);
      const page = await newPage();
      await signIn(running, page, await buildOfficer(running.app.get(Database)));
      for (const route of ['/', '/stalled', '/cases', '/sites', '/dashboards', '/measures']) {
        await page.goto(running.url + route);
        await camera.take(page, `${pictureName(route)}-empty`, `${route}, while nothing is there`);
      }
      await page.context().close();
      await stop(running);
    }, 120_000);

    it('of the practice caseload', async () => {
      const running = await start(true);
      const { app, url } = running;
      const db = app.get(Database);
      const officers = await db.query<{ id: string }>(
        "SELECT id FROM officer WHERE email = 'officer@practice.example'",
      );
      const [desk, stranger] = [await newPage(), await newPage()];
      const officerId = officers[0]?.id ?? '';
      await signIn(running, desk, officerId);
      await chooseMany(running, desk);
      await sendPeopleForm(running, desk);
      await keepHistories(db);
      const links = await linksOf(app, url);
      const left: string[] = [];
      /** @returns false when there is nothing of the kind */
      const open = async (route: string): Promise<boolean> => {
        const subject = pageList[route] ?? {};
        const page = isForStrangers(route) ? stranger : desk;
        const path = await addressOf(db, route, subject, links, page, url);
        const answer = path === null ? null : await page.goto(url + path);
        if (!answer || (answer.status() >= 400 && !path?.includes('unknown'))) return false;
        await camera.take(page, pictureName(route), route);
        if (sentEmpty.includes(route)) await sendEmpty(page, route);
        return true;
      };
      for (const route of Object.keys(pageList)) {
        if (!(await open(route))) left.push(route);
        else if (guide && guidePictures.includes(pictureName(route)))
          await takeForGuide(desk, guide, pictureName(route));
      }
      await states(running, desk);
      const ids = await furnish(app, desk, url, officerId);
      for (const route of left) {
        if (await open(route)) continue;
        const page = isForStrangers(route) ? stranger : desk;
        let status = 404;
        for (const path of await ids.addresses(route, 6))
          if (status >= 400) status = (await page.goto(url + path))?.status() ?? 404;
        if (status < 400) await camera.take(page, pictureName(route), route);
        else camera.leaveOut(pictureName(route), `${route}: ${status}`);
      }
      camera.finish();
      for (const page of [desk, stranger]) await page.context().close();
      await stop(running);
      expect(camera.shots.filter(({ files }) => !files).map(({ what }) => what)).toEqual([]);
      expect(camera.faults).toEqual([]);
    }, 900_000);

    /** The town's officers do not act on many cases at once. */
    async function chooseMany({ url }: Running, page: Page): Promise<void> {
      await page.goto(`${url}/cases`);
      for (const place of [0, 1, 2]) await page.locator('input[name=case]').nth(place).check();
      await page.getByRole('button', { name: 'Do something with those ticked' }).click();
    }

    /** Nor do they send the people form: homes of the town tell whom they name by telephone. */
    async function sendPeopleForm({ app, url }: Running, page: Page): Promise<void> {
      const [home] = await app.get(Database).query<{ id: string }>(
        `SELECT c.id FROM application_case c JOIN site s USING (location_id)
          WHERE c.stage = 'preparing' AND EXISTS (SELECT FROM contact WHERE contact.location_id = s.location_id)
          ORDER BY s.name LIMIT 1`,
      );
      await page.goto(`${url}/cases/${home?.id}/write/gather`);
      await page.getByRole('button', { name: 'See the letter' }).click();
      await page.getByRole('button', { name: 'Send it' }).click();
      await app.get(MailLane).sendDue();
    }

    /** What a form says of which nothing is filled in. */
    async function sendEmpty(page: Page, route: string): Promise<void> {
      const form = page.locator('main form[method=post]:has(input:not([type=hidden]), textarea)');
      if ((await form.count()) === 0) return;
      await form.first().evaluate((it: { elements: Iterable<Record<string, unknown>> }) => {
        for (const field of it.elements) {
          if (/^(?:text|email|tel|url|password|textarea)$/.test(String(field.type)))
            field.value = '';
          if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
        }
      });
      await form.first().locator('button[type=submit]').first().click();
      if ((await page.locator('#errors').count()) > 0)
        await camera.take(page, `${pictureName(route)}-error`, `${route}, sent empty`);
    }

    /** What goes wrong, and looks like it. */
    async function states({ app, url }: Running, page: Page): Promise<void> {
      await page.goto(`${url}/no-such-page`);
      await camera.take(page, 'error-not-found', 'An address that leads nowhere');
      await page.goto(`${url}/imports`);
      await page.getByRole('button', { name: 'See what it would change' }).first().click();
      await camera.take(page, 'imports-error', '/imports, sent without a file');
      await app.get(Database).query(
        `INSERT INTO mail_halt (reason, since, retry_at, pause_seconds)
         VALUES ('The mail server did not accept our sign-in: "535 bad". Check SMTP_URL.', $1, $1, 60)`,
        [now],
      );
      // The banner is looked up again after a few seconds.
      await new Promise((resolve) => setTimeout(resolve, 5_500));
      for (const route of ['/', '/mail']) {
        await page.goto(url + route);
        await camera.take(page, `${pictureName(route)}-halted`, `${route}, while no mail goes out`);
      }
      await app.get(Database).query('DELETE FROM mail_halt');
      await new Promise((resolve) => setTimeout(resolve, 5_500));
    }
  });
