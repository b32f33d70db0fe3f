import { CasesService, FireDueService, Retention } from '@app/cases';
import { MailLane } from '@app/letters';
import { NightAudit } from '@app/night-audit';
import type { Officer } from '@app/officers';
import { Clock, Sealer } from '@app/platform';
import request from 'supertest';
import { arriveIn, rawMessage } from '../builders/inbound';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { whereHeld } from '../harness/every-sealed-value';

/** Tuesday 24 November 2026. */
const start = '2026-11-24T10:00:00Z';
const sam = {
  person: 'Samira Canary',
  mobile: '+447700900111',
  email: 'samira@canary.example',
  job: 'Deputy Canary-keeper',
};
const canary = [sam.person, '7700900111', '07700 900111', sam.email, sam.job];

let api: TestApi;
let lead: Officer;
let cookie: string;

beforeEach(async () => {
  api = await startApi(start);
  lead = (await api.addOfficer('lead')).officer;
  cookie = await api.signIn(lead);
});
afterEach(() => api.close());

const get = (path: string, as = cookie) => request(api.server).get(path).set('Cookie', as);
const post = (path: string, body: object, as = cookie) =>
  request(api.server).post(path).set('Cookie', as).set(fromOwnPage).type('form').send(body);
const formToken = async (path: string): Promise<string> => {
  const { text } = await get(path);
  return tokenIn(text);
};
const tokenIn = (text: string): string =>
  /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? 'none';

async function openCase(name: string): Promise<string> {
  const cases = api.app.get(CasesService);
  const contact = { name: 'Jo Manager', email: `jo-${name.toLowerCase()}@home.example` };
  const { locationId } = await buildSite(api.db, { name, contact, sealer: api.app.get(Sealer) });
  const opened = { locationId, officerId: lead.id, on: '2026-11-24' };
  const { id } = await cases.open(opened, `officer:${lead.id}`);
  const facts = [
    { type: 'agreed', on: '2026-11-24' },
    { type: 'person-added', on: '2026-11-24', ...sam },
    ...['Kim Lee', 'Ann Other'].map((person) => ({
      type: 'person-added',
      on: '2026-11-24',
      person,
    })),
    { type: 'account-created', on: '2026-11-24', person: sam.person },
    { type: 'note-added', at: start, text: `Rang ${sam.person}, 07700 900111: will log in.` },
  ];
  for (const fact of facts) await cases.record(id, fact, `officer:${lead.id}`);
  return id;
}

async function work(now: string): Promise<void> {
  api.clock.set(now);
  await api.app.get(FireDueService).drain();
  await api.app.get(MailLane).sendDue(() => true);
}

const held = () => whereHeld(api.db, api.app.get(Sealer), canary);

describe('a request for erasure', () => {
  it('is taken in, found, looked at, done and answered, and nothing is left', async () => {
    const caseId = await openCase('Ashby');
    await openCase('Birch');
    await work('2026-11-27T10:00:00Z');
    const mail = { From: `${sam.person} <${sam.email}>`, To: 'x@y.example', Subject: 'Re: me' };
    await arriveIn(api.app, rawMessage(mail, `Call me on 07700 900111. ${sam.person}`), start);
    cookie = await api.signIn(lead);

    const received = await post('/privacy/requests', {
      formToken: await formToken('/privacy/requests/new'),
      kind: 'erasure',
      name: 'S. C.',
      reply: 'by post',
      words: 'Please erase me.',
      'received[day]': '24',
      'received[month]': '11',
      'received[year]': '2026',
    }).expect(303);
    const page = received.headers.location ?? '';
    expect((await get(page)).text).toContain('Thursday 24 December 2026');

    const found = await post('/privacy/person', { words: sam.email }).expect(200);
    const subjects = [...found.text.matchAll(/value="(case:[^"]+)"/g)].map((m) => m[1]);
    expect(subjects).toHaveLength(2);
    const preview = await post('/privacy/person/preview', { 'subject[]': subjects }).expect(200);
    expect(preview.text).toMatch(/2 notes that name them/);
    const erasing = {
      formToken: tokenIn(preview.text),
      'subject[]': subjects,
      request: page.split('/').at(-1),
      reason: 'asked',
    };
    const unsure = await post('/privacy/person/erase', erasing).expect(422);
    expect(unsure.text).toContain('Tick that you have read what will go.');
    expect(await held()).not.toEqual([]);
    await post('/privacy/person/erase', { ...erasing, sure: 'yes' }).expect(303);

    expect(await held()).toEqual([]);
    const log = api.logLines.join('\n');
    for (const value of canary) expect(log).not.toContain(value);
    for (const path of ['/', `/cases/${caseId}`, '/mail-tray', '/inbox', '/privacy', page]) {
      const { text, status } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      for (const value of canary) expect(text).not.toContain(value);
    }
    const audit = new NightAudit(api.db, api.app.get(Clock), api.app.get(Sealer));
    expect((await audit.audit()).drift).toEqual([]);

    await post(`${page}/identity`, { formToken: await formToken(page), how: 'call-back' }).expect(
      303,
    );
    await post(`${page}/answer`, { formToken: await formToken(page), outcome: 'done' }).expect(303);
    expect((await get('/privacy/requests')).text).toContain('Nobody waits for an answer.');
    const entries = await api.db.query<{ action: string; actor: string }>(
      "SELECT action, actor FROM audit_entry WHERE action LIKE '%-erased' OR action LIKE 'rights-%' ORDER BY id",
    );
    expect(entries).toEqual(
      ['rights-request-received', 'person-erased', 'rights-request-answered'].map((action) => ({
        action,
        actor: `officer:${lead.id}`,
      })),
    );
  });
});

