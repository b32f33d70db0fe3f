import { ContactsService } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-11-23T09:30:00Z';

/** Letters that a program sends by hand, in the JSON API. */
describe('letters sent by hand in the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  async function opened(email: string | null = 'jo@home.example') {
    const { locationId } = await buildSite(client.api.db, { name: 'Ashby House' });
    const contacts = client.api.app.get(ContactsService);
    const now = Temporal.Instant.from(start);
    if (email) await contacts.set(locationId, { name: 'Jo Manager', email }, now);
    const { body } = await client.post('/cases', { locationId, on: '2026-10-12' });
    return { id: String(body.id), path: `/cases/${body.id}` };
  }

  const first = { 'If-Match': '"v1"' };
  const question = { kind: 'ask', text: 'the names of the staff' };

  it('previews without changing anything, and sends the same', async () => {
    const { path } = await opened('one@home.example');
    const preview = await client.post(`${path}/letters/preview`, question);
    expect([preview.status, preview.headers.etag]).toEqual([200, '"v1"']);
    expect(preview.body).toMatchObject({
      to: { name: 'Jo Manager', address: 'one@home.example' },
      day: '2026-11-23',
      joins: false,
      waitsADay: false,
      inSpiteOf: null,
    });
    // Who saw the name and address stands in the audit, by a body as by an address.
    const seen = await client.api.db.query(
      "SELECT why FROM audit_entry WHERE action = 'details-seen' AND subject = $1",
      [path.replace('/cases/', 'case:')],
    );
    expect(seen).toEqual([{ why: 'POST /api/v1/cases/:id/letters/preview' }]);
    expect((await client.get(`${path}/letters`)).body.items).toEqual([]);
    const sent = await client.post(`${path}/letters`, question, first);
    expect([sent.status, sent.headers.etag]).toEqual([201, '"v2"']);
    expect(sent.body).toMatchObject({ day: '2026-11-23', joined: false });
    const [letter] = (await client.get(`${path}/letters`)).body.items;
    expect(letter).toMatchObject({ id: sent.body.letterId, subject: preview.body.subject });
    const { items } = (await client.get(`${path}/facts`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'provider-asked', about: question.text });
  });

  it('sends once what comes twice under one key', async () => {
    const { path } = await opened('two@home.example');
    const key = { ...first, 'Idempotency-Key': 'ask-once' };
    const answers = [
      await client.post(`${path}/letters`, question, key),
      await client.post(`${path}/letters`, question, key),
    ];
    expect(answers.map((a) => [a.status, a.body.letterId])).toEqual([
      [201, answers[0]?.body.letterId],
      [201, answers[0]?.body.letterId],
    ]);
    expect((await client.get(`${path}/letters`)).body.items).toHaveLength(1);
  });

  it('refuses what nobody read the case for, and what has changed since', async () => {
    const { path } = await opened('three@home.example');
    expect((await client.post(`${path}/letters`, question)).status).toBe(428);
    const stale = await client.post(`${path}/letters`, question, { 'If-Match': '"v9"' });
    expect(stale.status).toBe(412);
  });

  it('says what is wrong with a letter, and why nobody gets it', async () => {
    const { path } = await opened('four@home.example');
    const refused = async (body: object, at = path) =>
      (await client.post(`${at}/letters/preview`, body)).body as object;
    expect(await refused({ kind: 'free', title: 'Hello' })).toMatchObject({
      status: 400,
      code: 'invalid-text',
      errors: [{ pointer: '/text' }],
    });
    expect(await refused({ kind: 'sonnet' })).toMatchObject({ errors: [{ pointer: '/kind' }] });
    expect(await refused({ kind: 'ask', text: 'x', recipient: 'Nobody Known' })).toMatchObject({
      code: 'no-such-person',
    });
    expect(await refused({ kind: 'reminder' })).toMatchObject({ code: 'nothing-to-remind-of' });
    const nobody = await opened(null);
    expect(await refused(question, nobody.path)).toMatchObject({ code: 'no-address' });
  });

  it('tells who gets letters, and writes to who does not only if they asked', async () => {
    const { path } = await opened('five@home.example');
    const at = { at: start, how: 'phone', asker: 'manager' };
    await client.post(`${path}/facts`, { type: 'opted-out', ...at }, first);
    const ann = { type: 'person-added', on: '2026-11-20', person: 'Ann Lee' };
    await client.post(`${path}/facts`, ann, { 'If-Match': '"v2"' });
    const { body } = await client.get(path);
    expect(body.readers).toEqual([
      {
        recipient: 'provider',
        person: null,
        hasAddress: true,
        keptFrom: ['opted-out'],
        awayUntil: null,
      },
      {
        recipient: 'person',
        person: 'Ann Lee',
        hasAddress: false,
        keptFrom: [],
        awayUntil: null,
      },
    ]);
    const now = { 'If-Match': `"v${body.version}"` };
    const refused = await client.post(`${path}/letters`, question, now);
    expect(problemOf(refused)).toEqual([422, 'not-written-to-unless-asked']);
    const asked = { ...question, askedFor: 'They rang on Friday' };
    expect((await client.post(`${path}/letters`, asked, now)).status).toBe(201);
  });
});
