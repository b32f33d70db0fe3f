import { Sealer } from '@app/platform';
import request, { type Response } from 'supertest';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

/** Routes that are open to everyone. A route not named in these lists must be closed to strangers. */
const open = new Set([
  // Behind the links in letters: whoever holds one needs no account.
  'get /a/:token',
  'post /a/:token',
  'get /a/link-sent',
  'get /a/thank-you',
  'get /a/:token/people',
  'get /a/:token/people/add',
  'get /a/:token/people/sent',
  'post /a/:token/people/check',
  'post /a/:token/people/send',
  'get /a/:token/people/:key',
  'post /a/:token/people/:key',
  'get /a/:token/people/:key/remove',
  'post /a/:token/people/:key/remove',
  'post /a/:token/people/:key/keep',
  'get /api/docs',
  'get /api/openapi.json',
  'get /health/live',
  'get /health/ready',
  'get /metrics',
  'get /sign-in',
  'get /sign-in/:token',
  'get /sign-in/sent',
  'post /sign-in',
  'post /sign-in/:token',
]);

/** What viewers may post, as it changes nothing that others see. */
const forViewersToo = new Set([
  'post /api/v1/simulations',
  'post /api/v1/wordings/:kind/preview',
  'post /sign-out',
]);

const forLeads = new Set([
  'post /api/v1/officers',
  'post /api/v1/policies',
  'put /api/v1/policies/:number',
  'delete /api/v1/policies/:number',
  'post /api/v1/policies/:number/preview',
  'post /api/v1/policies/:number/publish',
  'post /api/v1/policies/:number/backtest',
  'post /policy/holidays',
  'post /policy/draft',
  'post /policy/draft/preview',
  'post /policy/draft/publish',
  'post /policy/draft/discard',
]);

interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
}

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const isApi = ({ path }: Route): boolean => path.startsWith('/api/');

