import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import * as a from '../builders/facts';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { describeWithRedis } from '../harness/redis';

/** What the board tells of one queue. */
interface ToldQueue {
  name: string;
  readOnlyMode: boolean;
  counts: Record<string, number>;
  jobs: { id: string; name: string; data: Record<string, unknown> }[];
}

/** The page about the queue and its board, on a backend. */
function looksAtTheQueue(backend: string, redisUrl: () => string | undefined): void {
  let api: TestApi;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    const url = redisUrl();
    api = await startApi('2026-11-23T09:30:00Z', url ? { redisUrl: url } : {});
    const { officer } = await api.addOfficer('officer');
    cookies.officer = await api.signIn(officer);
    cookies.lead = await api.signIn((await api.addOfficer('lead')).officer);
    // Its letter is due tomorrow at 09:00, so its bell is set at once.
    await buildCase(
      api,
      officer.id,
      [a.caseOpened('2026-11-17'), a.named('2026-11-18', 'Jo Canary'), a.requested('2026-11-19')],
      { name: 'Canary House', email: 'jo.canary@home.example' },
    );
  }, 60_000);
  afterAll(() => api?.close());

  const get = (path: string, who: string) =>
    request(api.server)
      .get(path)
      .set('Cookie', cookies[who] ?? '');

  const put = (path: string) =>
    request(api.server)
      .put(`/settings/queue/board/api/queues/${path}`)
      .set('Cookie', cookies.lead ?? '')
      .set(fromOwnPage);

  async function bells(who: string): Promise<ToldQueue> {
    const path = '/settings/queue/board/api/queues?activeQueue=bells&status=delayed';
    const { body } = await get(path, who).expect(200);
    const queue = (body as { queues: ToldQueue[] }).queues.find(({ name }) => name === 'bells');
    if (!queue) throw new Error('The board does not know the bells.');
    return queue;
  }

  it('says where the queue lives and what is in it', async () => {
    const { text } = await get('/settings/queue', 'officer').expect(200);
    expect(text).toContain(`BullMQ on ${backend}`);
    expect(text).toContain('Follow-ups that fall due');
  });

  it('holds nothing in a job but what rings and when', async () => {
    const { jobs, readOnlyMode } = await bells('officer');
    expect(readOnlyMode).toBe(true);
    expect(jobs.length).toBeGreaterThan(0);
    for (const { data } of jobs) expect(JSON.stringify(data)).not.toMatch(/canary|@|house/i);
    expect(new Set(jobs.flatMap(({ data }) => Object.keys(data)))).toEqual(
      new Set(['clock', 'at']),
    );
  });

  it('lets a lead clear it, an officer not', async () => {
    const [job] = (await bells('lead')).jobs;
    const clear = (who: string) =>
      request(api.server)
        .put(`/settings/queue/board/api/queues/bells/${encodeURIComponent(job?.id ?? '')}/clean`)
        .set('Cookie', cookies[who] ?? '')
        .set(fromOwnPage);
    await clear('officer').expect(403);
    expect((await bells('lead')).jobs.map(({ id }) => id)).toContain(job?.id);
    await clear('lead').expect(204);
    expect((await bells('lead')).jobs.map(({ id }) => id)).not.toContain(job?.id);
  });

  it('answers whatever it is asked for, and does not say what it is made of', async () => {
    const board = '/settings/queue/board';
    for (const path of [
      ...['activeQueue=%25', 'activeQueue=none', 'activeQueue=a&activeQueue=b', 'page=-1'].map(
        (query) => `${board}/api/queues?${query}`,
      ),
      ...['status=none', 'page=1e9', 'jobsPerPage=-5', 'status=%00'].map(
        (query) => `${board}/api/queues?activeQueue=bells&${query}`,
      ),
      ...['none/logs', '%25', '%00', 'none/flow?maxChildren=x'].map(
        (job) => `${board}/api/queues/bells/${job}`,
      ),
      ...['/api/queues/none/workers', '/api/queues/__proto__/metrics', '/api/none'].map(
        (rest) => board + rest,
      ),
      ...['/static/../../../package.json', '/static/%2e%2e/%2e%2e/package.json'].map(
        (rest) => board + rest,
      ),
      `${board}/static/none.js`,
    ]) {
      const { status, headers, text } = await get(path, 'officer');
      expect([path, status < 500]).toEqual([path, true]);
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(text).not.toContain('dependencies');
    }
    for (const path of [
      'bells/retry/none',
      'bells/clean/none',
      'none/clean/failed',
      'bells/%00/clean',
    ])
      expect([path, (await put(path)).status < 500]).toEqual([path, true]);
  });

  it('lets nobody pause, empty or fill it', async () => {
    for (const path of ['pause', 'bells/pause', 'bells/empty', 'bells/obliterate', 'bells/promote'])
      expect([path, [404, 405].includes((await put(path)).status)]).toEqual([path, true]);
  });

  it('does nothing that another site asks for', async () => {
    await request(api.server)
      .put('/settings/queue/board/api/queues/bells/clean/delayed')
      .set('Cookie', cookies.lead ?? '')
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(403);
  });
}

describe('the queue on PostgreSQL', () => {
  looksAtTheQueue('PostgreSQL', () => undefined);
});

describeWithRedis('the queue on Redis', (redis) => {
  looksAtTheQueue('Redis', () => redis().url);
});
