import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FireDueService, RegisterNews } from '@app/cases';
import { planLetters } from '@app/letters';
import { permissionNames } from '@app/officers';
import { Sealer } from '@app/platform';
import request from 'supertest';
import { buildDsptList } from '../builders/dspt-list';
import { arriveIn, rawMessage } from '../builders/inbound';
import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { buildBareCase, newLetter } from '../builders/letters';
import { lineFile, lineRow } from '../builders/line-by-line';
import { buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import { ApiClient } from '../harness/api-client';
import { importFiles } from '../harness/import-files';

const start = '2026-12-24T10:00:00Z';
const isPermission = (name: string): boolean => (permissionNames as string[]).includes(name);

describe('the document of the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  it('passes the linter, which needs no network', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caseload-openapi-'));
    const { body } = await request(client.api.server).get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(body));
    // The tests' own address is one of this machine.
    const rules = ['--extends', 'recommended', '--skip-rule', 'no-server-example.com'];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        require.resolve('@redocly/cli/bin/cli.js'),
        ...['lint', 'openapi.json', '--format', 'json', ...rules],
      ],
      {
        cwd: folder,
        env: {
          ...process.env,
          REDOCLY_TELEMETRY: 'off',
          REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        },
      },
    ).catch((error: { stdout: string }) => error);
    await rm(folder, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { errors: 0, warnings: 0 },
      problems: [],
    });
  }, 30_000);

  it('names the permission of every operation', async () => {
    const { body } = await request(client.api.server).get('/api/openapi.json').expect(200);
    const operations = Object.values(body.paths as Record<string, Record<string, object>>).flatMap(
      (item) => Object.values(item) as { 'x-permission'?: string; description?: string }[],
    );
    const named = operations.map((one) => one['x-permission'] ?? '');
    expect(named.filter((name) => !isPermission(name))).toEqual([]);
    expect(body.paths['/api/v1/cases/{id}/facts'].post['x-permission']).toBe('cases.write');
    expect(operations.length).toBeGreaterThan(60);
  });

  it('describes the answer of every operation', async () => {
    const contact = { name: 'Sam Carter', email: 'sam@example.org' };
    const { db, app } = client.api;
    const { locationId } = await buildSite(db, { contact, sealer: app.get(Sealer) });
    const file = await readFile('data/lincolnshire_latest_ratings_2026.csv');
    client.contract.check(await client.upload('', file));
    const opened = await client.post('/cases', { locationId, on: '2026-12-01' });
    const path = `/cases/${opened.body.id}`;
    const asked = { type: 'otp-requested', on: '2026-12-14', channel: 'post' };
    await client.post(`${path}/facts`, asked, { 'If-Match': '"v1"' });
    await app.get(FireDueService).drain();
    const tasks = await client.get(`${path}/tasks`);
    await client.post(`/tasks/${tasks.body.items[0].id}/done`, { note: 'They have it.' });
    for (const part of ['', '/facts', '/follow-ups', '/letters', '/standing'])
      await client.get(path + part);
    await client.post('/simulations', { asOf: start, until: start, facts: [asked] });
    const body = { email: 'new@example.org', name: 'Nia', role: 'viewer' };
    await client.send('post', '/officers', { as: 'lead', body });
    await everyPolicyOperation(client);
    await everyWordingOperation(client);
    await everyImportOperation(client);
    await everyQuarantineOperation(client);
    const providers = await client.get('/providers');
    await client.get(`/providers/${providers.body.items[0].providerId}`);
    await client.get(`/sites/${locationId}`);
    for (const list of ['/sites', '/cases', '/stalled', '/officers', '/officers/me', '/today'])
      await client.get(list);
    await client.get('/measures/overview', 'viewer');
    await client.get('/audit', 'lead');
    await client.get(`/forecast?case=${opened.body.id}&rendered=true`);
    await everyMailOperation(client);
    await everyLetterByHand(client, opened.body.id);
    await everyInboundOperation(client, opened.body.id);
    await everyDsptOperation(client, locationId);
    await everyHomeOperation(client);
    await everyRegisterOperation(client, locationId);
    await everyAbsenceOperation(client);
    await everyBulkOperation(client, opened.body.id);
    await everyMeasureOperation(client, locationId);
    await everyViewOperation(client);
    await everyWebhookOperation(client);
    for (const table of ['cases', 'sites', 'stalls', 'letters', 'calls', 'measures'])
      await client.get(`/read/${table}`);
    const { etag } = (await client.get(path)).headers;
    const call = { about: 'passcode-missing', outcome: 'voicemail' };
    await client.post(`${path}/calls`, call, { 'If-Match': String(etag) });

    const { operations, seen } = client.contract;
    expect(operations.filter((operation) => !seen.has(operation))).toEqual([]);
  }, 180_000);

  it('can be read as a page without script', async () => {
    const { text } = await request(client.api.server).get('/api/docs').expect(200);
    for (const part of ['/api/v1/cases/{id}/facts', 'Idempotency-Key', 'id="shape-Site"'])
      expect(text).toContain(part);
    expect(text).not.toContain('<script');
  });
});