describe('a request for a copy', () => {
  it('is answered by a file without other people, made by hand from nothing but what is held', async () => {
    await openCase('Ashby');
    await work('2026-11-27T10:00:00Z');
    cookie = await api.signIn(lead);
    const found = await post('/privacy/person', { words: '07700 900111' }).expect(200);
    const subject = /value="(case:[^"]+)"/.exec(found.text)?.[1];
    const file = await post('/privacy/person/export', {
      'subject[]': subject,
      others: 'out',
      format: 'json',
    }).expect(200);
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="what-we-hold-2026-11-27.json"',
    );
    const copy = JSON.parse(file.text) as { lines: { part: string; text: string }[] };
    const parts = [...new Set(copy.lines.map(({ part }) => part))];
    expect(parts).toEqual(
      expect.arrayContaining([
        'Details',
        'What happened',
        'Notes that name them',
        'Letters to them',
      ]),
    );
    expect(file.text).not.toMatch(/Kim Lee|Ann Other|Jo Manager|jo-ashby/);
    const table = await post('/privacy/person/export', { 'subject[]': subject, format: 'csv' });
    expect(table.text).toContain(`"Rang ${sam.person}, 07700 900111: will log in."`.slice(1, 20));
    const readable = await post('/privacy/person/export', { 'subject[]': subject, format: 'html' });
    expect(readable.text).toContain(sam.email);
    expect(readable.text).not.toContain('<script');
    const [seen] = await api.db.query(
      "SELECT count(*)::int AS exports FROM audit_entry WHERE action = 'person-exported'",
    );
    expect(seen).toEqual({ exports: 3 });
  });
});

describe('holds and the preview', () => {
  it('name what goes this month, and keep what is held', async () => {
    const caseId = await openCase('Ashby');
    const closed = { type: 'closed', at: start, reason: 'declined' };
    await api.app.get(CasesService).record(caseId, closed, `officer:${lead.id}`);
    const path = `/privacy/holds/new?case=${caseId}&ref=p1`;
    expect((await get('/privacy?month=2027-02')).text).toContain('Monday 22 February 2027');
    const hold = {
      formToken: await formToken(path),
      case: caseId,
      ref: 'p1',
      reason: 'legal-claim',
      'review[day]': '1',
      'review[month]': '6',
      'review[year]': '2027',
    };
    const none = await post('/privacy/holds', { ...hold, reason: '' }).expect(422);
    expect(none.text).toContain('Choose why nothing is to be erased');
    await post('/privacy/holds', hold).expect(303);
    expect((await get('/privacy?month=2027-02')).text).toContain('A hold keeps it');
    api.clock.set('2027-02-22T04:00:00Z');
    expect(await api.app.get(Retention).run()).toMatchObject({ erased: {}, held: 1 });
    cookie = await api.signIn(lead);
    const { text } = await get('/privacy/holds');
    const id = /holds\/([0-9a-f-]{36})\/end/.exec(text)?.[1] ?? '';
    await post(`/privacy/holds/${id}/end`, { formToken: tokenIn(text) }).expect(303);
    expect(await api.app.get(Retention).run()).toMatchObject({
      erased: { 'account-contact': 1 },
      held: 0,
    });
  });

  it('are for leads alone', async () => {
    const { officer } = await api.addOfficer('officer');
    const other = await api.signIn(officer);
    for (const path of ['/privacy', '/privacy/requests', '/privacy/person', '/privacy/holds'])
      expect((await get(path, other)).status).toBe(403);
    expect((await post('/privacy/person', { words: 'Samira' }, other)).status).toBe(403);
  });
});

describe('the page for everybody', () => {
  const complaint = {
    kind: 'complaint',
    name: 'A Relative',
    reply: 'relative@example.org',
    words: 'You wrote to me by mistake.',
  };
  const send = (body: object) =>
    request(api.server).post('/privacy-notice').set(fromOwnPage).type('form').send(body);

  it('says what is kept, and takes a complaint in once', async () => {
    const { text } = await request(api.server).get('/privacy-notice').expect(200);
    expect(text).toContain('30 days after the home went live');
    await Promise.all([send(complaint).expect(303), send(complaint).expect(303)]);
    const { text: list } = await get('/privacy/requests');
    expect(list.match(/A Relative/g)).toHaveLength(2);
    expect(await api.db.query('SELECT kind, due_on AS due FROM rights_request')).toEqual([
      { kind: 'complaint', due: '2026-12-24' },
    ]);
  });

  it('is remembered to leads on every page in its last week, and to nobody else', async () => {
    const { officer } = await api.addOfficer('officer');
    await send(complaint).expect(303);
    api.clock.set('2026-12-18T10:00:00Z');
    expect((await get('/', await api.signIn(lead))).text).toContain(
      'A request about personal data has to be answered by Thursday 24 December 2026.',
    );
    expect((await get('/', await api.signIn(officer))).text).not.toContain('has to be answered by');
  });

  it('says what is missing, and has a limit', async () => {
    const { text } = await send({ kind: 'complaint' }).expect(422);
    expect(text).toContain('Type your name');
    let status = 0;
    for (let n = 0; n < 12; n++) status = (await send({ kind: 'complaint' })).status;
    expect(status).toBe(429);
  });
});
