import { type FactType, factTypes } from '@app/domain';
import request from 'supertest';
import { factExamples } from '../../apps/api/src/cases/fact-examples';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-11-23T09:30:00Z';

/** Every kind of fact, sent as a program would, in the JSON API. */
describe('the facts of a case in the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  /** A case of its own, told these facts one after the other. */
  async function told(...facts: object[]) {
    const { locationId } = await buildSite(client.api.db, { name: 'Ashby House' });
    const opened = await client.post('/cases', { locationId, on: '2026-10-12' });
    const path = `/cases/${opened.body.id}`;
    let version = 1;
    const tell = async (fact: object) => {
      const answer = await client.post(`${path}/facts`, fact, { 'If-Match': `"v${version}"` });
      if (answer.status === 201) version++;
      return answer;
    };
    for (const fact of facts) expect((await tell(fact)).status).toBe(201);
    return { path, tell };
  }

  it('takes the example of every type, and answers it as it was sent', async () => {
    /** What has to be so before a fact can be recorded. */
    const before: Partial<Record<FactType, object[]>> = {
      'otp-issued': [{ type: 'otp-requested', on: '2026-11-16', channel: 'post' }],
      'otp-received': [{ type: 'otp-requested', on: '2026-11-16', channel: 'post' }],
      'otp-used': [{ type: 'otp-requested', on: '2026-11-16', channel: 'post' }],
      'nhsmail-replied': [{ type: 'submitted', at: '2026-11-16T10:00:00Z' }],
      'person-removed': [{ type: 'person-added', on: '2026-11-16', person: 'Jo Field' }],
      'person-opted-out': [{ type: 'person-added', on: '2026-11-16', person: 'Jo Field' }],
      'person-opted-in': [{ type: 'person-added', on: '2026-11-16', person: 'Jo Field' }],
      'account-activated': [{ type: 'account-created', on: '2026-11-16', person: 'Jo Field' }],
      'account-re-enabled': [{ type: 'account-disabled', on: '2026-11-16', person: 'Jo Field' }],
      'ticket-answered': [
        { type: 'ticket-raised', at: '2026-11-16T10:00:00Z', reference: 'INC0012345' },
      ],
      resumed: [{ type: 'paused', at: '2026-11-16T10:00:00Z', reason: 'Away' }],
      'stall-cleared': [
        { type: 'stall-noted', at: '2026-11-16T10:00:00Z', stall: 'capacity-or-crisis' },
      ],
      reopened: [{ type: 'closed', at: '2026-11-16T10:00:00Z', reason: 'Declined' }],
      retracted: [{ type: 'agreed', on: '2026-11-16' }],
    };
    for (const type of Object.keys(factTypes) as FactType[]) {
      if (type === 'case-opened') continue;
      const { path, tell } = await told(...(before[type] ?? []));
      const known = (await client.get(`${path}/facts`)).body.items.at(-1);
      const sent = {
        type,
        ...factExamples[type],
        ...(type === 'handed-over' ? { officer: client.me.id } : {}),
        ...(type === 'retracted' ? { fact: known.id } : {}),
      };
      const { status, body } = await tell(sent);
      expect([type, status]).toEqual([type, 201]);
      const mobile = 'mobile' in sent ? { mobile: '+447700900123' } : {};
      const full = (await client.get(`${path}/facts?details=full`)).body.items.at(-1);
      expect(full).toMatchObject({ ...sent, ...mobile });
      const listed = (await client.get(`${path}/facts`)).body.items.at(-1);
      expect(body.fact).toEqual(listed);
    }
  }, 60_000);

  it('describes each type by name with an example', async () => {
    const { body } = await request(client.api.server).get('/api/openapi.json').expect(200);
    const { schemas } = body.components;
    const refs = schemas.NewFact.oneOf.map((shape: { $ref: string }) => shape.$ref);
    expect(refs).toEqual(
      Object.keys(factTypes).map((type) => `#/components/schemas/NewFact.${type}`),
    );
    for (const type of Object.keys(factTypes))
      expect(schemas[`NewFact.${type}`].examples).toEqual([
        { type, ...factExamples[type as FactType] },
      ]);
  });

  it('says of a refusal whether it can be set aside, and keeps the reason when it is', async () => {
    const shut = { type: 'dspt-published', on: '2026-06-20', level: 'not-met', edition: '25/26' };
    const { tell } = await told({ ...shut, coverage: 'own' });
    const sent = { type: 'submitted', at: '2026-11-20T17:00:00Z' };
    const refused = await tell(sent);
    expect(problemOf(refused)).toEqual([422, 'dspt-gate-shut']);
    expect(refused.body.overridable).toBe(true);
    const allowed = await tell({ ...sent, override: 'They wrote that it counts' });
    expect([allowed.status, allowed.body.fact.override]).toEqual([
      201,
      'They wrote that it counts',
    ]);
    const reply = { type: 'nhsmail-replied', at: '2026-11-20T16:00:00Z', outcome: 'accepted' };
    const contradiction = await tell({ ...reply, override: 'Surely' });
    expect(problemOf(contradiction)).toEqual([422, 'reply-before-submission']);
    expect(contradiction.body.overridable).toBe(false);
    expect((await tell({ type: 'danced', on: '2026-11-20' })).body).not.toHaveProperty(
      'overridable',
    );
  });

  it('shows until when a case rests and why, chosen or by itself', async () => {
    const { path, tell } = await told();
    expect((await client.get(path)).body).toMatchObject({
      waitingOn: 'officer',
      parkedUntil: '2026-12-07',
      parkedWhy: 'no date is running',
    });
    const parked = { type: 'parked', at: start, until: '2027-01-11', reason: 'Moving house' };
    expect((await tell(parked)).body.case).toMatchObject({
      parkedUntil: '2027-01-11',
      parkedWhy: 'Moving house',
    });
    expect((await tell({ type: 'resumed', at: start })).status).toBe(201);
    const asked = { type: 'otp-requested', on: '2026-11-20', channel: 'email' };
    expect((await tell(asked)).body.case).toMatchObject({ parkedUntil: null, parkedWhy: null });
  });

  it('runs a clock for each person and ticket, and tells the basis of each date by name', async () => {
    const { path } = await told(
      { type: 'person-added', on: '2026-11-16', person: 'Jo Field', email: 'jo@example.org' },
      { type: 'account-created', on: '2026-11-20', person: 'p1' },
      { type: 'account-created', on: '2026-11-20', person: 'Sam Bell' },
      { type: 'ticket-raised', at: '2026-11-20T10:00:00Z', reference: 'INC1' },
    );
    const { items } = (await client.get(`${path}/follow-ups`)).body;
    const day3 = items.filter((f: { rung: string }) => f.rung === 'day-3');
    expect(day3.map((f: { person: string }) => f.person).sort()).toEqual(['Jo Field', 'Sam Bell']);
    const jo = day3.find((f: { person: string }) => f.person === 'Jo Field');
    expect(jo).toMatchObject({ clock: 'activation', to: 'person', letter: 'activate' });
    expect(jo.basis[0]).toContain('Friday 20 November 2026');
    const lead = items.find((f: { to: string }) => f.to === 'lead');
    expect(lead).toMatchObject({ clock: 'ticket', person: 'INC1', act: 'task' });
    expect(lead.basis.join(' ')).toContain('Working day 4');
  });

  it('tells where the case stands: what is missing, what is in the way, how sure a passcode is', async () => {
    const { path, tell } = await told(
      { type: 'agreed', on: '2026-10-15' },
      { type: 'person-added', on: '2026-11-16', person: 'Jo Field', role: 'owner' },
      { type: 'stall-noted', at: '2026-11-20T10:00:00Z', stall: 'sees-no-benefit' },
      { type: 'otp-requested', on: '2026-11-20', channel: 'post' },
    );
    const { body } = await client.get(`${path}/standing`);
    expect(body).toMatchObject({ stage: 'proving', waitingOn: 'provider', parkedUntil: null });
    expect(body.stalls).toEqual([
      expect.objectContaining({
        code: 'sees-no-benefit',
        since: '2026-11-20T10:00:00Z',
        by: 'officer',
      }),
    ]);
    expect(body.readiness.ready).toBe(false);
    expect(body.readiness.missing).toContainEqual(
      expect.objectContaining({ code: 'mobile-missing', from: 'provider', people: ['Jo Field'] }),
    );
    expect(body.passcode).toMatchObject({
      requestedOn: '2026-11-20',
      safeUntil: '2026-12-18',
      exact: false,
      standing: 'good',
      conflict: null,
    });
    await tell({ type: 'closed', at: start, reason: 'Declined' });
    expect((await client.get(`${path}/standing`)).body).toMatchObject({
      stage: 'closed',
      waitingOn: null,
      stalls: [],
      readiness: null,
      passcode: null,
    });
  });
});
