import { buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import { RegisterNews } from '@app/cases';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-01T10:00:00Z';
const nobody = '00000000-0000-4000-8000-000000000000';

describe('one home through its registrations, over the JSON API', () => {
  let client: ApiClient;
  let older: string;
  let newer: string;
  let caseId: string;

  beforeAll(async () => {
    client = await ApiClient.start(start);
    const { db } = client.api;
    older = (await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' })).locationId;
    newer = (await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' })).locationId;
    caseId = (await client.post('/cases', { locationId: older, on: '2026-11-02' })).body.id;
    const place = { address: '1 Mill Lane', postcode: 'LN1 1AA' };
    const ended = { registration_status: 'deregistered', deregistered_on: '2026-11-27' };
    const begun = { registration_status: 'registered', registered_on: '2026-11-28' };
    await buildImport(db, {
      asOf: '2026-11-30',
      changes: { [older]: { ...place, ...ended }, [newer]: { ...place, ...begun } },
    });
    await client.api.app.get(RegisterNews).tell();
  });
  afterAll(() => client.close());

  const onlyLink = async (state = 'suggested') => {
    const { body } = await client.get(`/home-links?state=${state}`);
    expect(body).toMatchObject({ nextCursor: null, items: [{ state }] });
    return body.items[0];
  };

  it('the deregistered record halts its case, and the other one is suggested', async () => {
    expect((await client.get(`/cases/${caseId}`)).body).toMatchObject({ waitingOn: 'officer' });
    const link = await onlyLink();
    expect(link).toMatchObject({
      kind: 'successor',
      linkedOn: '2026-11-28',
      older: { locationId: older, isDeregistered: true, cases: [{ id: caseId, open: true }] },
      newer: { locationId: newer, cases: [] },
    });
    expect((await client.get(`/home-links/${link.id}`)).body).toEqual(link);
    const home = (await client.get(`/sites/${newer}/home`)).body;
    expect(home.records.map((r: { locationId: string }) => r.locationId)).toEqual([newer]);
    expect(home.toDecide).toEqual([link]);
  });

  it('a person joins them; the next case is linked to the old one and takes nothing over', async () => {
    const { id } = await onlyLink();
    expect(problemOf(await client.post(`/home-links/${id}/case`, {}))).toEqual([409, 'not-joined']);
    const joined = await client.post(`/home-links/${id}/decision`, { decision: 'accept' });
    expect([joined.status, joined.body.state]).toEqual([200, 'accepted']);
    expect(
      problemOf(await client.post(`/home-links/${id}/decision`, { decision: 'accept' })),
    ).toEqual([409, 'link-decided']);
    expect(problemOf(await client.post('/cases', { locationId: newer }))).toEqual([
      409,
      'home-has-open-case',
    ]);
    const next = await client.post(`/home-links/${id}/case`, { closeEarlier: true });
    expect(next.status).toBe(201);
    expect(next.body).toMatchObject({ earlierCaseId: caseId, stage: 'prospect', version: 1 });
    expect(next.headers.location).toBe(`/api/v1/cases/${next.body.id}`);
    expect((await client.get(`/cases/${caseId}`)).body).toMatchObject({ open: false });
    const { records } = (await client.get(`/sites/${older}/home`)).body;
    expect(records).toMatchObject([
      { locationId: older, until: '2026-11-27' },
      { locationId: newer, from: '2026-11-28', until: null },
    ]);
  });

  it('the decision is taken back', async () => {
    const { id } = await onlyLink('accepted');
    const undone = await client.post(`/home-links/${id}/decision`, { decision: 'undo' });
    expect(undone.body).toMatchObject({ state: 'suggested', decidedAt: null });
    expect((await onlyLink()).newer.cases).toMatchObject([{ earlierCaseId: null }]);
  });

  it('says what is wrong with a request', async () => {
    const { id } = await onlyLink();
    expect(problemOf(await client.get('/sites/1-1/home'))).toEqual([404, 'no-such-site']);
    expect(problemOf(await client.get(`/home-links/${nobody}`))).toEqual([404, 'no-such-link']);
    expect(problemOf(await client.get('/home-links?state=open'))).toEqual([400, 'invalid-input']);
    expect(problemOf(await client.get('/home-links?cursor=x'))[0]).toBe(400);
    const vague = await client.post(`/home-links/${id}/decision`, { decision: 'maybe' });
    expect(problemOf(vague)).toEqual([400, 'invalid-input']);
    const asViewer = await client.send('post', `/home-links/${id}/decision`, {
      as: 'viewer',
      body: { decision: 'dismiss' },
    });
    expect(asViewer.status).toBe(403);
  });
});
