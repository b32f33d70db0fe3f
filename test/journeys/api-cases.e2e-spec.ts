import { randomUUID } from 'node:crypto';
import { Sealer } from '@app/platform';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-24T10:00:00Z';

describe('a case in the JSON API', () => {
  let client: ApiClient;

  let locationId: string;
  let path: string;
  let etag: string;

  beforeAll(async () => {
    client = await ApiClient.start(start);
    ({ locationId } = await buildSite(client.api.db, {
      name: 'Ashby House',
      contact: { name: 'Sam Carter', email: 'sam@ashby.example' },
      sealer: client.api.app.get(Sealer),
    }));
  });

  afterAll(() => client.close());

  it('is opened for a site of the register, once', async () => {
    const opened = await client.post('/cases', { locationId, on: '2026-12-01' });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      locationId,
      officerId: client.me.id,
      version: 1,
      open: true,
    });
    path = (opened.headers.location ?? '').replace('/api/v1', '');
    etag = opened.headers.etag ?? '';
    expect([path, etag]).toEqual([`/cases/${opened.body.id}`, '"v1"']);
    expect(problemOf(await client.post('/cases', { locationId }))).toEqual([
      409,
      'case-already-open',
    ]);
    expect(problemOf(await client.post('/cases', { locationId: '1-1' }))).toEqual([
      404,
      'no-such-site',
    ]);
  });

  it('takes a fact only from who has read its newest version', async () => {
    const fact = { type: 'otp-requested', on: '2026-12-18', channel: 'post' };
    expect(problemOf(await client.post(`${path}/facts`, fact))).toEqual([428, 'if-match-required']);
    expect(problemOf(await client.post(`${path}/facts`, fact, { 'If-Match': 'v1' }))).toEqual([
      400,
      'invalid-if-match',
    ]);
    const recorded = await client.post(`${path}/facts`, fact, { 'If-Match': etag });
    expect(recorded.status).toBe(201);
    expect(recorded.headers.etag).toBe('"v2"');
    expect(recorded.body.fact).toMatchObject({
      ...fact,
      seq: 2,
      recordedAt: start,
      recordedBy: `officer:${client.me.id}`,
      retractedBy: null,
    });
    expect(recorded.body.case).toMatchObject({ version: 2, useBy: '2027-01-15' });
    expect(problemOf(await client.post(`${path}/facts`, fact, { 'If-Match': etag }))).toEqual([
      412,
      'stale-version',
    ]);
    etag = '"v2"';
    expect((await client.get(path)).headers.etag).toBe(etag);
  });

  it.each([
    ['an unknown type', { type: 'danced', on: '2026-12-20' }, 400, 'unknown-fact-type'],
    ['a missing day', { type: 'otp-received' }, 400, 'invalid-fact'],
    [
      'a field of another',
      { type: 'otp-received', on: '2026-12-20', channel: 'post' },
      400,
      'invalid-fact',
    ],
    ['no object', [], 400, 'unknown-fact-type'],
  ])('refuses a fact with %s', async (_, fact, status, code) => {
    expect(problemOf(await client.post(`${path}/facts`, fact, { 'If-Match': etag }))).toEqual([
      status,
      code,
    ]);
  });

  it('refuses what lies in the future, or contradicts the rest', async () => {
    const future = { type: 'otp-received', on: '2026-12-25' };
    expect((await client.post(`${path}/facts`, future, { 'If-Match': etag })).status).toBe(422);
    const reply = { type: 'nhsmail-replied', at: '2026-12-20T10:00:00Z', outcome: 'accepted' };
    expect((await client.post(`${path}/facts`, reply, { 'If-Match': etag })).status).toBe(422);
  });

  it('shows its timeline, and what goes out when and why, page by page', async () => {
    const first = await client.get(`${path}/facts?limit=1`);
    const second = await client.get(`${path}/facts?limit=1&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map((f) => f.type)).toEqual([
      'case-opened',
      'otp-requested',
    ]);
    expect(second.body.nextCursor).toBeNull();
    expect(
      problemOf(await client.get(`${path}/follow-ups?cursor=${first.body.nextCursor}`)),
    ).toEqual([400, 'invalid-cursor']);
    const { items } = (await client.get(`${path}/follow-ups`)).body;
    expect(items.find((f: { rung: string }) => f.rung === 'day-7')).toMatchObject({
      clock: 'otp-arrival',
      anchor: '2026-12-18',
      dueAt: '2026-12-25T09:00:00Z',
      sendAt: '2026-12-29T09:00:00Z',
      to: 'provider',
      letter: 'otp-arrived',
      outcome: 'pending',
      basis: expect.arrayContaining([expect.any(String)]),
    });
    expect((await client.get(`${path}/letters`)).body).toEqual({ items: [], nextCursor: null });
    expect((await client.get(`${path}/tasks`)).body).toEqual({ items: [], nextCursor: null });
  });

  it('tells what is missing, what is in the way, and how long the passcode is surely good', async () => {
    const { body } = await client.get(path);
    expect(body.stalls).toEqual([]);
    expect(body.readiness.ready).toBe(false);
    expect(body.readiness.missing.map((m: { code: string }) => m.code)).toEqual(['not-agreed']);
    expect(body.interval).toMatchObject({
      issued: { from: '2026-12-18', to: '2027-01-01' },
      safeUntil: '2027-01-15',
      deadAfter: '2027-01-29',
      standing: 'good',
      conflict: null,
    });
    client.api.clock.set('2026-12-28T09:00:00Z');
    const late = [{ code: 'otp-not-arrived', since: '2026-12-28T09:00:00Z' }];
    expect((await client.get(path)).body.stalls).toMatchObject(late);
    const stuck = (await client.get('/stalled?reason=otp-not-arrived')).body.items;
    expect(stuck).toMatchObject([
      { home: 'Ashby House', stalledAt: '2026-12-28T09:00:00Z', stalls: late },
    ]);
    expect(stuck[0].stalls[0].unblocks).toMatch(/post/);
    const listed = (await client.get('/cases?stalled=otp-not-arrived')).body.items;
    expect(listed).toMatchObject([{ home: 'Ashby House', stalls: ['otp-not-arrived'] }]);
    client.api.clock.set(start);
  });

  it('has a task that is done once', async () => {
    const id = randomUUID();
    await client.api.db.query(
      `INSERT INTO task (id, case_id, addressee, kind, status, due_at, created_at)
       VALUES ($1, $2, 'officer', 'otp-arrival/day-10', 'open', $3, $3)`,
      [id, path.split('/')[2], start],
    );
    const done = await client.post(`/tasks/${id}/done`, { note: 'it came' });
    expect([done.status, done.body.status, done.body.reason]).toEqual([200, 'done', 'it came']);
    expect(done.body.settledBy).toBe(`officer:${client.me.id}`);
    expect(problemOf(await client.post(`/tasks/${id}/done`, {}))).toEqual([409, 'task-settled']);
    expect(problemOf(await client.post(`/tasks/${randomUUID()}/done`, {}))).toEqual([
      404,
      'no-such-task',
    ]);
    expect((await client.get(`${path}/tasks`)).body.items).toHaveLength(1);
  });

  it('takes how a call went, and leaves its matter off Today until the day that sets', async () => {
    const id = randomUUID();
    await client.api.db.query(
      `INSERT INTO task (id, case_id, addressee, kind, status, due_at, created_at)
       VALUES ($1, $2, 'officer', 'answer/help', 'open', $3, $3)`,
      [id, path.split('/')[2], start],
    );
    const rows = async () =>
      (await client.get('/today')).body.rows.map((row: { matter: string }) => row.matter);
    expect(await rows()).toContain('answer');
    const etag = (await client.get(path)).headers.etag as string;
    const call = { about: 'answer', outcome: 'voicemail' };
    const made = await client.post(`${path}/calls`, call, { 'If-Match': etag });
    expect(made.status).toBe(201);
    expect(made.body.fact).toMatchObject({ type: 'call-made', ...call });
    expect(made.body.fact.again > start.slice(0, 10)).toBe(true);
    expect(await rows()).not.toContain('answer');
    expect(problemOf(await client.post(`${path}/calls`, call, { 'If-Match': etag }))[0]).toBe(412);
    expect(
      problemOf(
        await client.post(
          `${path}/calls`,
          { about: 'ticket', outcome: 'wrong-number' },
          { 'If-Match': made.headers.etag as string },
        ),
      ),
    ).toEqual([422, 'outcome-does-not-fit']);
    client.api.clock.set(`${made.body.fact.again}T09:00:00Z`);
    expect(await rows()).toContain('answer');
    client.api.clock.set(start);
    const undone = await client.post(
      `${path}/facts`,
      { type: 'retracted', at: start, fact: made.body.fact.id },
      { 'If-Match': made.headers.etag as string },
    );
    expect(undone.status).toBe(201);
    expect(await rows()).toContain('answer');
    expect((await client.post(`/tasks/${id}/done`, {})).status).toBe(200);
  });

  it('stands on the lists it belongs to', async () => {
    const lines = async (query: string) =>
      (await client.get(query)).body.items.map((c: { home: string }) => c.home);
    expect(await lines('/cases')).toEqual(['Ashby House']);
    expect(await lines(`/cases?officer=${client.me.id}&q=ashby`)).toEqual(['Ashby House']);
    expect(await lines('/cases?stalled=true')).toEqual([]);
    expect(await lines('/cases?stalled=false')).toEqual(['Ashby House']);
    expect(await lines('/stalled')).toEqual([]);
    expect(await lines('/cases?stalled=otp-not-arrived')).toEqual([]);
    expect(problemOf(await client.get('/cases?stalled=bored'))[0]).toBe(400);
    expect(problemOf(await client.get('/stalled?reason=bored'))[0]).toBe(400);
    expect(await lines('/cases?open=false')).toEqual([]);
    expect((await client.get(`/sites/${locationId}`)).body.openCase).toMatchObject({
      stage: 'proving',
    });
    expect((await client.get('/sites?q=ashby+house&inScope=true')).body.items).toHaveLength(1);
    const today = (await client.get(`/today?officer=${client.me.id}`)).body;
    expect(today.waitingOn.find((w: { on: string }) => w.on === 'provider').cases).toBe(1);
    const found = (await client.get('/providers?q=invented')).body.items;
    expect(found).toHaveLength(1);
    const provider = (await client.get(`/providers/${found[0].providerId}`)).body;
    expect(provider.sites.map((s: { name: string }) => s.name)).toEqual(['Ashby House']);
  });

  it('is opened, and told its facts, once for each key however often they are sent', async () => {
    const site = await buildSite(client.api.db, {});
    const body = { locationId: site.locationId };
    const headers = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.post('/cases', body, headers)),
    );
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((a) => a.text)).size).toBe(1);
    expect(new Set(answers.map((a) => a.headers.location)).size).toBe(1);
    expect(new Set(answers.map((a) => a.headers.etag))).toEqual(new Set(['"v1"']));
    const replayed = answers.filter((a) => a.headers['idempotent-replayed'] === 'true');
    expect(replayed).toHaveLength(19);

    const facts = `${answers[0]?.headers.location?.replace('/api/v1', '')}/facts`;
    const fact = { type: 'agreed', on: '2026-12-23' };
    const keyed = { 'Idempotency-Key': randomUUID(), 'If-Match': '"v1"' };
    const [one, two] = [
      await client.post(facts, fact, keyed),
      await client.post(facts, fact, keyed),
    ];
    expect([one.status, two.status, two.text]).toEqual([201, 201, one.text]);
    expect((await client.get(facts)).body.items).toHaveLength(2);
  });

  it('has said nothing personal or secret in its log', () => {
    const log = client.api.logLines.join('');
    for (const secret of [...Object.values(client.tokens), '@example.org', 'Sam Carter'])
      expect(log).not.toContain(secret);
    expect(log).toContain('"route":"/api/v1/cases/:id/facts"');
  });
});