/** Looks at mail, tries it, and says of a letter of which nobody knows that it arrived. */
async function everyMailOperation(client: ApiClient): Promise<void> {
  const { app, db } = client.api;
  const letter = newLetter((await buildBareCase(db)).id);
  await planLetters(db, app.get(Sealer), [letter], 'example.org');
  await db.query(
    "UPDATE letter SET status = 'unknown', trouble = 'unknown', settled_at = $2 WHERE id = $1",
    [letter.id, start],
  );
  await client.get('/mail');
  await client.post('/mail/try', {});
  await client.post(`/letters/${letter.id}/decision`, { decision: 'arrived' });
}

/** Two records of one home: suggested, joined, and the case of the newer opened. */
async function everyHomeOperation(client: ApiClient): Promise<void> {
  const { db, app } = client.api;
  const name = 'Twice Registered House';
  const older = (await buildSite(db, { name })).locationId;
  const newer = (await buildSite(db, { name })).locationId;
  await client.post('/cases', { locationId: older, on: '2026-12-01' });
  const place = { address: '7 Mill Lane', postcode: 'LN7 7AA' };
  const ended = { registration_status: 'deregistered', deregistered_on: '2026-12-02' };
  await buildImport(db, {
    asOf: '2026-12-20',
    changes: { [older]: { ...place, ...ended }, [newer]: place },
  });
  await app.get(RegisterNews).tell();
  const { toDecide } = (await client.get(`/sites/${newer}/home`)).body;
  const { id } = (await client.get(`/home-links/${toDecide[0].id}`)).body;
  await client.get('/home-links');
  await client.post(`/home-links/${id}/decision`, { decision: 'accept' });
  await client.post(`/home-links/${id}/case`, { closeEarlier: true });
}

/** Looks at the DSPT of a site and of all, and decides what only a person can. */
async function everyDsptOperation(client: ApiClient, locationId: string): Promise<void> {
  await buildDsptList(client.api.db, '2026-12-20', ['VINV1', '25/26 Gold', '2026-06-30']);
  for (const path of [`/sites/${locationId}/dspt`, '/dspt/levels', '/dspt/at-risk?risk=unknown'])
    await client.get(path);
  const path = `/sites/${locationId}/dspt/inclusion`;
  const body = { headquartersCode: 'AIN1', included: true, reason: 'They said so on the phone.' };
  await client.send('put', path, { body });
  await client.send('delete', path);
  await client.get('/dspt/statuses');
  await client.post('/dspt/statuses', { words: 'gold', level: 'met' });
}

/** Looks at the register's quality, and puts a value right. */
async function everyRegisterOperation(client: ApiClient, locationId: string): Promise<void> {
  await client.get('/quality');
  const correction = { field: 'phone', value: '01522 123456', reason: 'The manager said so.' };
  const { body } = await client.post(`/sites/${locationId}/corrections`, correction);
  for (const part of ['/values', '/history']) await client.get(`/sites/${locationId}${part}`);
  await client.get('/corrections');
  await client.post(`/corrections/${body.id}/decision`, { decision: 'withdraw' });
}

