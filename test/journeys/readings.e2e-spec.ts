import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { startApi, type TestApi } from '../harness/api';
import { LivedIn } from '../harness/lived-in';
import { RealIds } from '../harness/real-ids';
import { isApi, routesOf } from '../harness/routes';

/** What names somebody's data in its address; what is behind it is told of when it is read. */
const naming =
  /\/(cases|tasks|letters|messages|answers|inbox|mail-tray)\/:|^\/sites\/:locationId(\/(address|contact|open-case))?$|^\/groups\/:providerId$|^\/(inbox|mail-tray|not-written-to|privacy\/requests(\/:id)?|api\/v1\/messages)$/;

let api: TestApi;
let leadId: string;
let cookie: string;
let token: string;
let home: Awaited<ReturnType<LivedIn['addHome']>>;

beforeAll(async () => {
  api = await startApi('2026-11-20T10:00:00Z');
  const lead = await api.addOfficer('lead');
  const officer = await api.addOfficer('officer');
  leadId = lead.officer.id;
  token = lead.token;
  cookie = await api.signIn(lead.officer);
  const lived = new LivedIn(api, { officer: officer.token, lead: token });
  home = await lived.addHome();
  await lived.answer(home);
  expect(lived.refused).toEqual([]);
});
afterAll(() => api.close());

interface Entry {
  actor: string;
  via: string;
  action: string;
  subject: string;
  cases: string[];
  why: string;
  network: string;
  request_id: string;
}

const newest = async (): Promise<number> => {
  const [row] = await api.db.query<{ id: string }>('SELECT max(id) AS id FROM audit_entry');
  return Number(row?.id ?? 0);
};
const since = (id: number) =>
  api.db.query<Entry>('SELECT * FROM audit_entry WHERE id > $1 ORDER BY id', [id]);

const get = (address: string) =>
  request(api.server)
    .get(address)
    .set(address.startsWith('/api/') ? { Authorization: `Bearer ${token}` } : { Cookie: cookie });

it('every reading of what names somebody stands in the audit once, and no other', async () => {
  const ids = new RealIds(api.db);
  const wrong: unknown[] = [];
  let read = 0;
  for (const route of routesOf(api.app).filter(({ method }) => method === 'get')) {
    if (/^\/(a|metrics|health|assets|sign-in|audit)(\/|$)|^\/api\/v1\/audit/.test(route.path))
      continue;
    const [address = ''] = await ids.addresses(route.path);
    const before = await newest();
    const { status } = await get(address);
    if (status !== 200) continue;
    read++;
    const views = (await since(before)).filter((e) => /-(seen|read|opened)$/.test(e.action));
    const expected = naming.test(route.path) ? 1 : 0;
    if (views.length !== expected) wrong.push({ path: route.path, views: views.length, expected });
    for (const view of views)
      expect(view).toMatchObject({
        actor: `officer:${leadId}`,
        via: isApi(route) ? 'api' : 'page',
        why: `GET ${route.path}`,
      });
  }
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(60);
});

it('says whose case it was, and from where', async () => {
  const before = await newest();
  await get(`/cases/${home.caseId}`).set('X-Request-Id', 'request-0001').expect(200);
  expect(await since(before)).toMatchObject([
    {
      action: 'details-seen',
      subject: `case:${home.caseId}`,
      cases: [home.caseId],
      network: '127.0.0.x',
      request_id: 'request-0001',
    },
  ]);
});

it.each(['/cases/:id', '/mail-tray/:id', '/inbox/:id', '/api/v1/cases/:id'])(
  'what is not there leaves no entry: %s',
  async (path) => {
    const before = await newest();
    await get(path.replace(':id', randomUUID())).expect(404);
    expect(await since(before)).toEqual([]);
  },
);

it('is not shown when it cannot be written down', async () => {
  const { db } = api;
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE NONE');
    await tx.query('ALTER FUNCTION audit_note RENAME TO audit_note_away');
  });
  const answer = await get(`/cases/${home.caseId}`);
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE NONE');
    await tx.query('ALTER FUNCTION audit_note_away RENAME TO audit_note');
  });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('Sam Carter');
  await get(`/cases/${home.caseId}`).expect(200);
});

it('an answer of a home is by its link', async () => {
  const [entry] = await api.db.query<Entry>(
    "SELECT * FROM audit_entry WHERE action = 'answer-added' ORDER BY id LIMIT 1",
  );
  expect(entry).toMatchObject({
    actor: expect.stringMatching(/^link:[0-9a-f-]{36}$/),
    via: 'letter',
    cases: [home.caseId],
    why: expect.stringMatching(/^POST \/a\/:token/),
  });
});
