import type { Server } from 'node:http';
import { ApiTokens } from '@app/officers';
import { Clock, Database, type SettableClock } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Page } from 'playwright-core';
import { firstRunTown } from '../../apps/caseload/src/practice/first-run';
import { startAfterTown } from '../builders/register';
import { LivedIn } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';

/**
 * Brings in what a town of invented homes does not have: files on their way, two records of one
 * home, a message that nobody placed, an answer, a webhook, a workshop, a request about personal data.
 * Homes that come with it are no invented ones of the town, and stand in no picture made before.
 * @param page of a lead who is signed in
 * @returns where the addresses of such things are found
 */
export async function furnish(
  app: NestExpressApplication,
  page: Page,
  url: string,
  leadId: string,
): Promise<RealIds> {
  const db = app.get(Database);
  const clock = app.get<SettableClock>(Clock);
  const { token } = await app.get(ApiTokens).create(leadId, 'pictures');
  const server = app.getHttpServer() as Server;
  const lived = new LivedIn({ app, server, db, clock }, { officer: token, lead: token });
  startAfterTown(firstRunTown.homes);
  await lived.furnish();
  await lived.answer(await lived.addHome());
  await fillIn(page, url);
  if (lived.refused.length > 0) throw new Error(lived.refused.join('\n'));
  return new RealIds(db, (path, place) =>
    place === 'token' && path.startsWith('/a/')
      ? lived.homes.flatMap(({ links }) =>
          path.includes('people') ? (links.gather ?? []) : Object.values(links),
        )
      : undefined,
  );
}

/** What only pages take. */
async function fillIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/settings/webhooks`);
  await page.fill('#url', 'https://example.org/caseload');
  await page.check('input[name=kinds]');
  await page.getByRole('button', { name: 'Add the webhook' }).click();

  await page.goto(`${url}/workshops`);
  await page.check('input[name=kind]');
  await page.fill('#title', 'DSPT evening, Boston');
  await page.fill('#homes', '14');
  await page.fill('#people', '22');
  await page.getByRole('button', { name: 'Record it' }).click();

  await page.goto(`${url}/privacy/requests/new`);
  await page.check('input[name=kind]');
  await page.fill('#name', 'Kim Noor');
  await page.fill('#reply', 'kim@home.example');
  await page.fill('#words', 'Please send me what you hold about me.');
  await page.getByRole('button', { name: 'Take it in' }).click();
}
