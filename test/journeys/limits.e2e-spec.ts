import type { Server } from 'node:http';
import { CONFIG, createLogger, type RunningConfig } from '@app/platform';
import request from 'supertest';
import { createApi } from '../../apps/api/src/create-api';
import { mostAnHour } from '../../apps/api/src/security/heavy-work';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { tellFigure } from '../harness/full-size';

jest.setTimeout(60_000);

describe('how much one officer may bring in and take away', () => {
  let api: TestApi;
  let other: Awaited<ReturnType<typeof createApi>>;
  let cookie: string;
  let colleague: string;

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const { officer } = await api.addOfficer('lead');
    cookie = await api.signIn(officer);
    colleague = await api.signIn((await api.addOfficer('lead')).officer);
    other = await another();
  });
  afterAll(async () => {
    await other?.close();
    await api?.close();
  });

  /** Another process on the same database. */
  async function another() {
    const made = await createApi({
      config: api.app.get<RunningConfig>(CONFIG),
      clock: api.clock,
      logger: createLogger({ logLevel: 'silent' }),
    });
    await made.listen(0, '127.0.0.1');
    return made;
  }

  const take = (server: Server, as = cookie) => request(server).get('/audit/csv').set('Cookie', as);
  const bring = (server: Server, as = cookie) =>
    request(server).post('/imports').set(fromOwnPage).set('Cookie', as).type('form').send({});

  it.each([['export', take] as const, ['upload', bring] as const])(
    'ends for an %s at the limit, in every process and after a restart',
    async (work, does) => {
      const servers = [api.server, other.getHttpServer() as Server];
      const statuses: number[] = [];
      for (let n = 0; n < mostAnHour[work]; n++)
        statuses.push((await does(servers[n % 2] as Server)).status);
      const passed = statuses.filter((status) => status !== 429).length;
      const refused = [await does(servers[0] as Server), await does(servers[1] as Server)];
      const restarted = await another();
      try {
        refused.push(await does(restarted.getHttpServer() as Server));
      } finally {
        await restarted.close();
      }
      tellFigure({
        name: `${work}s of one officer in an hour`,
        n: statuses.length + refused.length,
        failures: mostAnHour[work] - passed + refused.filter(({ status }) => status !== 429).length,
      });
      expect(passed).toBe(mostAnHour[work]);
      expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
      for (const { headers, text } of refused) {
        expect(Number(headers['retry-after'])).toBeGreaterThan(3000);
        expect(text).toContain('within an hour');
      }
      expect((await does(api.server, colleague)).status).not.toBe(429);
    },
  );
});
