import { LetterBook } from '@app/letters';
import { Database, SettableClock } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { createApi } from '../../apps/api/src/create-api';
import { runPractice } from '../../apps/caseload/src/practice/run-practice';
import { describeWithChromium } from '../harness/chromium';
import { type TestDatabase, testDatabase } from '../harness/database';
import { testConfig } from '../harness/running-config';
import { wholeDatabase } from '../harness/whole-database';

const now = '2026-11-23T09:30:00Z';
/** Letters whose links are opened in a browser too; the rest is fetched, which is quicker. */
const browsed = 20;
const rounds = 3;

/** Every address in a text that leads to us. */
const linksIn = (text: string, origin: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?:href|action|src)="([^"]+)"|(https?:\/\/[^\s"<>)]+)/g)]
      .map(([, inTag, bare]) => (inTag ?? bare ?? '').replaceAll('&amp;', '&'))
      .filter((address) => address.startsWith('/') || address.startsWith(`${origin}/`))
      .map((address) => new URL(address, origin).href),
  ),
];

describeWithChromium(
  'a mail filter that opens every link of every letter',
  (browser: () => Browser) => {
    let database: TestDatabase;
    let app: NestExpressApplication;
    let origin: string;
    let db: Database;

    beforeAll(async () => {
      database = await testDatabase();
      const clock = new SettableClock(now);
      // Links in letters lead where the process will listen, so the port is chosen first.
      const port = 42_000 + (process.pid % 2000);
      origin = `http://127.0.0.1:${port}`;
      const config = testConfig(database.url, { publicUrl: origin, port });
      await runPractice(
        config,
        new SettableClock(Temporal.Instant.from(now)),
        { homes: 20, seed: 11, days: 120 },
        { checked: false },
      );
      app = await createApi({ config, clock, logger: pino({ level: 'silent' }) });
      await app.listen(port, '127.0.0.1');
      expect((app.getHttpServer().address() as AddressInfo).port).toBe(port);
      db = app.get(Database);
    }, 600_000);
    afterAll(async () => {
      await app?.close();
      await database?.drop();
    });

    /** Follows what it finds: HEAD, GET, and whatever the page it gets leads to. */
    async function crawl(first: readonly string[]): Promise<Set<string>> {
      const seen = new Set<string>();
      const toDo = [...first];
      for (let link = toDo.pop(); link !== undefined; link = toDo.pop()) {
        if (seen.has(link)) continue;
        seen.add(link);
        await fetch(link, { method: 'HEAD', redirect: 'manual' });
        const answer = await fetch(link, { redirect: 'follow' });
        if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
        toDo.push(...linksIn(await answer.text(), origin));
      }
      return seen;
    }

    it('changes nothing in any table', async () => {
      const letters = await db.query<{ id: string }>(
        'SELECT id FROM letter ORDER BY planned_at, id',
      );
      const book = app.get(LetterBook);
      const links: string[] = [];
      for (const { id } of letters) {
        const { text, html } = await book.get(id);
        links.push(...linksIn(`${text}\n${html}`, origin));
      }
      const distinct = [...new Set(links)];
      const answerLinks = distinct.filter((link) => link.includes('/a/'));
      expect(letters.length).toBeGreaterThan(40);
      expect(answerLinks.length).toBeGreaterThan(letters.length);

      const before = await wholeDatabase(db);
      for (let round = 0; round < rounds; round++) {
        const seen = await crawl(distinct);
        expect(seen.size).toBeGreaterThanOrEqual(distinct.length);
      }
      // The newest are those that still work.
      const context = await browser().newContext();
      const page = await context.newPage();
      let pressable = 0;
      for (const link of answerLinks.slice(-browsed)) {
        await page.goto(link, { waitUntil: 'networkidle' });
        pressable += await page.locator('button').count();
        await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
        for (const href of await page.$$eval('a[href]', (as) =>
          as.map((one) => (one as unknown as { href: string }).href),
        ))
          if (href.startsWith(origin)) await page.goto(href);
        await page.reload();
        await page.goBack().catch(() => null);
      }
      await context.close();
      expect(pressable).toBeGreaterThan(browsed);
      expect(await wholeDatabase(db)).toEqual(before);
    }, 600_000);
  },
);
