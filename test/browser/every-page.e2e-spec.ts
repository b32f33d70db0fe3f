import type { BrowserContext, Page } from 'playwright-core';
import { startApi, type TestApi } from '../harness/api';
import { describeWithChromium } from '../harness/chromium';
import { sized } from '../harness/full-size';
import { LivedIn } from '../harness/lived-in';
import { faultsOf } from '../harness/pages';
import { RealIds } from '../harness/real-ids';
import { isApi, routesOf } from '../harness/routes';

jest.setTimeout(sized(180_000, 600_000));

/** What other tests of this folder open, most in more states than this one could; in full, nothing. */
const seenElsewhere = sized(
  /^\/($|cases$|cases\/:id$|cases\/:id\/(record|write|portal)|stalled$|measures$|funder-return$|imports$|imports\/:id$|sites$|sites\/:locationId$|providers|brands|groups|bulk$|views$|help|settings$|settings\/(queue|webhooks$)|dashboards$|dashboards\/(funnel|coverage)|workshops$|forecast$|overview$|audit$|dspt$|quarantine$|duplicates$|wordings$|wordings\/:kind$|inbox|mail|policy|officers$|teams$|privacy$|privacy\/(requests|person|holds)$|account$|account\/(calendar|morning-letter|tokens|password)$|a\/:token$|a\/:token\/people$|sign-in)/,
  /^$/,
);

/** What answers with something else than a page of ours. */
const noPage =
  /^\/(health|metrics|exports|\.well-known)|\/(html|csv|xlsx)$|\.(csv|xlsx|ics)$|attachments|oidc|board/;

/** Forms that would sign out, disable or demote whoever tries them. */
const endsAccess = /sign-out|^\/officers\/[^/]+\/leave/;

/** For the browser: forms of the page's own content that ask for something, by where they go. */
const formsThatAsk = `[...document.querySelectorAll('main form[method=post]')].map((form, n) => ({
  n,
  asks: [...form.elements].some((e) => /^(text|email|url|tel|password|radio|checkbox|textarea|select-one|file)$/.test(e.type)),
  action: new URL(form.action).pathname,
})).filter((form) => form.asks)`;

/** For the browser: sends a form of which nothing is filled in. */
const sendEmpty = (n: number): string => `{
  const form = document.querySelectorAll('main form[method=post]')[${n}];
  for (const e of form.elements) {
    if (/^(text|email|url|tel|password|textarea|select-one)$/.test(e.type)) e.value = '';
    if (e.type === 'radio' || e.type === 'checkbox') e.checked = false;
  }
  form.noValidate = true;
  form.requestSubmit(form.querySelector('button[type=submit]'));
}`;

describeWithChromium('every page', (browser) => {
  let api: TestApi;
  let ids: RealIds;
  let context: BrowserContext;
  let page: Page;
  let url: string;
  let routes: string[];

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const { officer, token } = await api.addOfficer('lead');
    const lived = new LivedIn(api, { officer: token, lead: token });
    await lived.furnish();
    await lived.answer(await lived.addHome());
    await lived.work();
    ids = new RealIds(api.db, (path, place) =>
      place === 'token' && path.startsWith('/a/')
        ? lived.homes.flatMap(({ links }) => links.gather ?? [])
        : undefined,
    );
    const { port } = api.server.address() as { port: number };
    url = `http://127.0.0.1:${port}`;
    routes = routesOf(api.app)
      .filter((route) => route.method === 'get' && !isApi(route) && !noPage.test(route.path))
      .map(({ path }) => path);
    context = await browser().newContext();
    page = await context.newPage();
    const [name = '', value = ''] = (await api.signIn(officer)).split('=');
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }]);
  });
  afterAll(async () => {
    await context?.close();
    await api?.close();
  });

  it('that no other test looks at is without fault, and so is what it says of an empty form', async () => {
    const faults: string[] = [];
    const sent = new Set<string>();
    const refused: string[] = [];
    for (const route of routes.filter((path) => !seenElsewhere.test(path))) {
      const [path = ''] = await ids.addresses(route);
      const answer = await page.goto(url + path);
      if (!answer || !/html/.test(answer.headers()['content-type'] ?? '')) continue;
      const found = await faultsOf(page, await answer.text());
      faults.push(...found.map((fault) => `${route}: ${fault}`));
      const forms = (await page.evaluate(formsThatAsk)) as { n: number; action: string }[];
      for (const { n, action } of forms) {
        const shape = action.replace(/[\w-]{22,}|1-\d+/g, ':id');
        if (sent.has(shape) || endsAccess.test(action)) continue;
        sent.add(shape);
        await page.goto(url + path);
        const [back] = await Promise.all([page.waitForNavigation(), page.evaluate(sendEmpty(n))]);
        if (!back || back.status() < 400) continue;
        refused.push(shape);
        const wrong = await faultsOf(page, await back.text());
        faults.push(...wrong.map((fault) => `${shape}, sent empty: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
    expect(refused.length).toBeGreaterThan(sized(8, 20));
  });
});
