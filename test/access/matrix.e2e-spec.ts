import { randomUUID } from 'node:crypto';
import type { OwnedKind } from '@app/cases';
import { can, permissionNames } from '@app/officers';
import request, { type Response } from 'supertest';
import { type MarkedRoute, markedRoutes } from '../../apps/api/src/security/route-marks';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { sized, stopwatch, tellFigure } from '../harness/full-size';
import { isApi, type Method, nameOf } from '../harness/routes';
import { buildTwoTeams, type Caller, canary, type TwoTeams, twoTeamsStart } from './two-teams';

jest.setTimeout(sized(180_000, 900_000));

/** What an answer comes to, as far as access goes. */
type Outcome = 'turned away' | 'forbidden' | 'not there' | 'through' | 'broken';

/** Callers who see the case of `own`. */
const seesIt = new Set(['own', 'colleague', 'covering', 'lead']);

/** Asked in every run of the tests; the others besides with `npm run full-size`. */
const ofEveryRoute = ['stranger', 'viewer', 'own', 'lead'];
const ofWhatBelongsToACase = [
  ...ofEveryRoute,
  'gone',
  'other',
  'covering',
  'own, by a token for read',
];

describe('who may use which route', () => {
  let api: TestApi;
  let world: TwoTeams;
  let routes: MarkedRoute[];

  beforeAll(async () => {
    api = await startApi(twoTeamsStart);
    world = await buildTwoTeams(api);
    routes = markedRoutes(api.app);
  });
  afterAll(() => api.close());

  /** The address of a route, with the ids of what it names; others where they are not there. */
  function address({ path, mark }: MarkedRoute, isThere: boolean): string {
    const ids: Record<string, string> = {};
    if (mark && mark !== 'public')
      for (const [kind, parameter] of Object.entries(mark.owned))
        ids[parameter] = isThere ? world.ids[kind as OwnedKind] : missing[kind as OwnedKind];
    return path.replace(/:(\w+)/g, (_, parameter: string) =>
      parameter === 'token' ? 'A'.repeat(43) : (ids[parameter] ?? randomUUID()),
    );
  }

  async function ask(route: MarkedRoute, caller: Caller, path: string): Promise<Response> {
    const asked = request(api.server)[route.method as Method](path);
    if (isApi(route)) {
      if (caller.token) void asked.set('Authorization', `Bearer ${caller.token}`);
    } else {
      void asked.set(fromOwnPage);
      if (caller.cookie) void asked.set('Cookie', caller.cookie);
    }
    return asked;
  }

  function outcomeOf({ path }: MarkedRoute, { status, headers }: Response): Outcome {
    if (status >= 500 && !path.startsWith('/health/')) return 'broken';
    if (status === 401 || (status === 303 && headers.location === '/sign-in')) return 'turned away';
    if (status === 403) return 'forbidden';
    return status === 404 ? 'not there' : 'through';
  }

  /** What the table says; several where the table says nothing of it. */
  function expected(
    { path, mark }: MarkedRoute,
    name: string,
    { officer, scopes, cookie }: Caller,
    isThere: boolean,
  ): Outcome[] {
    if (mark === 'public') return ['through', 'not there', 'turned away'];
    if (!mark) return [];
    const isKnown =
      officer !== null && name !== 'gone' && (isApi({ path }) || cookie !== undefined);
    if (!isKnown) return ['turned away'];
    if (!can({ role: officer.role, ...(scopes ? { scopes } : {}) }, mark.permission))
      return ['forbidden'];
    const sees = seesIt.has(name) || name.startsWith('own,') || name.startsWith('lead,');
    const isOwned = Object.keys(mark.owned).length > 0;
    if (path === '/sign-out') return ['turned away'];
    if (!isOwned) return ['through', 'not there'];
    // An address belongs to nobody until a case has it.
    if (!isThere && 'address' in mark.owned) return ['through', 'not there'];
    if (!isThere) {
      // Who sees every case is told by the handler, which may look at the form first.
      return officer.role === 'lead' ? ['not there', 'through'] : ['not there'];
    }
    if (!sees) return ['not there'];
    // What the address names besides, such as a person or a version, need not be there.
    const isWhole = (path.match(/:/g) ?? []).length === Object.keys(mark.owned).length;
    return isWhole ? ['through'] : ['through', 'not there'];
  }

  it('names every route that answers, and no other', () => {
    const { router } = api.app.getHttpAdapter().getInstance() as {
      router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
    };
    const answering = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    expect(routes.map(nameOf).sort()).toEqual(answering.sort());
    expect(routes.filter(({ mark }) => mark === null)).toEqual([]);
    expect(routes.length).toBeGreaterThan(200);
  });

  it('tells nobody whether another team’s is there: the answer is the same to the byte', async () => {
    const owned = routes.filter(belongsToACase);
    const other = world.callers.other as Caller;
    const different: string[] = [];
    for (const route of owned) {
      if (route.mark !== 'public' && route.mark && 'address' in route.mark.owned) continue;
      const theirs = await ask(route, other, address(route, true));
      const none = await ask(route, other, address(route, false));
      if (JSON.stringify(bare(theirs)) !== JSON.stringify(bare(none)))
        different.push(nameOf(route));
      expect(theirs.status).toBe(404);
    }
    expect(different).toEqual([]);
    expect(owned.length).toBeGreaterThan(30);
  });

  /** What one caller is told of the case by every list, count and search. */
  async function toldTo(name: string): Promise<string[]> {
    const caller = world.callers[name] as Caller;
    const { home, ids } = world;
    const secrets = [
      ids.case,
      ids.letter,
      ids.message,
      ids.answer,
      ids.task,
      ...Object.values(canary),
    ];
    const reading = routes.filter(({ method }) => method === 'get');
    const [site] = await api.db.query<{ provider: string }>(
      'SELECT provider_id AS provider FROM site WHERE location_id = $1',
      [home.locationId],
    );
    const provider = site?.provider ?? '';
    const paths = reading.flatMap(({ path }) => {
      if (/(duplicates|home-links)\/:id$/.test(path)) return [path.replace(':id', ids.link)];
      const ofSite = path
        .replace(':locationId', home.locationId)
        .replace(/providers\/:\w+$/, `providers/${provider}`);
      if (ofSite.includes(':')) return [];
      return [ofSite, `${ofSite}?q=quillhaven&case=${ids.case}&limit=50`];
    });
    const told: string[] = [];
    for (const path of paths) {
      const route = { method: 'get', path, at: '', mark: null };
      const { text = '', status } = await ask(route, caller, path);
      expect(status).toBeLessThan(500);
      const said = text.replaceAll(`case=${ids.case}`, '');
      told.push(...secrets.filter((one) => said.includes(one)).map((one) => `${path}: ${one}`));
    }
    return told;
  }

  it.each(sized(['other', 'viewer'], ['other', 'viewer', 'teamless', 'stranger']))(
    'tells %s nothing of the case in any list, count or search',
    async (name) => {
      expect(await toldTo(name)).toEqual([]);
    },
  );

  it('tells its own officer of it in many of them', async () => {
    const told = await toldTo('own');
    expect(told.length).toBeGreaterThan(25);
    for (const path of ['/', '/cases', '/mail-tray', '/api/v1/today', '/api/v1/stalled'])
      expect(told.filter((one) => one.startsWith(`${path}: `))).not.toEqual([]);
  });

  it('shows it to the team, to who covers today, and to leads', async () => {
    const list = async (name: string): Promise<string[]> => {
      const { body } = await request(api.server)
        .get('/api/v1/cases')
        .set('Authorization', `Bearer ${world.callers[name]?.token}`);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    for (const name of seesIt) expect(await list(name)).toEqual([world.ids.case]);
    for (const name of ['other', 'teamless']) expect(await list(name)).toEqual([]);
    api.clock.set('2026-11-21T12:00:00Z');
    expect(await list('covering')).toEqual([]);
    api.clock.set(twoTeamsStart);
  });

  it('opens a case for another team’s officer, or of another team’s home, to nobody', async () => {
    const post = (name: string, body: object) =>
      request(api.server)
        .post('/api/v1/cases')
        .set('Authorization', `Bearer ${world.callers[name]?.token}`)
        .send(body);
    const own = world.callers.own?.officer?.id;
    const theirs = await post('other', { locationId: world.home.locationId });
    const none = await post('other', { locationId: '1-000000000' });
    expect([theirs.status, bare(theirs)]).toEqual([404, bare(none)]);
    const [free] = await api.db.query<{ id: string }>(
      'SELECT newer_id AS id FROM home_link WHERE id = $1',
      [world.ids.link],
    );
    await post('other', { locationId: free?.id, officer: own }).expect(404);
    const opened = await post('other', { locationId: free?.id }).expect(201);
    expect(opened.body.officerId).toBe(world.callers.other?.officer?.id);
  });

  // Last, as it presses every button there is.
  it('answers each route for each caller, and what is theirs or not, as the table says', async () => {
    const seconds = stopwatch();
    const wrong: string[] = [];
    let cells = 0;
    for (const route of routes) {
      const { mark } = route;
      const isOwned = belongsToACase(route);
      const names = isOwned ? ofWhatBelongsToACase : ofEveryRoute;
      const callers = Object.entries(world.callers).filter(([name]) =>
        sized(names, Object.keys(world.callers)).includes(name),
      );
      for (const [name, caller] of callers)
        for (const isThere of isOwned ? [true, false] : [true]) {
          const answer = await ask(route, caller, address(route, isThere));
          const outcome = outcomeOf(route, answer);
          const right = expected(route, name, caller, isThere);
          cells += 1;
          // What is about one's own account may have ended the session.
          if (mark !== 'public' && mark?.permission === 'account.own' && caller.cookie)
            await signInAgain(name, caller);
          if (!right.includes(outcome))
            wrong.push(
              `${nameOf(route)} by ${name}${isThere ? '' : ', of what is not there'}: ${outcome} (${answer.status}), not ${right.join(' or ')}`,
            );
        }
    }
    tellFigure({ name: 'matrix', n: cells, failures: wrong.length, seconds: seconds() });
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(routes.length * ofEveryRoute.length);
  });

  async function signInAgain(name: string, caller: Caller): Promise<void> {
    if (!caller.officer || name === 'gone') return;
    await api.db.query('DELETE FROM rate_limit');
    caller.cookie = await api.signIn(caller.officer);
  }

  it('uses every permission of the table', () => {
    const used = new Set(
      routes.flatMap(({ mark }) => (mark && mark !== 'public' ? [mark.permission] : [])),
    );
    expect(permissionNames.filter((name) => !used.has(name))).toEqual([]);
  });
});

/** Ids of the right form that name nothing. */
const missing: Record<OwnedKind, string> = {
  case: randomUUID(),
  task: randomUUID(),
  letter: randomUUID(),
  answer: randomUUID(),
  message: randomUUID(),
  site: '1-000000001',
  link: randomUUID(),
  address: 'f'.repeat(64),
};

const belongsToACase = ({ mark }: MarkedRoute): boolean =>
  mark !== null && mark !== 'public' && Object.keys(mark.owned).length > 0;

/** Status, headers and body, but for the number and moment of the request. */
function bare({ status, headers, text }: Response): object {
  const told = Object.entries(headers as Record<string, string>).filter(
    ([name]) => !['x-request-id', 'date', 'set-cookie'].includes(name),
  );
  const requestId = (headers as Record<string, string>)['x-request-id'];
  return { status, headers: told, text: requestId ? text.replaceAll(requestId, '') : text };
}
