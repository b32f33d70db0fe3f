import { AskAgainService, FireDueService } from '@app/cases';
import { Bells } from '@app/follow-ups';
import { MailLane } from '@app/letters';
import { Sealer, SmtpTransport } from '@app/platform';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { ApiClient } from '../harness/api-client';
import { whereStored } from '../harness/every-value';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';

/** Tuesday 24 November 2026. */
const start = '2026-11-24T10:00:00Z';

/** Values that are nowhere else: wherever one turns up, it leaked. */
const person = 'Quillon Canaryname';
const email = 'canaryaddress@canaryhost.example';
const mobile = '07700900987';
const canaries = ['Quillon', 'Canaryname', 'canaryaddress', 'canaryhost', '7700900987'];

let client: ApiClient;
let sink: SmtpSink;
let path: string;

beforeAll(async () => {
  client = await ApiClient.start(start);
  sink = await startSmtpSink();
  const { locationId } = await buildSite(client.api.db, {
    name: 'Ashby House',
    contact: { name: 'Sam Carter', email: 'sam@ashby.example' },
    sealer: client.api.app.get(Sealer),
  });
  const opened = await client.post('/cases', { locationId, on: '2026-11-01' });
  path = (opened.headers.location ?? '').replace('/api/v1', '');
});
afterAll(async () => {
  await sink.stop();
  await client.close();
});

async function record(fact: object, key?: string) {
  const etag = (await client.get(path)).headers.etag ?? '';
  const headers = { 'If-Match': etag, ...(key ? { 'Idempotency-Key': key } : {}) };
  return client.post(`${path}/facts`, fact, headers);
}

/** Fires what is due, and lets a server that repeats the address refuse the letters. */
async function fireAndRefuse(): Promise<void> {
  const { app, db, clock } = client.api;
  await app.get(FireDueService).drain();
  const text = `5.1.1 <${email}>: no such ${person}`;
  sink.behave((to) =>
    to === email ? { do: 'refuse', at: 'rcpt', code: 550, text } : { do: 'accept' },
  );
  const from = { name: 'Caseload', address: 'caseload@example.org' };
  const lane = new MailLane(db, clock, app.get(Sealer), new SmtpTransport(sink.url, from));
  await app.get(AskAgainService).run();
  await lane.sendDue();
  await lane.stop();
}

describe('what is personal about the people of a case', () => {
  it('is answered to the officer by name', async () => {
    const added = { type: 'person-added', on: '2026-11-02', person, email, mobile, role: 'owner' };
    const first = await record(added, 'canary-key-1');
    expect(first.status).toBe(201);
    const masked = { person, email: 'c***@canaryhost.example', mobile: '07*** ***987' };
    expect(first.body.fact).toMatchObject({ ...added, ...masked });
    expect((await record({ type: 'account-created', on: '2026-11-20', person })).status).toBe(201);
    const facts = await client.get(`${path}/facts`);
    expect(facts.body.items[1]).toMatchObject(masked);
    const followUps = await client.get(`${path}/follow-ups`);
    const basis = `The account of ${person} was created on Friday 20 November 2026.`;
    expect(followUps.body.items[0]).toMatchObject({ person });
    expect(followUps.body.items[0].basis[0]).toBe(basis);
  });

  it('is answered in full to whoever asks for that, and it is written down', async () => {
    const seen = async () =>
      (await client.api.db.query("SELECT 1 FROM audit_entry WHERE why LIKE '%in full'")).length;
    expect(await seen()).toBe(0);
    const facts = await client.get(`${path}/facts?details=full`);
    expect(facts.body.items[1]).toMatchObject({ person, email, mobile: '+447700900987' });
    expect(await seen()).toBe(1);
  });

  it('is answered again to a repeated request', async () => {
    const added = { type: 'person-added', on: '2026-11-02', person, email, mobile, role: 'owner' };
    const again = await record(added, 'canary-key-1');
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.fact).toMatchObject({ person, mobile: '07*** ***987' });
  });

  it('reaches letters and what is planned', async () => {
    await fireAndRefuse();
    const letters = await client.get(`${path}/letters`);
    const went = (letters.body.items as { kinds: string[]; status: string }[])
      .map(({ kinds, status }) => `${kinds.join(', ')} ${status}`)
      .sort();
    expect(went).toEqual(['activate refused', 'your-details refused']);
    expect(
      (await record({ type: 'account-activated', on: '2026-11-24', person: 'p1' })).body.fact
        .person,
    ).toBe(person);
    await record({ type: 'leaver-marked', on: '2026-11-24', person });
    await fireAndRefuse();
    expect(sink.received.map((l) => l.to)).toEqual([['sam@ashby.example']]);
    await client.api.app.get(Bells).setComing();
    const refused = await record({
      type: 'person-removed',
      on: '2026-11-24',
      person: `${person}x`,
    });
    expect(refused.body.code).toBe('no-such-person');
  });

  it('lies in the clear in no column of any table, the queue’s included', async () => {
    const { db } = client.api;
    expect(await whereStored(db, canaries)).toEqual([]);
    // The search finds what does lie there: text, bytes and base64.
    const kept = [
      { type: 'note-added', at: start, text: 'Findable Marker' },
      { type: 'provider-asked', at: start, about: 'Findable Marker' },
      { type: 'paused', at: start, reason: 'Findable Marker' },
      { type: 'parked', at: start, until: '2026-12-24', reason: 'Findable Marker' },
    ];
    for (const fact of kept) expect((await record(fact)).status).toBe(201);
    expect(await whereStored(db, ['findable marker'])).toEqual([]);
    await record({ type: 'ticket-raised', at: start, reference: 'Findable Marker' });
    expect(await whereStored(db, ['findable marker'])).toContain('public.fact: findable marker');
    const bytes = Buffer.from('Findable Bytes');
    await db.query('UPDATE contact SET sealed = $1', [bytes]);
    await db.query(`UPDATE idempotency_key SET body = $1`, [
      JSON.stringify(Buffer.from('{"name":"Findable Bytes"}').toString('base64')),
    ]);
    expect(await whereStored(db, ['Findable Bytes'])).toEqual([
      'public.contact: Findable Bytes',
      'public.idempotency_key: Findable Bytes',
    ]);
  });

  it('is in no log line and no metric', async () => {
    const { text } = await request(client.api.server).get('/metrics').expect(200);
    const said = [...client.api.logLines, text].join('\n').toLowerCase();
    expect(client.api.logLines.length).toBeGreaterThan(0);
    expect(canaries.filter((canary) => said.includes(canary.toLowerCase()))).toEqual([]);
  });
});
