import { QualityReports } from '@app/providers';
import { ApiClient, problemOf } from '../harness/api-client';
import { buildSite } from '../builders/register';

describe('the register over the API', () => {
  let client: ApiClient;
  let locationId: string;

  beforeAll(async () => {
    client = await ApiClient.start('2026-11-23T09:30:00Z');
    ({ locationId } = await buildSite(client.api.db, { name: 'Ashby House', town: 'Northby' }));
    const closed = await buildSite(client.api.db, { name: 'Closed House' });
    await client.api.db.query(
      `UPDATE site SET registration_status = 'deregistered', deregistered_on = '2026-01-31'
        WHERE location_id = $1`,
      [closed.locationId],
    );
  });
  afterAll(() => client.close());

  const names = async (query: string): Promise<string[]> =>
    (await client.get(`/sites${query}`)).body.items.map((s: { name: string }) => s.name);

  it('finds sites in spite of a slip, and answers as every list does', async () => {
    const { body } = await client.get('/sites?q=ashbi+hose');
    expect(Object.keys(body).sort()).toEqual(['items', 'nextCursor']);
    expect(await names('?q=ashbi+hose')).toEqual(['Ashby House']);
    expect(await names('?q=house')).toEqual(['Ashby House']);
    expect(await names('?q=house&status=any')).toEqual(['Ashby House', 'Closed House']);
    expect(await names('?status=deregistered&case=none')).toEqual(['Closed House']);
  });

  it.each([
    ['status', 'asleep'],
    ['case', 'lost'],
    ['quality', 'bad'],
  ])('refuses a %s that is none', async (name, value) => {
    const answer = await client.get(`/sites?${name}=${value}`);
    expect(problemOf(answer)).toEqual([400, 'invalid-input']);
    expect(answer.body.errors[0].pointer).toBe(`/${name}`);
  });

  it('says where each value comes from, and takes a better one', async () => {
    const path = `/sites/${locationId}`;
    const value = async (field: string) =>
      (await client.get(`${path}/values`)).body.items.find(
        (item: { field: string }) => item.field === field,
      );
    expect(await value('town')).toMatchObject({
      value: 'Northby',
      from: { by: 'import', fileName: 'builder' },
    });
    const put = (field: string, given: unknown, reason = 'The manager said so.') =>
      client.post(`${path}/corrections`, { field, value: given, reason });
    expect(problemOf(await put('phone', 'none'))).toEqual([400, 'invalid-phone']);
    expect(problemOf(await put('provider_id', '1-1'))).toEqual([400, 'not-correctable']);
    expect(problemOf(await put('phone', '01522 123456', ' '))).toEqual([422, 'no-reason']);
    const done = await put('phone', '+44 1522 123456');
    expect(done.status).toBe(201);
    expect(await value('phone')).toMatchObject({
      value: '01522123456',
      from: { by: 'person', reason: 'The manager said so.', sourceValue: null },
    });
    expect(await names('?q=01522+123456')).toEqual(['Ashby House']);
    expect((await client.get(`${path}/history`)).body.items).toMatchObject([
      { what: 'corrected', changes: [{ field: 'phone', from: null, to: '01522123456' }] },
      { what: 'created', fileName: 'builder', changes: [] },
    ]);
    const decision = `/corrections/${done.body.id}/decision`;
    expect(problemOf(await client.post(decision, { decision: 'keep' }))).toEqual([
      409,
      'nothing-asked',
    ]);
    expect((await client.post(decision, { decision: 'withdraw' })).status).toBe(204);
    expect(await value('phone')).toBeUndefined();
    expect(problemOf(await client.post(decision, { decision: 'withdraw' }))).toEqual([
      404,
      'no-such-correction',
    ]);
  });

  it.each(['/sites/%00/values', '/sites/%00/history', '/sites/1-1/values', '/sites/1-1/history'])(
    'has nothing at %s',
    async (path) => {
      expect(problemOf(await client.get(path))).toEqual([404, 'no-such-site']);
    },
  );

  it('counts what is missing, and lists the sites', async () => {
    const checks = async () =>
      (await client.get('/quality')).body.checks.filter((c: { sites: number }) => c.sites > 0);
    expect((await client.get('/quality')).body).toMatchObject({
      reviewedAt: null,
      upToDate: false,
    });
    expect(await checks()).toEqual([]);
    await client.api.app.get(QualityReports).review();
    expect((await checks()).map((c: { code: string }) => c.code)).toEqual([
      'no-ods-code',
      'no-postcode',
      'no-manager',
      'no-phone',
    ]);
    expect(await names('?quality=no-phone')).toEqual(['Ashby House']);
  });
});
