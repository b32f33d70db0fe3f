import { Agent, get } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newToken } from '@app/letters';
import { CONFIG, createLogger, type RunningConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { buildCase, buildLink } from '../builders/answer-links';
import * as a from '../builders/facts';
import { startApi, type TestApi } from '../harness/api';
import { sized, stopwatch, tellFigure } from '../harness/full-size';

const guesses = sized(1000, 100_000);
const perNetwork = 20;
const networks = guesses / perNetwork;
const atOnce = 20;

describe(`${guesses} guesses at links, ${perNetwork} from each of ${networks} networks`, () => {
  let api: TestApi;
  let token: string;
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

  beforeAll(async () => {
    // With https the proxy before us is believed about where a request comes from.
    api = await startApi('2026-11-20T12:00:00Z', { publicUrl: 'https://caseload.example.org' });
    const { officer } = await api.addOfficer('officer');
    const facts = [a.caseOpened('2026-11-01'), a.requested('2026-11-10')];
    token = await buildLink(api, await buildCase(api, officer.id, facts), 'otp-arrived');
  });
  afterAll(async () => {
    agent.destroy();
    await api.close();
  });

  const guess = (server: Server, network: number, guessed: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const headers = { 'X-Forwarded-For': `203.${network >> 8}.${network & 255}.7` };
      get({ host: '127.0.0.1', port, path: `/a/${guessed}`, headers, agent }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      }).once('error', reject);
    });

  const counted = (statuses: number[]): Record<number, number> => {
    const counts: Record<number, number> = {};
    for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };

  it(
    'open nothing',
    async () => {
      const seconds = stopwatch();
      const statuses: number[] = [];
      for (let first = 0; first < networks; first += atOnce)
        await Promise.all(
          Array.from({ length: Math.min(atOnce, networks - first) }, async (_, n) => {
            for (let tries = 0; tries < perNetwork; tries++)
              statuses.push(await guess(api.server, first + n, newToken()));
          }),
        );
      const failures = statuses.filter((status) => status !== 410).length;
      tellFigure({ name: 'guesses at answer links', n: guesses, failures, seconds: seconds() });
      expect(counted(statuses)).toEqual({ 410: guesses });
    },
    guesses * 60,
  );

  it('stop each network at its 21st, and lock out no home that shares it', async () => {
    const guessed: number[] = [];
    const right: number[] = [];
    for (let network = 0; network < networks; network++) {
      guessed.push(await guess(api.server, network, newToken()));
      right.push(await guess(api.server, network, token));
    }
    expect([counted(guessed), counted(right)]).toEqual([{ 429: networks }, { 200: networks }]);
  }, 60_000);

  it('are remembered over a restart, and held against nobody else', async () => {
    const restarted = await createApi({
      config: api.app.get<RunningConfig>(CONFIG),
      clock: api.clock,
      logger: createLogger({ logLevel: 'silent' }),
    });
    try {
      await restarted.listen(0, '127.0.0.1');
      const server = restarted.getHttpServer() as Server;
      expect(await guess(server, 0, newToken())).toBe(429);
      expect(await guess(server, networks + 1, newToken())).toBe(410);
    } finally {
      await restarted.close();
    }
  }, 30_000);
});