/** Reads what a question would say, then asks it. */
async function everyLetterByHand(client: ApiClient, caseId: string): Promise<void> {
  const question = { kind: 'ask', text: 'Who will own the mailbox?' };
  const preview = await client.post(`/cases/${caseId}/letters/preview`, question);
  const headers = { 'If-Match': String(preview.headers.etag) };
  const sent = await client.post(`/cases/${caseId}/letters`, question, headers);
  expect(sent.status).toBe(201);
}

/** Asks for measures, records a workshop that then does not count, and sends a return. */
async function everyMeasureOperation(client: ApiClient, locationId: string): Promise<void> {
  const workshop = { heldOn: '2026-12-01', kind: 'surgery', title: 'DSPT help', homes: 1 };
  const { id } = (await client.post('/workshops', { ...workshop, locations: [locationId] })).body;
  await client.post(`/workshops/${id}/edits`, { ...workshop, people: 2, number: 1 });
  await client.post(`/workshops/${id}/withdrawal`, { number: 2 });
  await client.post('/funder-returns/2026-11/notes', { number: 0, text: 'A quiet month.' });
  await client.post('/funder-returns/2026-11/sent', { sentOn: '2026-12-02' });
  for (const path of ['/workshops', `/workshops/${id}`, '/funder-returns', '/measures/m3'])
    await client.get(path);
  const sent = await client.get('/funder-returns/2026-11', 'viewer');
  expect(sent.body).toMatchObject({ state: 'sent', note: { text: 'A quiet month.' } });
  const kept = await client.get('/measures/snapshots?measure=M1', 'viewer');
  expect(kept.body.items).toMatchObject([{ month: '2026-11', measure: 'M1' }]);
  await client.get('/measures');
  const dashboards = ['funnel', 'coverage', 'stage-times', 'passcodes', 'replies', 'expiries'];
  for (const name of [...dashboards, 'coming']) await client.get(`/measures/${name}`);
}

/** Drafts, looks, publishes, and throws another draft away. */
async function everyPolicyOperation(client: ApiClient): Promise<void> {
  const send = (method: 'post' | 'put' | 'delete', path: string, body?: object) =>
    client.send(method, path, { as: 'lead', body, headers: { 'If-Match': '"v1"' } });
  const holiday = { date: '2027-05-10', title: 'A day off' };
  const { body: draft } = await send('post', '/policies', {
    reason: 'Announced today',
    addBankHolidays: [holiday],
  });
  const path = `/policies/${draft.number}`;
  await send('put', path, { reason: 'Announced', change: { parkedForDays: 80 } });
  const preview = await send('post', `${path}/preview`);
  await client.get(`${path}/preview`, 'lead');
  await send('post', `${path}/backtest`);
  await send('post', `${path}/publish`, { preview: preview.body.number });
  await client.get(path);
  await client.get('/policies');
  const { body: next } = await send('post', '/policies', { reason: 'Once more' });
  await send('delete', `/policies/${next.number}`);
}

/** Drafts, discards, publishes and puts back a wording, and looks at all of it. */
async function everyWordingOperation(client: ApiClient): Promise<void> {
  await client.get('/wordings');
  const path = '/wordings/link';
  let { body, headers } = await client.get(path);
  const wording = { ...body.inForce, heading: 'Your link' };
  const send = async (method: 'put' | 'post' | 'delete', step: string, sent?: object) => {
    const ifMatch = { 'If-Match': headers.etag ?? '' };
    ({ body, headers } = await client.send(method, path + step, { body: sent, headers: ifMatch }));
  };
  await send('put', '/draft', wording);
  await send('delete', '/draft');
  await send('put', '/draft', wording);
  await send('post', '/publish');
  await send('post', '/reset');
  await client.get(`${path}/history`);
  await client.post(`${path}/preview`, {});
}

/** Sends a row that fits no site, looks at it, and says that it is nobody's. */
async function everyQuarantineOperation(client: ApiClient): Promise<void> {
  const lines = lineFile([lineRow({ 'CQC ID': '1-970000002', Name: 'Nowhere Hall' })]);
  const { status } = await client.upload('?kind=line-by-line&fileName=lines.csv', lines);
  expect(status).toBe(201);
  await client.get('/quarantine/counts');
  await client.get('/quarantine/dspt');
  const { body } = await client.get('/quarantine');
  const path = `/quarantine/${body.items[0].id}`;
  await client.get(path);
  await client.post(`${path}/decision`, { decision: 'dismiss' });
}

