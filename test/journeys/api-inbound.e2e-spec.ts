import { randomUUID } from 'node:crypto';
import { arriveIn, rawMessage } from '../builders/inbound';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-11-23T09:30:00Z';
const cameAt = '2026-11-23T09:10:00Z';

describe('mail that came in, in the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  const arrive = (subject: string, body = 'The code came today.'): Promise<string> =>
    arriveIn(
      client.api.app,
      rawMessage(
        {
          From: 'Kim <kim@elsewhere.example>',
          To: 'caseload@association.example',
          Subject: subject,
        },
        body,
      ),
      cameAt,
    );

  async function openCase(): Promise<string> {
    const { locationId } = await buildSite(client.api.db);
    return (await client.post('/cases', { locationId, on: '2026-11-02' })).body.id;
  }

  it('lists what waits to be placed, page by page, oldest first', async () => {
    const ids = [await arrive('one'), await arrive('two')];
    const first = await client.get('/messages?limit=1');
    expect(first.body.items).toEqual([
      expect.objectContaining({ status: 'tray', kind: 'human', excerpt: 'The code came today.' }),
    ]);
    const masked = { name: 'Kim', address: 'k***@elsewhere.example' };
    expect(first.body.items[0].from).toEqual(masked);
    const whole = await client.get(`/messages/${first.body.items[0].id}`);
    expect(whole.body.from).toEqual({ name: 'Kim', address: 'kim@elsewhere.example' });
    const next = await client.get(`/messages?limit=1&cursor=${first.body.nextCursor}`);
    const listed = [first, next].map((page) => page.body.items[0].id);
    expect(listed.sort()).toEqual(ids.sort());
    expect(problemOf(await client.get('/messages?cursor=nonsense'))).toEqual([400, 'bad-cursor']);
  });

  it('files a message to cases, where it counts as an answer once', async () => {
    const [id, caseId] = [await arrive('to be filed'), await openCase()];
    const filed = await client.post(`/messages/${id}/filing`, { caseIds: [caseId] });
    expect(filed.body).toMatchObject({ status: 'filed', homes: [{ caseId }] });
    await client.post(`/messages/${id}/filing`, { caseIds: [caseId] });
    const facts = await client.get(`/cases/${caseId}/facts`);
    expect(facts.body.items.map((fact: { type: string }) => fact.type)).toEqual([
      'case-opened',
      'provider-replied',
    ]);
    const ofCase = await client.get(`/cases/${caseId}/messages`);
    expect(ofCase.body.items).toEqual([expect.objectContaining({ id, status: 'filed' })]);
    expect(ofCase.body.items[0].from.address).toBe('k***@elsewhere.example');
  });

  it('files “thanks” without an answer', async () => {
    const [id, caseId] = [await arrive('x', 'Thank you very much!'), await openCase()];
    expect((await client.get(`/messages/${id}`)).body.kind).toBe('thanks');
    await client.post(`/messages/${id}/filing`, { caseIds: [caseId] });
    expect((await client.get(`/cases/${caseId}/facts`)).body.items).toHaveLength(1);
  });

  it('sets a message aside once, and takes it up again', async () => {
    const id = await arrive('an offer');
    expect((await client.post(`/messages/${id}/set-aside`, {})).body.status).toBe('set-aside');
    expect(problemOf(await client.post(`/messages/${id}/set-aside`, {}))).toEqual([
      409,
      'not-in-tray',
    ]);
    const filed = await client.post(`/messages/${id}/filing`, { caseIds: [await openCase()] });
    expect(filed.body.status).toBe('filed');
  });

  it('says what is wrong', async () => {
    const id = await arrive('refused');
    const filing = (caseIds: unknown, of = id) =>
      client.post(`/messages/${of}/filing`, { caseIds });
    expect(problemOf(await filing([randomUUID()]))).toEqual([400, 'no-such-case']);
    expect((await filing([])).status).toBe(400);
    expect((await filing('x')).status).toBe(400);
    expect(problemOf(await filing([await openCase()], randomUUID()))).toEqual([
      404,
      'no-such-message',
    ]);
    expect(problemOf(await client.get('/messages/nothing'))).toEqual([404, 'no-such-message']);
    expect((await client.get(`/messages/${id}`)).body.status).toBe('tray');
  });

  it('keeps nothing of a message in the clear, and logs nothing of it', async () => {
    await arrive('Canary subject', 'Canary words of theirs');
    const rows = await client.api.db.query<{ row: string }>(
      `SELECT m::text AS row FROM inbound_message m
       UNION ALL SELECT r::text FROM inbound_raw r UNION ALL SELECT a::text FROM inbound_attachment a`,
    );
    const stored = rows.map(({ row }) => row).join('\n');
    for (const text of ['Canary', 'kim@elsewhere.example']) {
      expect(stored).not.toContain(text);
      expect(stored).not.toContain(Buffer.from(text).toString('hex'));
      expect(client.api.logLines.join('\n')).not.toContain(text);
    }
  });
});
