import { LetterBook } from '@app/letters';
import { Database } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Page } from 'playwright-core';

/** Ends of links in letters of the town: one that asks about a passcode, one for the people form. */
export async function linksOf(
  app: NestExpressApplication,
  url: string,
): Promise<Record<string, string>> {
  const letters = await app
    .get(Database)
    .query<{ id: string }>('SELECT id FROM letter ORDER BY planned_at DESC, subject LIMIT 300');
  const found: Record<string, string> = {};
  for (const { id } of letters) {
    const { text } = await app.get(LetterBook).get(id);
    for (const [, token = ''] of text.matchAll(/\/a\/([\w-]+)/g)) {
      const page = await (await fetch(`${url}/a/${token}`)).text();
      if (page.includes('Fill in the form for your staff')) found.people ??= token;
      if (page.includes('value="code-came"')) found.passcode ??= token;
    }
    if (found.people && found.passcode) break;
  }
  return found;
}

/**
 * The address of a page, with what the database holds in its places.
 * @param subject what belongs in each place; see page-list.ts
 * @param page on which a link is looked for where only another page has the whole address
 * @returns null when there is nothing of the kind
 */
export async function addressOf(
  db: Database,
  route: string,
  subject: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
  page: Page,
  url: string,
): Promise<string | null> {
  let path = route;
  for (const [place, from] of Object.entries(subject)) {
    if (from.startsWith('/')) {
      await page.goto(url + from);
      const link = page.locator(`main a[href^="${path}?"]`).first();
      return (await link.count()) > 0 ? link.getAttribute('href') : null;
    }
    const [row] = from.startsWith('SELECT')
      ? await db.query<{ value: string }>(from)
      : [{ value: links[from] }];
    if (!row?.value) return null;
    path =
      place === '?'
        ? `${path}?${row.value}`
        : path.replace(`:${place}`, encodeURIComponent(row.value));
  }
  return path;
}