/** Looks at an import, and takes one through all a file on its way in may meet. */
async function everyImportOperation(client: ApiClient): Promise<void> {
  await client.get('/freshness');
  const imports = await client.get('/imports');
  const path = `/imports/${imports.body.items[0].id}`;
  await client.get(path);
  await client.get(`${path}/changes`);
  const given = await request(client.api.server)
    .post('/api/v1/import-jobs?fileName=new.csv')
    .set('Authorization', `Bearer ${client.tokens.officer}`)
    .set('Content-Type', 'text/csv')
    .send(ratingsFile([ratingsRow()]));
  client.contract.check(given);
  const job = `/import-jobs/${given.body.id}`;
  await client.post(`${job}/cancel`, undefined);
  await client.post(`${job}/restart`, undefined);
  await importFiles(client.api.app);
  await client.get(job);
  await client.get(`${job}/changes`);
  await client.post(`${job}/accept`, {});
  await importFiles(client.api.app);
  await client.post(`/imports/${given.body.id}/undo`, undefined);
  await client.get('/import-jobs');
  await client.send('delete', job);
}

async function everyInboundOperation(client: ApiClient, caseId: string): Promise<void> {
  const headers = { From: 'kim@elsewhere.example', To: 'us@association.example', Subject: 'Hello' };
  const arrive = (body: string) => arriveIn(client.api.app, rawMessage(headers, body), start);
  const [filed, aside] = [await arrive('It came today.'), await arrive('Would you like chairs?')];
  await client.get('/messages');
  await client.get(`/messages/${filed}`);
  await client.post(`/messages/${filed}/filing`, { caseIds: [caseId] });
  await client.post(`/messages/${aside}/set-aside`, {});
  await client.get(`/cases/${caseId}/messages`);
}

/** Says that the officer will be away, looks at it, and takes it back. */
async function everyAbsenceOperation(client: ApiClient): Promise<void> {
  const officers = await client.get('/officers');
  const other = officers.body.items.find((one: { role: string }) => one.role === 'lead');
  const days = { from: '2027-01-04', until: '2027-01-08' };
  const wish = { officerId: client.me.id, coveredBy: other.id, ...days };
  await client.send('post', '/officers/absences', { body: wish });
  const { body } = await client.get('/officers/absences');
  await client.send('delete', `/officers/absences/${body.items[0].id}`);
}

async function everyViewOperation(client: ApiClient): Promise<void> {
  await client.get('/stalled/summary');
  const { body } = await client.post('/views', { name: 'Proving', query: 'stage=proving' });
  for (const path of ['/views', `/views/${body.id}`]) await client.get(path);
  await client.send('patch', `/views/${body.id}`, { body: { name: 'Passcodes' } });
  await client.send('delete', `/views/${body.id}`);
}

/** Nobody listens there: what is sent only waits. */
async function everyWebhookOperation(client: ApiClient): Promise<void> {
  const asLead = (path: string, body: object = {}) =>
    client.send('post', `/webhooks${path}`, { as: 'lead', body });
  const made = await asLead('', {
    url: 'https://hooks.example.org/caseload',
    kinds: ['case.opened'],
  });
  const path = `/${made.body.webhook.id}`;
  for (const step of ['pause', 'resume', 'secret', 'test']) await asLead(`${path}/${step}`);
  await asLead(`${path}/replay`, { after: 0 });
  for (const list of ['', path, `${path}/deliveries`]) await client.get(`/webhooks${list}`, 'lead');
  await client.send('delete', `/webhooks${path}`, { as: 'lead' });
}

async function everyBulkOperation(client: ApiClient, caseId: string): Promise<void> {
  const action = { do: 'record', fact: { type: 'note-added', text: 'The head office moved.' } };
  const { body } = await client.post('/bulk', { cases: [caseId], action });
  await client.get(`/bulk/${body.id}`);
  await client.get(`/bulk/${body.id}/rows`);
  await client.post(`/bulk/${body.id}/carry-out`, { revision: 1 });
  await client.post(`/bulk/${body.id}/undo`, {});
}
