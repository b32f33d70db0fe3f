import { SignInLinks } from '@app/officers';
import { CONFIG, type RunningConfig, Sealer } from '@app/platform';
import { driftInWords, NightAudit } from '@app/night-audit';
import request from 'supertest';
import { sessionCookie, startApi, type TestApi, fromOwnPage } from '../harness/api';
import { type ApiProcess, startApiProcess } from '../harness/api-process';
import { sized, stopwatch, tellFigure } from '../harness/full-size';
import { LivedIn } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';
import { isApi, type Route, routesOf } from '../harness/routes';
import { faultOf, reproOf } from './judge';
import { type FuzzRequest, type Material, RequestMaker } from './make-requests';
import { formsOf, type PageForm } from './page-forms';
import { type RawAnswer, RawHttp } from './raw-http';

/** With FUZZ_SEED the same requests are made again. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const requests = Number(process.env.FUZZ_REQUESTS ?? sized(2_000, 100_000));
const atOnce = 8;
/** The reduced run shares the machine with other tests. */
const p99Ms = sized(3_000, 1_000);

jest.setTimeout(sized(180_000, 7_200_000));

const now = '2026-11-24T10:00:00Z';
const roles = ['officer', 'lead', 'viewer'] as const;

describe(`${requests} requests that nobody expects`, () => {
  let api: TestApi;
  let child: ApiProcess;
  let http: RawHttp;
  let lived: LivedIn;
  let material: Material;
  let driftBefore: string[];
  const officers: Record<string, { id: string; token: string; cookie: string }> = {};

  beforeAll(async () => {
    api = await startApi(now, { startAt: now });
    for (const role of roles) {
      const { officer, token } = await api.addOfficer(role);
      officers[role] = { id: officer.id, token, cookie: await api.signIn(officer) };
    }
    const { officer, lead } = officers;
    lived = new LivedIn(api, { officer: officer?.token ?? '', lead: lead?.token ?? '' });
    await lived.furnish();
    for (let homes = 0; homes < 2; homes++) await lived.answer(await lived.addHome());
    await lived.work();
    child = await startApiProcess(api.app.get<RunningConfig>(CONFIG));
    http = new RawHttp(child.port);
    material = await materialOf();
    driftBefore = await drift();
  });
  afterAll(async () => {
    http?.close();
    await child?.stop();
    await api?.close();
  });

  /** What the facts of a case do not bear out; the builders of letters cut corners. */
  async function drift(): Promise<string[]> {
    const report = await new NightAudit(api.db, api.clock, api.app.get(Sealer)).audit();
    return report.drift.map(driftInWords);
  }

  /** Reads what there is to ask for, and every page for its forms. */
  async function materialOf(): Promise<Material> {
    const routes = routesOf(api.app);
    const ids = new RealIds(api.db, (path, place) =>
      place !== 'token'
        ? undefined
        : path.startsWith('/a/')
          ? lived.homes.flatMap(({ links }) => Object.values(links))
          : ['A'.repeat(43)],
    );
    const addresses: Record<string, string[]> = {};
    for (const { path } of routes) addresses[path] ??= await ids.addresses(path, 3);
    const { body: document } = await request(api.server).get('/api/openapi.json');
    const list = (what: string) => ids.addresses(`/${what}`, 5);
    const last = (all: string[]) => all.map((one) => one.split('/').at(-1) ?? '');
    return {
      routes,
      document,
      addresses,
      known: {
        locationId: last(await list('sites/:locationId')),
        caseIds: [last(await list('cases/:id'))],
        case: last(await list('cases/:id')),
        officerId: Object.values(officers).map(({ id }) => id),
        person: ['Jo Field', 'p1'],
      },
      forms: await formsOfPages(routes, addresses),
      roles: ['stranger', ...roles],
      credentials: (role, toApi) => {
        const who = officers[role];
        if (!who) return [];
        return toApi ? [['Authorization', `Bearer ${who.token}`]] : [['Cookie', who.cookie]];
      },
    };
  }

  async function formsOfPages(
    routes: readonly Route[],
    addresses: Record<string, string[]>,
  ): Promise<PageForm[]> {
    const forms: PageForm[] = [];
    for (const route of routes) {
      if (route.method !== 'get' || isApi(route)) continue;
      for (const address of addresses[route.path] ?? []) {
        const answer = await request(api.server)
          .get(address)
          .set('Cookie', officers.lead?.cookie ?? '');
        if (answer.type === 'text/html') forms.push(...formsOf(answer.text, address));
      }
    }
    return forms;
  }

  /** Some of the requests sign somebody out, disable them or change their role: made good again. */
  async function letIn(role: string): Promise<void> {
    const who = officers[role];
    if (!who) return;
    await api.db.query('UPDATE officer SET disabled_at = NULL, role = $2 WHERE id = $1', [
      who.id,
      role,
    ]);
    const { url } = await api.app.get(SignInLinks).make(who.id);
    const answer = await request(api.server).post(new URL(url).pathname).set(fromOwnPage);
    who.cookie = sessionCookie(answer.headers['set-cookie']);
  }

  it('finds every route, and forms to fill in', () => {
    expect(lived.refused).toEqual([]);
    expect(material.routes.length).toBeGreaterThan(150);
    expect(material.forms.length).toBeGreaterThan(50);
  });

  /** What the process wrote of a request that went wrong: its id stands in the answer. */
  function inLog({ headers, text }: RawAnswer): string {
    const id = headers['x-request-id'] ?? /X-Request-Id: (\S+)/i.exec(text)?.[1];
    const lines = child.said().split('\n');
    return lines.find((line) => id !== undefined && line.includes(String(id)))?.slice(0, 900) ?? '';
  }

  it('meet no error of ours, and learn nothing of the inside', async () => {
    const seconds = stopwatch();
    const maker = new RequestMaker(material, seed);
    const faults: string[] = [];
    const times: number[] = [];
    const statuses: Record<string, number> = {};
    const slowest: [ms: number, repro: string][] = [];
    const good = new Set<string>();
    let shed = 0;
    let next = 0;
    const one = async (asked: FuzzRequest): Promise<void> => {
      const answer = await http.send(asked);
      times.push(answer.ms);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 503) shed += 1;
      if (answer.status >= 200 && answer.status < 400) good.add(asked.route);
      if (answer.ms > 1_000) slowest.push([Math.round(answer.ms), reproOf(asked)]);
      const fault = faultOf(asked, answer);
      if (fault) faults.push([fault, inLog(answer), reproOf(asked)].join('\n    '));
    };
    const lane = async (): Promise<void> => {
      while (next < requests) {
        const n = next++;
        if (n % 100 === 0) for (const role of roles) await letIn(role);
        await one(maker.make(n));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));

    times.sort((a, b) => a - b);
    const p99 = Math.round(times[Math.floor(times.length * 0.99)] ?? 0);
    tellFigure({
      name: 'generated requests without a server error',
      n: requests,
      failures: faults.length,
      seed,
      seconds: seconds(),
      p99Ms: p99,
      shed,
      statuses,
      routesAnsweredWell: good.size,
      routes: material.routes.length,
    });
    expect(faults.slice(0, 20)).toEqual([]);
    expect(p99 > p99Ms ? slowest : []).toEqual([]);
  });

  it('leave the process alive and well, and nothing in its log that nobody caught', async () => {
    expect([child.child.exitCode, child.child.signalCode]).toEqual([null, null]);
    const ready = await fetch(`${child.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(child.said()).not.toMatch(/unhandled|uncaught|MaxListenersExceeded|heap/i);
  });

  it('leave nothing half done: every case still reads from its facts', async () => {
    expect((await drift()).filter((one) => !driftBefore.includes(one))).toEqual([]);
  });
});