describe('who may use which route', () => {
  let api: TestApi;
  let routes: Route[];
  let caseId: string;
  let locationId: string;
  const who = {} as Record<
    'viewer' | 'officer' | 'lead' | 'gone',
    { token: string; cookie: string }
  >;

  beforeAll(async () => {
    api = await startApi('2026-12-24T10:00:00Z');
    routes = routesOf(api);
    for (const role of ['viewer', 'officer', 'lead'] as const) {
      const { officer, token } = await api.addOfficer(role);
      who[role] = { token, cookie: await api.signIn(officer) };
    }
    const { officer, token } = await api.addOfficer('lead', 'gone@example.org');
    who.gone = { token, cookie: await api.signIn(officer) };
    await api.db.query("UPDATE officer SET disabled_at = now() WHERE email = 'gone@example.org'");
    const contact = { name: 'Sam', email: 'sam@example.org' };
    ({ locationId } = await buildSite(api.db, { contact, sealer: api.app.get(Sealer) }));
    const opened = await request(api.server)
      .post('/api/v1/cases')
      .set('Authorization', `Bearer ${who.officer.token}`)
      .send({ locationId })
      .expect(201);
    caseId = opened.body.id;
  });
  afterAll(() => api.close());

  const send = async (
    route: Route,
    as?: keyof typeof who,
    headers: Record<string, string> = isApi(route) ? {} : fromOwnPage,
  ): Promise<Response> => {
    const path = route.path
      .replace(':locationId', locationId)
      .replace(':token', 'A'.repeat(43))
      .replace(/:\w+/g, caseId);
    const asked = request(api.server)[route.method](path).set(headers);
    if (!as) return asked;
    return isApi(route)
      ? asked.set('Authorization', `Bearer ${who[as].token}`)
      : asked.set('Cookie', who[as].cookie);
  };
  const isTurnedAway = (route: Route, { status, headers }: Response): boolean =>
    isApi(route) ? status === 401 : status === 303 && headers.location === '/sign-in';
  const namesOf = (chosen: Route[]): string[] => chosen.map(nameOf);
  /** The routes for which the answer is as it should not be. */
  const wrongOnes = async (
    chosen: Route[],
    isRight: (route: Route) => Promise<boolean>,
  ): Promise<string[]> => {
    const wrong: Route[] = [];
    for (const route of chosen) if (!(await isRight(route))) wrong.push(route);
    return namesOf(wrong);
  };

  it('finds the routes it is about', () => {
    const names = namesOf(routes);
    for (const name of [...open, ...forViewersToo, ...forLeads]) expect(names).toContain(name);
    expect(names).toContain('post /api/v1/cases/:id/facts');
    expect(names).toContain('get /');
  });

  it.each([['a stranger', undefined] as const, ['a disabled officer', 'gone'] as const])(
    'lets %s use what is open, and nothing else',
    async (_, as) => {
      const wrong = await wrongOnes(routes, async (route) => {
        const turnedAway = isTurnedAway(route, await send(route, as));
        return turnedAway === !open.has(nameOf(route));
      });
      expect(wrong).toEqual([]);
    },
  );

  it('lets a viewer change nothing', async () => {
    const changing = routes.filter((r) => r.method !== 'get' && !open.has(nameOf(r)));
    const wrong = await wrongOnes(changing, async (route) => {
      if (nameOf(route) === 'post /sign-out') return true;
      const { status } = await send(route, 'viewer');
      return (status === 403) === !forViewersToo.has(nameOf(route));
    });
    expect(wrong).toEqual([]);
    expect(changing.length).toBeGreaterThan(10);
  });

  it('lets a viewer read everything that others read', async () => {
    const reading = routes.filter((r) => r.method === 'get' && !open.has(nameOf(r)));
    const wrong = await wrongOnes(reading, async (route) => {
      const [viewer, officer] = [await send(route, 'viewer'), await send(route, 'officer')];
      return viewer.status === officer.status && viewer.status < 500 && viewer.status !== 403;
    });
    expect(wrong).toEqual([]);
  });

  it('keeps for leads what is for leads', async () => {
    const closed = routes.filter((route) => !open.has(nameOf(route)));
    const wrong = await wrongOnes(closed, async (route) => {
      if (nameOf(route) === 'post /sign-out') return true;
      const { status } = await send(route, 'officer');
      return (status === 403) === forLeads.has(nameOf(route));
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['nowhere', {}],
    ['plain text', { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/plain' }],
    ['a method in disguise', { 'Sec-Fetch-Site': 'cross-site', 'X-HTTP-Method-Override': 'GET' }],
  ])('takes no form from %s', async (_, headers: Record<string, string>) => {
    const forms = routes.filter((r) => r.method !== 'get' && !isApi(r));
    const wrong = await wrongOnes(forms, async (route) => {
      const { status } = await send(route, 'lead', headers);
      // Old telephones say nothing of where a form comes from; behind links no cookie counts.
      const saysNothing = Object.keys(headers).length === 0;
      return (status === 403) === !(saysNothing && route.path.startsWith('/a/'));
    });
    expect(wrong).toEqual([]);
    expect(forms.length).toBeGreaterThan(5);
  });

  it('changes nothing by reading', async () => {
    const before = await contents(api);
    for (const route of routes.filter((r) => r.method === 'get')) await send(route, 'lead');
    expect(await contents(api)).toEqual(before);
  });
});

/** As Express knows them, so that no route can be forgotten here. */
function routesOf(api: TestApi): Route[] {
  const { router } = api.app.getHttpAdapter().getInstance() as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({
          method: method as Route['method'],
          path: route.path,
        }))
      : [],
  );
}

/** A hash of every table, but for those that note who was there. */
async function contents(api: TestApi): Promise<Record<string, string>> {
  const notes = ['session', 'rate_limit', 'api_token'];
  const tables = await api.db.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_name <> ALL ($1) ORDER BY 1`,
    [notes],
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await api.db.query<{ hash: string }>(
      `SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS hash FROM ${name} t`,
    );
    hashes[name] = row?.hash ?? '';
  }
  return hashes;
}
