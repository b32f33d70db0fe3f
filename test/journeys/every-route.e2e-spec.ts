import request, { type Response } from 'supertest';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { sized, tellFigure } from '../harness/full-size';
import { LivedIn } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';
import { isApi, nameOf, type Route, routesOf } from '../harness/routes';
import { wholeDatabase } from '../harness/whole-database';

jest.setTimeout(sized(120_000, 1_800_000));

/** What reading may write, and why nobody is the worse for it. */
const notesOfReading: Readonly<Record<string, string>> = {
  'public.session': 'when it was last used',
  'public.api_token': 'when it was last used',
  'public.officer_seen': 'when somebody was last here',
  'public.rate_limit': 'how often links that open nothing were tried',
  'public.audit_entry': 'who has seen personal details',
  'public.audit_chain': 'the chain of such entries',
  'public.audit_head': 'the end of that chain',
  'public.oidc_attempt': 'a sign-in by another provider that begins with a redirect',
};

/** What such entries may say was done. */
const readings = [
  ...['details-seen', 'details-exported', 'letter-read', 'answer-read', 'message-read'],
  ...['attachment-opened', 'facts-read', 'export-made', 'sign-in-refused'],
];

/** In each run of the tests, each form meets some of the strangers and each role some of the routes. */
const every = sized(3, 1);

const roles = ['stranger', 'viewer', 'officer', 'lead'] as const;

