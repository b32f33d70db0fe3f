import { Sealer } from '@app/platform';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

describe('the wording of letters over the JSON API', () => {
  let client: ApiClient;
  let caseId: string;

  beforeAll(async () => {
    client = await ApiClient.start('2026-12-01T10:00:00Z');
    const { locationId } = await buildSite(client.api.db, {
      name: 'The Larches',
      contact: { name: 'Jo Field', email: 'jo@example.org' },
      sealer: client.api.app.get(Sealer),
    });
    caseId = (await client.post('/cases', { locationId, on: '2026-12-01' })).body.id;
  });
  afterAll(() => client.close());

  const path = '/wordings/otp-arrived';
  const change = (method: 'put' | 'post' | 'delete', step: string, etag: string, body?: object) =>
    client.send(method, path + step, { body, headers: { 'If-Match': etag } });

  it('is listed with what each may hold', async () => {
    const { items } = (await client.get('/wordings')).body;
    expect(items).toHaveLength(25);
    const { body, headers } = await client.get(path);
    expect(headers.etag).toBe('"v0"');
    expect(body).toMatchObject({
      isShipped: true,
      required: ['use by'],
      fields: { 'use by': 'the last day the passcode works' },
      conditions: { link: 'the letter has a page where the reader can answer' },
      draft: null,
    });
    expect(problemOf(await client.get('/wordings/otp'))).toEqual([404, 'no-such-letter']);
  });

  it('is drafted, previewed with a real home, published and put back', async () => {
    const { inForce } = (await client.get(path)).body;
    const wording = { ...inForce, heading: 'Is it there, **((home))**?' };
    const drafted = await change('put', '/draft', '"v0"', wording);
    expect([drafted.status, drafted.headers.etag]).toEqual([200, '"v1"']);
    const { body } = await client.post(`${path}/preview`, { caseId });
    expect(body.isReal).toBe(false);
    expect(body.text).toContain('Is it there, The Larches?');
    expect(body.text).toContain('Dear Jo Field,');
    expect(
      await client.api.db.query(
        "SELECT subject FROM audit_entry WHERE action = 'details-seen' AND cases = ARRAY[$1::uuid]",
        [caseId],
      ),
    ).toEqual([{ subject: `case:${caseId}` }]);
    const published = await change('post', '/publish', '"v1"');
    expect(published.body).toMatchObject({ isShipped: false, draft: null });
    const back = await change('post', '/reset', published.headers.etag ?? '');
    expect(back.body).toMatchObject({ isShipped: true, inForce });
    const { items } = (await client.get(`${path}/history`)).body;
    expect(items.map((v: { number: number }) => v.number)).toEqual([2, 1]);
    expect((await client.api.db.query('SELECT 1 FROM letter')).length).toBe(0);
  });

  it('is overwritten by nobody who has not seen it, and changed by no viewer', async () => {
    const { body, headers } = await client.get(path);
    expect(problemOf(await client.send('put', `${path}/draft`, { body: body.inForce }))).toEqual([
      428,
      'if-match-required',
    ]);
    expect(problemOf(await change('put', '/draft', '"v0"', body.inForce))).toEqual([
      412,
      'wording-changed',
    ]);
    const asViewer = await client.send('put', `${path}/draft`, {
      as: 'viewer',
      body: body.inForce,
      headers: { 'If-Match': headers.etag ?? '' },
    });
    expect(problemOf(asViewer)).toEqual([403, 'not-permitted']);
    expect(problemOf(await change('post', '/publish', headers.etag ?? ''))).toEqual([
      404,
      'no-draft',
    ]);
  });

  it('names the place of everything that cannot be used', async () => {
    const { body, headers } = await client.get(path);
    const wording = { ...body.inForce, action: 'Reply with your passcode.', news: ['((x))'] };
    const refused = await change('put', '/draft', headers.etag ?? '', wording);
    expect(problemOf(refused)).toEqual([400, 'unusable-wording']);
    expect(refused.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/news/0',
      '/action',
    ]);
    const previewed = await client.post(`${path}/preview`, { wording });
    expect(problemOf(previewed)).toEqual([400, 'unusable-wording']);
    expect(problemOf(await client.post(`${path}/preview`, { sample: 'no' }))).toEqual([
      404,
      'no-such-sample',
    ]);
  });
});
