import { CasesService, DeliverWebhooks, FireDueService } from '@app/cases';
import { triedForHours } from '@app/domain';
import { MailLane } from '@app/letters';
import { Sealer } from '@app/platform';
import request from 'supertest';
import { Temporal } from 'temporal-polyfill';
import { buildOutageWorld } from '../builders/outage-world';
import { startApi, type TestApi } from '../harness/api';
import {
  type Delivery,
  hasBegun,
  type StallTold,
  WebhookConsumer,
} from '../harness/webhook-consumer';
import { type Treatment, WebhookReceiver } from '../harness/webhook-receiver';

const begins = '2026-11-10T08:00:00Z';

/** Chance that is the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function fail(): never {
  throw new Error('The consumer knows nothing of a case.');
}

/** What neither a delivery nor a comparison with it may hold: names, addresses, own words. */
const personal = [
  'person',
  'mobile',
  'email',
  'job',
  'text',
  'about',
  'reason',
  'override',
  'overridden',
  'retractedBy',
];

const without = (fields: readonly string[], value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([field]) => !fields.includes(field)));

describe('webhooks', () => {
  let api: TestApi;
  let token: string;
  let officerToken: string;
  let deliver: DeliverWebhooks;
  const receivers: WebhookReceiver[] = [];

  beforeAll(async () => {
    api = await startApi(begins, { webhooksMayReachInside: true });
    ({ token } = await api.addOfficer('lead'));
    ({ token: officerToken } = await api.addOfficer('officer'));
    deliver = api.app.get(DeliverWebhooks);
  });
  afterAll(async () => {
    await api.close();
    for (const receiver of receivers) await receiver.close();
  });

  const call = (method: 'get' | 'post' | 'delete', path: string, as = token) =>
    request(api.server)[method](`/api/v1${path}`).set('Authorization', `Bearer ${as}`);

  async function receiver(): Promise<WebhookReceiver> {
    const one = await WebhookReceiver.start();
    receivers.push(one);
    return one;
  }

  async function add(url: string, kinds: string[]): Promise<{ id: string; secret: string }> {
    const { status, body } = await call('post', '/webhooks').send({ url, kinds });
    expect(status).toBe(201);
    return { id: body.webhook.id, secret: body.secret };
  }

  const pass = (duration: Temporal.DurationLike): void =>
    api.clock.set(api.clock.now().add(duration));

  it('let a program rebuild every case from deliveries lost, doubled and out of order', async () => {
    const { app, db, clock } = api;
    const elsewhere = await receiver();
    const random = chance(19);
    const faults: Treatment[] = ['refuse', 'take-and-fail', 'drop'];
    elsewhere.treat = () =>
      random() < 0.3 ? (faults[Math.floor(random() * faults.length)] ?? 'take') : 'take';
    const all = ['case.opened', 'fact.recorded', 'stage.changed', 'case.changed', 'case.stalled'];
    const { id, secret } = await add(elsewhere.url, [
      ...all,
      ...['letter.sent', 'letter.bounced', 'task.raised', 'task.done', 'import.done'],
    ]);
    const cases = app.get(CasesService);
    const world = await buildOutageWorld(
      { db, clock, cases, sealer: app.get(Sealer) },
      Temporal.Instant.from('2026-11-17T08:00:00Z'),
    );
    for (let day = 0; day < 8; day++) {
      clock.set(Temporal.Instant.from('2026-11-17T10:00:00Z').add({ hours: day * 24 }));
      await app.get(FireDueService).drain();
      await app.get(MailLane).sendDue();
      if (day === 2)
        for (const { caseId, fact } of world.news(clock.now()))
          await cases.record(caseId, fact, 'officer:test');
      await deliver.drain();
      pass({ minutes: 40 });
      await deliver.drain();
    }
    for (let tries = 0; tries < 40; tries++) {
      pass({ hours: 6 });
      await deliver.drain();
    }

    // Some of what it took is forgotten again; the rest comes in any order.
    const consumer = new WebhookConsumer();
    const shuffled = elsewhere.arrived
      .map((one) => ({ one, place: random() }))
      .sort((a, b) => a.place - b.place);
    for (const { one, place } of shuffled) {
      expect(elsewhere.isSignedBy(secret, one)).toBe(true);
      if (place > 0.1) consumer.take(JSON.parse(one.body) as Delivery);
    }
    const { body: webhook } = await call('get', `/webhooks/${id}`);
    expect(webhook).toMatchObject({ waiting: 0, pausedAt: null });
    expect(elsewhere.arrived.length).toBeGreaterThan(webhook.lastNumber);
    expect(consumer.through).toBeLessThan(webhook.lastNumber);
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? `after=${consumer.through}` : `cursor=${cursor}`;
      const { body } = await call('get', `/webhooks/${id}/deliveries?limit=100&${query}`);
      for (const delivery of body.items) consumer.take(delivery);
      cursor = body.nextCursor;
    }
    expect(consumer.through).toBe(webhook.lastNumber);

    expect(consumer.cases.size).toBe(world.cases.length);
    for (const { id: caseId } of world.cases) {
      const { body: told } = await call('get', `/cases/${caseId}`);
      const { stalls, ...known } = consumer.cases.get(caseId) ?? fail();
      expect(known).toEqual(
        Object.fromEntries(Object.keys(known).map((field) => [field, told[field]])),
      );
      expect(Object.keys(known).length).toBeGreaterThan(13);
      expect(stalls.filter(({ since }) => hasBegun(since, clock.now()))).toEqual(
        told.stalls.map(({ code, since }: StallTold) => ({ code, since })),
      );
      const { body: timeline } = await call('get', `/cases/${caseId}/facts?limit=200`);
      const facts = [...(consumer.facts.get(caseId)?.values() ?? [])];
      expect(facts.map((fact) => without(personal, fact))).toEqual(
        timeline.items.map((fact: object) => without(personal, fact)),
      );
    }
    const sent = elsewhere.arrived.map(({ body }) => body).join('\n');
    for (const word of ['Ann Lee', 'Kim Doe', 'Jo Manager', '@', 'sent by the home itself'])
      expect(sent).not.toContain(word);
    await call('delete', `/webhooks/${id}`).expect(204);
  });

  it('give each webhook numbers of its own, and a slow one holds back no other', async () => {
    const [slow, quick] = [await receiver(), await receiver()];
    slow.treat = () => 'hang';
    const kinds = ['import.done'];
    const [one, two] = [await add(slow.url, kinds), await add(quick.url, kinds)];
    await call('post', `/webhooks/${one.id}/test`).expect(201);
    for (let n = 0; n < 9; n++) await call('post', `/webhooks/${two.id}/test`).expect(201);
    await deliver.run();
    const start = performance.now();
    while (quick.arrived.length < 9 && performance.now() - start < 5000)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(quick.arrived.map(({ body }) => JSON.parse(body).number).sort()).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(await call('get', `/webhooks/${one.id}`)).toMatchObject({
      body: { lastNumber: 1, waiting: 1, answeredAt: null },
    });
    await slow.close();
    await deliver.drain();
    await call('delete', `/webhooks/${one.id}`).expect(204);
    await call('delete', `/webhooks/${two.id}`).expect(204);
  });

  it('sign with the former secret too for a day, then with the new one alone', async () => {
    const elsewhere = await receiver();
    const { id, secret: first } = await add(elsewhere.url, ['import.done']);
    const { body } = await call('post', `/webhooks/${id}/secret`).expect(201);
    const second = body.secret as string;
    const signed = async (): Promise<boolean[]> => {
      await call('post', `/webhooks/${id}/test`).expect(201);
      await deliver.drain();
      const last = elsewhere.arrived.at(-1);
      return [first, second].map(
        (secret) => last !== undefined && elsewhere.isSignedBy(secret, last),
      );
    };
    expect(await signed()).toEqual([true, true]);
    pass({ hours: 24 });
    expect(await signed()).toEqual([false, true]);
    await call('delete', `/webhooks/${id}`).expect(204);
  });

  it('pause one that takes nothing in for three days, and go on where it stopped', async () => {
    const elsewhere = await receiver();
    elsewhere.treat = () => 'redirect';
    const { id } = await add(elsewhere.url, ['import.done']);
    for (let n = 0; n < 3; n++) await call('post', `/webhooks/${id}/test`).expect(201);
    const until = api.clock.now().add({ hours: triedForHours - 1 });
    while (Temporal.Instant.compare(api.clock.now(), until) < 0) {
      await deliver.drain();
      pass({ hours: 3 });
    }
    expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({ pausedAt: null });
    pass({ hours: 7 });
    await deliver.drain();
    expect((await call('get', `/webhooks/${id}`)).body).toMatchObject({
      pausedWhy: 'not-answering',
      waiting: 3,
    });
    elsewhere.treat = () => 'take';
    await call('post', `/webhooks/${id}/resume`).expect(204);
    await deliver.drain();
    expect(elsewhere.arrived.map(({ body }) => JSON.parse(body).number).sort()).toEqual([1, 2, 3]);

    const again = await call('post', `/webhooks/${id}/replay`).send({ after: 1 });
    expect(again.body).toEqual({ deliveries: 2 });
    await deliver.drain();
    expect(elsewhere.arrived.length).toBe(5);

    pass({ hours: 31 * 24 });
    await deliver.prune();
    const gone = await call('get', `/webhooks/${id}/deliveries?after=1`);
    expect([gone.status, gone.body.code]).toEqual([410, 'deliveries-gone']);
    expect((await call('get', `/webhooks/${id}/deliveries?after=3`)).body.items).toEqual([]);
    await call('delete', `/webhooks/${id}`).expect(204);
  });

  it('keep sending to one that refuses a single delivery', async () => {
    const elsewhere = await receiver();
    elsewhere.treat = (nth) => (nth === 0 ? 'refuse' : 'take');
    const { id } = await add(elsewhere.url, ['import.done']);
    for (let n = 0; n < 6; n++) await call('post', `/webhooks/${id}/test`).expect(201);
    await deliver.drain();
    await deliver.drain();
    expect(elsewhere.arrived.length).toBe(5);
    pass({ seconds: 5 });
    await deliver.drain();
    expect(elsewhere.arrived.length).toBe(6);
    await call('delete', `/webhooks/${id}`).expect(204);
  });

  it.each([
    'http://example.org/in',
    withAName('https://example.org/in'),
    'ftp://example.org/in',
    'somewhere',
  ])('refuse %s in a sentence', async (url) => {
    const { status, body } = await call('post', '/webhooks').send({ url, kinds: ['case.opened'] });
    expect([status, body.code]).toEqual([400, 'invalid-webhook-address']);
  });

  it('are for leads', async () => {
    await call('get', '/webhooks', officerToken).expect(403);
  });
});

/** An address that tells a name and a word before its host. */
function withAName(address: string): string {
  const url = new URL(address);
  url.username = 'name';
  url.password = 'word';
  return url.href;
}