/** Where browsers say a form comes from, and what they make of it. */
const foreign: readonly (readonly [what: string, headers: Record<string, string>])[] = [
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
  [
    'another site that names our origin',
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' },
  ],
  ['a foreign origin', { Origin: 'https://evil.example' }],
  ['an origin that begins like ours', { Origin: 'http://localhost:3000.evil.example' }],
  ['an origin that is none', { Origin: 'http://[' }],
  ['plain text', { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/plain' }],
  ['parts', { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['a method in disguise', { 'Sec-Fetch-Site': 'cross-site', 'X-HTTP-Method-Override': 'GET' }],
];

/** As before, from clients that say nothing; pages behind links in letters take these. */
const silent: typeof foreign = [
  ['nowhere', {}],
  ['an origin kept back', { Origin: 'null' }],
];

describe('every route', () => {
  let api: TestApi;
  let lived: LivedIn;
  let routes: Route[];
  let ids: RealIds;
  const who: Record<string, { token: string; cookie: string }> = {};

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    for (const role of ['viewer', 'officer', 'lead'] as const) {
      const { officer, token } = await api.addOfficer(role);
      who[role] = { token, cookie: await api.signIn(officer) };
    }
    const tokens = { officer: who.officer?.token ?? '', lead: who.lead?.token ?? '' };
    lived = new LivedIn(api, tokens);
    await lived.furnish();
    await lived.answer(await lived.addHome());
    await lived.work();
    routes = routesOf(api.app);
    ids = new RealIds(api.db, (path, place) =>
      place === 'token' && path.startsWith('/a/')
        ? lived.homes.flatMap(({ links }) => Object.values(links))
        : undefined,
    );
  });
  afterAll(() => api?.close());

  async function send(
    method: Route['method'] | 'head' | 'options',
    path: string,
    as: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const asked = request(api.server)[method](path).set(headers);
    const is = who[as];
    if (!is) return asked;
    return isApi({ path })
      ? asked.set('Authorization', `Bearer ${is.token}`)
      : asked.set('Cookie', is.cookie);
  }

  const pages = () => routes.filter((route) => !isApi(route));
  const forms = () => pages().filter(({ method }) => method !== 'get');

  /** What was written meanwhile, apart from what reading may. */
  async function writtenBy(work: () => Promise<void>): Promise<string[]> {
    const before = await wholeDatabase(api.db);
    const [last] = await api.db.query<{ n: string }>('SELECT count(*) AS n FROM audit_entry');
    await work();
    const after = await wholeDatabase(api.db);
    const noted = await api.db.query<{ action: string }>(
      `SELECT DISTINCT action FROM (SELECT action FROM audit_entry ORDER BY id OFFSET $1) AS new
        WHERE action <> ALL ($2)`,
      [last?.n, readings],
    );
    return [
      ...Object.keys(after).filter(
        (table) => after[table] !== before[table] && !(table in notesOfReading),
      ),
      ...noted.map(({ action }) => `an entry in the audit: ${action}`),
    ];
  }

  it('has something real to be asked with', () => {
    expect(lived.refused).toEqual([]);
    expect(routes.length).toBeGreaterThan(200);
    expect(forms().length).toBeGreaterThan(50);
  });

  it('that changes something takes no form from elsewhere, whoever is signed in', async () => {
    const wrong: string[] = [];
    let tried = 0;
    const written = await writtenBy(async () => {
      for (const route of forms()) {
        const [path = ''] = await ids.addresses(route.path);
        const behindLink = route.path.startsWith('/a/');
        for (const [what, headers] of [...foreign, ...(behindLink ? [] : silent)]) {
          tried += 1;
          if (tried % every !== 0) continue;
          const { status } = await send(route.method, path, 'lead', headers);
          if (status !== 403) wrong.push(`${nameOf(route)} from ${what}: ${status}`);
        }
      }
    });
    const failures = wrong.length + written.length;
    tellFigure({ name: 'forms from elsewhere refused', n: Math.floor(tried / every), failures });
    expect([wrong, written]).toEqual([[], []]);
    expect(tried).toBeGreaterThan(500);
  });

  it.each(roles)(
    'that only reads changes nothing for the %s, nor do HEAD and OPTIONS',
    async (as) => {
      const odd: string[] = [];
      let tried = 0;
      const written = await writtenBy(async () => {
        for (const route of routes) {
          for (const path of await ids.addresses(route.path, sized(1, 5))) {
            tried += 1;
            const others = tried % every === 0;
            if (route.method === 'get') {
              const got = await send('get', path, as);
              if (got.status >= 500) odd.push(`GET ${path}: ${got.status}`);
              const head = others ? await send('head', path, as) : null;
              if (head && (head.status !== got.status || (head.text ?? '') !== ''))
                odd.push(`HEAD ${path}: ${head.status} for ${got.status}`);
            }
            const options = others ? await send('options', path, as) : null;
            if (options && options.status >= 500) odd.push(`OPTIONS ${path}: ${options.status}`);
          }
        }
      });
      const failures = odd.length + written.length;
      tellFigure({ name: `reading that changes nothing, as ${as}`, n: tried, failures });
      expect([odd, written]).toEqual([[], []]);
      expect(tried).toBeGreaterThan(200);
    },
  );

  it('of the JSON API refuses fields it does not know, and says which', async () => {
    const { body: document } = await request(api.server).get('/api/openapi.json');
    const open: string[] = [];
    const seen = new Set<unknown>();
    const walk = (schema: Record<string, unknown> | undefined, where: string): void => {
      if (!schema || typeof schema !== 'object' || seen.has(schema)) return;
      seen.add(schema);
      const { $ref, type, properties, additionalProperties } = schema;
      if (typeof $ref === 'string') {
        const name = $ref.split('/').at(-1) ?? '';
        walk(document.components.schemas[name], name);
      }
      if (type === 'object' && properties && additionalProperties !== false) open.push(where);
      for (const [key, inner] of Object.entries(schema))
        for (const one of [inner].flat())
          if (one && typeof one === 'object')
            walk(one as Record<string, unknown>, `${where}.${key}`);
    };
    const accepting: string[] = [];
    for (const [path, operations] of Object.entries<Record<string, never>>(document.paths))
      for (const [method, operation] of Object.entries<{ requestBody?: never }>(operations)) {
        const content: Record<string, { schema?: never }> =
          (operation.requestBody as never as { content?: never })?.content ?? {};
        const schema = content['application/json']?.schema;
        if (!schema) continue;
        walk(schema, `${method} ${path}`);
        const [address = ''] = await ids.addresses(path.replace(/\{(\w+)\}/g, ':$1'));
        const answer = await request(api.server)
          [method as Route['method']](address)
          .set('Authorization', `Bearer ${who.lead?.token}`)
          .set('If-Match', '"v1"')
          .send({ 'strange field': 1 });
        const isFile = Object.keys(content).length > 1;
        if (!isFile && (answer.status < 400 || answer.status >= 500))
          accepting.push(`${method} ${path}: ${answer.status}`);
      }
    expect({ open, accepting }).toEqual({ open: [], accepting: [] });
  });

  it('leads to no address that somebody sends, by whatever field or header', async () => {
    const elsewhere = [
      '//evil.example',
      '\\\\evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https://evil.example/',
      '/%09/evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '@evil.example',
    ];
    const names = [
      'next',
      'back',
      'return',
      'returnTo',
      'redirect',
      'url',
      'to',
      'from',
      'location',
    ];
    const astray: string[] = [];
    for (const [turn, target] of elsewhere.entries()) {
      const query = names.map((name) => `${name}=${encodeURIComponent(target)}`).join('&');
      for (const [place, route] of pages().entries()) {
        // Each route meets some of the targets, and each target every kind of route.
        if ((place + turn) % sized(9, 1) !== 0 && !/sign|account|prove|oidc/.test(route.path))
          continue;
        const [path = ''] = await ids.addresses(route.path);
        if (/sign-out|sessions/.test(path)) continue;
        const asked = request(api.server)
          [route.method](`${path}?${query}`)
          .set(fromOwnPage)
          .set('Referer', 'https://evil.example/')
          .set('X-Forwarded-Host', 'evil.example')
          .set('Cookie', who.officer?.cookie ?? '');
        const answer = await (route.method === 'get' ? asked : asked.type('form').send(query));
        const { location } = answer.headers;
        if (location !== undefined && !isOurs(location))
          astray.push(`${nameOf(route)}: ${location}`);
      }
    }
    expect(astray).toEqual([]);
  });
});

/** Whether a browser on a page of ours stays with us. */
function isOurs(location: string): boolean {
  const own = 'http://localhost:3000';
  return new URL(location, own).origin === own && /^\/(?![/\\])/.test(location);
}
