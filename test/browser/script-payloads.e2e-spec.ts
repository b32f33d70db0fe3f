import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import request, { type Response } from 'supertest';
import { manyPayloads } from '../builders/script-payloads';
import { formsOf, type PageForm } from '../fuzz/page-forms';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { describeWithChromium } from '../harness/chromium';
import { sized, stopwatch, tellFigure } from '../harness/full-size';
import { LivedIn, type Words } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';
import { isApi, routesOf } from '../harness/routes';

/** In full every payload stands in every field, in turn; else some of them in each. */
const homes = sized(2, 500);
const payloads = manyPayloads.filter((text) => text.length <= 400);

jest.setTimeout(sized(180_000, 7_200_000));

/** How much the short fields take. */
const longest: Readonly<Record<string, number>> = {
  job: 60,
  'named job': 60,
  person: 100,
  'named person': 100,
  'file name': 150,
  brand: 100,
  about: 200,
};

/** What only a few pages have, in moments that tame words may not meet. */
const oursToo = /^(?:progress|script|max|defer|data-[a-z-]+|aria-[a-z]+|role|id|class)$/;

/** Forms that would sign out, disable or demote whoever tries them. */
const endsAccess = /sign-out|^\/account|^\/officers\/[^/]+\/|^\/privacy\/[^/]+\//;

/** What a page is made of, read without running any of it. */
interface Made {
  tags: string[];
  attributes: string[];
  astray: string[];
}

/** What the queue board, which is not drawn by our views, is made of: its data, and its own script. */
const ofTheBoard =
  'base[href="/settings/queue/board/"], script[type="application/json"], script[src^="/settings/queue/board/"]';

/** For the browser: the elements and attributes of pages, and what leads elsewhere. */
const madeOf = `(pages) => pages.map((html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = [...page.querySelectorAll('*')];
  return {
    tags: [...new Set(all.map((e) => e.localName))],
    attributes: [...new Set(all.flatMap((e) => e.getAttributeNames()))],
    astray: [
      ...[...page.querySelectorAll('script:not([src^="/assets/"]), style, base, object, embed')]
        .filter((e) => !e.matches('head > style') || !e.textContent.trim().startsWith(':root { color-scheme') || /url\\(|@import/.test(e.textContent))
        .filter((e) => !e.matches(${JSON.stringify(ofTheBoard)}))
        .map((e) => e.outerHTML),
      ...[...page.querySelectorAll('a[href], area[href]')].map((e) => e.getAttribute('href'))
        .filter((href) => !/^(?:[/?#]|mailto:|tel:|https?:\\/\\/(?!evil)|[\\w-]+(?:$|[/?#]))/.test(href)),
      ...[...page.querySelectorAll('[src]')].map((e) => e.getAttribute('src'))
        .filter((src) => !/^\\/(?!\\/)/.test(src)),
      ...[...page.querySelectorAll('[action], [formaction]')]
        .flatMap((e) => [e.getAttribute('action') ?? '', e.getAttribute('formaction') ?? ''])
        .filter((action) => !/^(?:[?#]|\\/(?!\\/)|$)/.test(action)),
    ],
  };
})`;

