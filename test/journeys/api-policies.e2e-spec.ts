import { Sealer } from '@app/platform';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-01T10:00:00Z';

describe('policies over the JSON API', () => {
  let client: ApiClient;
  let casePath: string;

  beforeAll(async () => {
    client = await ApiClient.start(start);
    const contact = { name: 'Sam Carter', email: 'sam@example.org' };
    const { locationId } = await buildSite(client.api.db, {
      contact,
      sealer: client.api.app.get(Sealer),
    });
    const opened = await client.post('/cases', { locationId, on: '2026-12-01' });
    casePath = `/cases/${opened.body.id}`;
    const asked = { type: 'otp-requested', on: '2026-12-01', channel: 'post' };
    await client.post(`${casePath}/facts`, asked, { 'If-Match': '"v1"' });
  });
  afterAll(() => client.close());

  const asLead = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => client.send(method, path, { as: 'lead', body, headers });

  const sendAt = async (rung: string): Promise<string | undefined> =>
    (await client.get(`${casePath}/follow-ups`)).body.items.find(
      (f: { rung: string }) => f.rung === rung,
    )?.sendAt;

  it('begin with the shipped one, which every officer may read and only leads may change', async () => {
    const { items } = (await client.get('/policies')).body;
    expect(items).toMatchObject([{ number: 1, status: 'published', author: 'system' }]);
    const one = await client.get('/policies/1');
    expect(one.body.document.ladders['otp-arrival'][0]).toMatchObject({ rung: 'day-5', days: 5 });
    expect(one.headers.etag).toBe('"v1"');
    expect(problemOf(await client.post('/policies', { reason: 'x' }))).toEqual([
      403,
      'not-permitted',
    ]);
    expect((await client.get('/policies/1', 'viewer')).status).toBe(403);
    expect(problemOf(await client.get('/policies/77'))).toEqual([404, 'no-such-policy']);
    expect(problemOf(await client.get('/policies/one'))).toEqual([404, 'no-such-policy']);
  });

  it('tell every fault of a draft by its field', async () => {
    const wrong = await asLead('post', '/policies', {
      reason: '',
      change: { passcodeGoodForDays: 'x', sendingHours: { from: 17, to: 9 } },
      colour: 'red',
    });
    expect(problemOf(wrong)).toEqual([400, 'invalid-policy']);
    expect(wrong.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
      '/change/passcodeGoodForDays',
      '/change/sendingHours',
      '/colour',
      '/reason',
    ]);
  });

  it('are drafted, looked at and published; the dates follow', async () => {
    expect(await sendAt('day-7')).toBe('2026-12-08T09:00:00Z');
    const holiday = { date: '2026-12-08', title: 'Day of mourning' };
    const drafted = await asLead('post', '/policies', {
      reason: 'Announced today',
      addBankHolidays: [holiday],
    });
    expect([drafted.status, drafted.headers.location]).toEqual([201, '/api/v1/policies/2']);
    expect(problemOf(await asLead('post', '/policies', { reason: 'x' }))).toEqual([
      409,
      'draft-exists',
    ]);
    expect(problemOf(await asLead('get', '/policies/2/preview'))).toEqual([404, 'no-preview']);
    const preview = await asLead('post', '/policies/2/preview');
    expect(preview.body).toMatchObject({
      policy: 2,
      totals: { cases: 1, moves: 1, appears: 0, vanishes: 0 },
      items: [
        {
          changes: [
            {
              change: 'moves',
              rung: 'day-7',
              from: { sendAt: '2026-12-08T09:00:00Z' },
              to: { sendAt: '2026-12-09T09:00:00Z' },
            },
          ],
        },
      ],
    });
    expect((await asLead('get', '/policies/2/preview')).body).toEqual(preview.body);
    // It names homes of every team.
    expect((await client.get('/policies/2/preview')).status).toBe(403);
    expect(await sendAt('day-7')).toBe('2026-12-08T09:00:00Z');

    const publish = (number: number) => asLead('post', '/policies/2/publish', { preview: number });
    expect(problemOf(await publish(preview.body.number + 1))).toEqual([409, 'preview-outdated']);
    const published = await publish(preview.body.number);
    expect(published.body).toMatchObject({ number: 2, status: 'published' });
    expect(await sendAt('day-7')).toBe('2026-12-09T09:00:00Z');
    expect((await client.get('/policies/1')).body.status).toBe('superseded');
    expect(problemOf(await publish(preview.body.number))).toEqual([409, 'policy-is-published']);
  });

  it('are told when somebody else has changed the draft, and need its ETag', async () => {
    await asLead('post', '/policies', { reason: 'x' });
    const change = { reason: 'y', change: { parkedForDays: 80 } };
    expect(problemOf(await asLead('put', '/policies/3', change))).toEqual([
      428,
      'if-match-required',
    ]);
    const first = await asLead('put', '/policies/3', change, { 'If-Match': '"v1"' });
    expect([first.status, first.headers.etag]).toEqual([200, '"v2"']);
    expect(problemOf(await asLead('put', '/policies/3', change, { 'If-Match': '"v1"' }))).toEqual([
      412,
      'stale-version',
    ]);
    expect((await asLead('delete', '/policies/3')).status).toBe(204);
    expect(problemOf(await asLead('delete', '/policies/1'))).toEqual([409, 'policy-is-published']);
  });

  it('page through history', async () => {
    const first = (await client.get('/policies?limit=1')).body;
    expect(first.items).toMatchObject([{ number: 2 }]);
    const second = (await client.get(`/policies?limit=1&cursor=${first.nextCursor}`)).body;
    expect([second.items[0].number, second.nextCursor]).toEqual([1, null]);
  });
});