describeWithChromium(`${homes} homes whose every word is a script`, (browser) => {
  let api: TestApi;
  let context: BrowserContext;
  let page: Page;
  let cookie: string;
  let token: string;
  let ids: RealIds;
  const lived: { tame?: LivedIn; hostile?: LivedIn } = {};
  const tame = { tags: new Set<string>(), attributes: new Set<string>() };
  /** Field by field, how far its turn through the payloads has come. */
  const turns = new Map<string, number>();
  const said = new Set<string>();
  let ran = 0;
  const asked: string[] = [];

  const hostileWords: Words = (field) => {
    const fitting = payloads.filter((text) => text.length <= (longest[field] ?? 400));
    const turn = turns.get(field) ?? turns.size * 13;
    turns.set(field, turn + 1);
    const text = fitting[turn % fitting.length] ?? '';
    said.add(text);
    return text;
  };

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const { officer, token: leads } = await api.addOfficer('lead');
    token = leads;
    cookie = await api.signIn(officer);
    ids = new RealIds(api.db, (path, place) =>
      place === 'token' && path.startsWith('/a/')
        ? [lived.tame, lived.hostile].flatMap(
            (one) => one?.homes.flatMap((h) => Object.values(h.links)) ?? [],
          )
        : undefined,
    );
    context = await browser().newContext();
    page = await context.newPage();
    page.on('dialog', (dialog) => {
      ran += 1;
      void dialog.dismiss();
    });
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
  }, 60_000);
  afterAll(async () => {
    await context?.close();
    await api?.close();
  });

  const get = (path: string): Promise<Response> =>
    Promise.resolve(
      isApi({ path })
        ? request(api.server).get(path).set('Authorization', `Bearer ${token}`)
        : request(api.server).get(path).set('Cookie', cookie),
    );

  /** Every address that is read, with real ids. */
  async function addresses(most: number): Promise<string[]> {
    const found: string[] = [];
    for (const { method, path } of routesOf(api.app))
      if (method === 'get' && !/oidc/.test(path)) found.push(...(await ids.addresses(path, most)));
    return [...new Set(found)];
  }

  async function made(pages: readonly string[]): Promise<Made[]> {
    return (await page.evaluate(`(${madeOf})(${JSON.stringify(pages)})`)) as Made[];
  }

  /** What a page holds that no page of tame words does. */
  async function strange(html: string): Promise<string[]> {
    const [now] = await made([html]);
    if (!now) return ['nothing'];
    return [
      ...now.tags.filter((tag) => !tame.tags.has(tag) && !oursToo.test(tag)),
      ...now.attributes.filter((name) => !tame.attributes.has(name) && !oursToo.test(name)),
      ...now.astray,
    ];
  }

  /** Opens it without the policy that would keep scripts from running: escaping alone must do. */
  async function run(html: string): Promise<void> {
    await page.setContent(html, { waitUntil: 'commit' });
  }

  it('would be noticed: one that is not escaped runs, and is strange', async () => {
    await run('<p>x</p><img src="https://evil.example/x" onerror=alert(1)>');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([ran, asked]).toEqual([1, ['https://evil.example/x']]);
    ran = 0;
    asked.length = 0;
    expect(await strange('<p onclick=x><a href="javascript:alert(1)">')).toContain('onclick');
  });

  it('are at least five hundred, all different', () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(500);
  });

  it('has tame words to compare with', async () => {
    const one = new LivedIn(api, { officer: token, lead: token });
    lived.tame = one;
    await one.furnish();
    await one.answer(await one.addHome());
    await one.work();
    expect(one.refused).toEqual([]);
    const pages: string[] = [];
    for (const path of await addresses(sized(1, 40))) {
      const answer = await get(path);
      if (/html/.test(answer.type)) pages.push(answer.text, ...(await refusals(answer, path, 'x')));
    }
    for (const { tags, attributes } of await made(pages)) {
      for (const tag of tags) tame.tags.add(tag);
      for (const name of attributes) tame.attributes.add(name);
    }
    expect([...tame.attributes].filter((name) => /^(?:on|style$|srcdoc$)/.test(name))).toEqual([]);
  });

  /** The page's forms, sent with this text in every field, and what comes back. */
  async function refusals(answer: Response, path: string, text: string): Promise<string[]> {
    const pages: string[] = [];
    for (const form of formsOf(answer.text, path)) {
      if (sent.has(`${text} ${shapeOf(form)}`) || endsAccess.test(form.action)) continue;
      sent.add(`${text} ${shapeOf(form)}`);
      const fields = Object.entries(form.fields).map(([name, values]) => {
        if (name === 'formToken') return [name, randomUUID().replaceAll('-', '').slice(0, 22)];
        const isChosen = values.length > 1 || /version|mark|preview|\[/.test(name);
        return [name, isChosen ? values[0] : text === '' ? hostileWords('a form', '') : text];
      });
      const back = await request(api.server)
        .post(form.action)
        .set(fromOwnPage)
        .set('Cookie', cookie)
        .type('form')
        .send(Object.fromEntries(fields));
      if (/html/.test(back.type)) pages.push(back.text);
    }
    return pages;
  }
  const sent = new Set<string>();
  const shapeOf = ({ action, fields }: PageForm): string =>
    `${action.replace(/[\w-]{30,}|1-\d+/g, ':id')} ${Object.keys(fields).join()}`;

  it('run on no page, letter, list or form, and add nothing to any', async () => {
    const seconds = stopwatch();
    const one = new LivedIn(api, { officer: token, lead: token }, hostileWords);
    lived.hostile = one;
    await one.furnish(sized(40, 500));
    for (let n = 0; n < homes; n++) await one.answer(await one.addHome());
    await one.work();
    const wrong: string[] = [];
    const shown = new Set<string>();
    const withQuery = new Set<string>();
    let looked = 0;
    const look = async (what: string, html: string): Promise<void> => {
      looked += 1;
      const odd = await strange(html);
      if (odd.length > 0) wrong.push(`${what}: ${[...new Set(odd)].join(', ').slice(0, 300)}`);
      await run(html);
      const text = await page.evaluate<string>('document.documentElement.innerText');
      for (const payload of said) if (text.includes(payload)) shown.add(payload);
    };
    ids = new RealIds(api.db, (path, place) =>
      place === 'token' && path.startsWith('/a/')
        ? one.homes.flatMap((h) => Object.values(h.links))
        : undefined,
    );
    for (const path of await addresses(sized(2, 600))) {
      const query = `?${['q', 'cursor', 'done', 'show', 'saved', 'did', 'said', 'field', 'person']
        .map(
          (name) =>
            `${name}=${encodeURIComponent(hostileWords('a query', '').replace(/[\ud800-\udfff]/g, ''))}`,
        )
        .join('&')}`;
      const isFirst = !withQuery.has(path.replace(/[\w-]{30,}|1-\d+/g, ':id'));
      withQuery.add(path.replace(/[\w-]{30,}|1-\d+/g, ':id'));
      for (const address of isFirst ? [path, path + query] : [path]) {
        const answer = await get(address);
        if (/html/.test(answer.type)) {
          await look(path, answer.text);
          if (address === path)
            for (const html of await refusals(answer, path, ''))
              await look(`a form of ${path}`, html);
        } else if (
          /html|svg|xml/.test(answer.type) ||
          answer.headers['x-content-type-options'] !== 'nosniff'
        )
          wrong.push(`${path} came as ${answer.type}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    tellFigure({
      name: 'scripts in every word of every page',
      n: said.size,
      failures: wrong.length + ran + asked.length,
      fields: turns.size,
      pages: looked,
      shown: shown.size,
      seconds: seconds(),
    });
    expect({ wrong: wrong.slice(0, 20), ran, asked }).toEqual({ wrong: [], ran: 0, asked: [] });
    // They are there to be seen, as words.
    expect(shown.size).toBeGreaterThan(sized(25, 300));
    expect(looked).toBeGreaterThan(100);
  });

  it('are kept out by the policy as well: in normal use it has nothing to refuse', async () => {
    const open = await browser().newContext();
    const seen = await open.newPage();
    const complaints: string[] = [];
    let dialogs = 0;
    seen.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    seen.on('console', (message) => {
      if (/Content Security Policy|Refused to|violat/i.test(message.text()))
        complaints.push(`${seen.url()}: ${message.text()}`);
    });
    const { port } = api.server.address() as { port: number };
    const [name = '', value = ''] = cookie.split('=');
    await open.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }]);
    const paths = (await addresses(1))
      .filter((path) => !path.startsWith('/api/v1'))
      .filter((_, n) => n % sized(3, 1) === 0);
    for (const path of paths) await seen.goto(`http://127.0.0.1:${port}${path}`).catch(() => null);
    await open.close();
    tellFigure({
      name: 'violations of the policy in normal use',
      n: paths.length,
      failures: complaints.length + dialogs,
    });
    expect({ complaints, dialogs }).toEqual({ complaints: [], dialogs: 0 });
    expect(paths.length).toBeGreaterThan(30);
  });
});
