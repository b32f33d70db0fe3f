import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { startApi, type TestApi } from '../harness/api';

let api: TestApi;
let token: string;
let caseId: string;
let otherOfficer: string;

beforeAll(async () => {
  api = await startApi('2026-11-23T09:30:00Z');
  const { officer, token: made } = await api.addOfficer('officer');
  token = made;
  otherOfficer = (await api.addOfficer('officer')).officer.id;
  const { locationId } = await buildSite(api.db, {
    name: 'Oak House',
    contact: { name: 'Jo Manager', email: 'jo@home.example' },
    sealer: api.app.get(Sealer),
  });
  const cases = api.app.get(CasesService);
  caseId = (await cases.open({ locationId, officerId: officer.id }, 'officer:test')).id;
  const fact = { type: 'otp-requested', on: '2026-11-20', channel: 'post' };
  await cases.record(caseId, fact, 'officer:test');
}, 60_000);
afterAll(() => api.close());

const get = (query: string) =>
  request(api.server).get(`/api/v1/forecast${query}`).set('Authorization', `Bearer ${token}`);

describe('GET /api/v1/forecast', () => {
  it('tells what is to come on each of so many London days, today the first', async () => {
    const { body } = await get('?days=8').expect(200);
    expect(body).toMatchObject({
      asOf: '2026-11-23T09:30:00Z',
      until: '2026-12-01T00:00:00Z',
      total: { letters: 2, tasks: 1, expiries: 0 },
    });
    expect(body.days.map((d: { day: string; items: object[] }) => [d.day, d.items.length])).toEqual(
      [
        ['2026-11-23', 0],
        ['2026-11-24', 0],
        ['2026-11-25', 1],
        ['2026-11-26', 0],
        ['2026-11-27', 1],
        ['2026-11-28', 0],
        ['2026-11-29', 0],
        ['2026-11-30', 1],
      ],
    );
    expect(body.days[2]).toEqual({
      day: '2026-11-25',
      letters: 1,
      tasks: 0,
      expiries: 0,
      items: [
        expect.objectContaining({
          caseId,
          home: 'Oak House',
          clock: 'otp-arrival',
          rung: 'day-5',
          at: '2026-11-25T09:00:00Z',
          to: 'provider',
          letter: 'otp-on-its-way',
          outcome: 'sent',
        }),
      ],
    });
    expect(body.days[2].items[0]).not.toHaveProperty('rendered');
  });

  it('looks 30 days ahead unless told', async () => {
    const { body } = await get('').expect(200);
    expect(body.days).toHaveLength(30);
    expect(body.total).toEqual({ letters: 5, tasks: 2, expiries: 1 });
  });

  it('writes the letters of one case when asked', async () => {
    const { body } = await get(`?days=3&case=${caseId}&rendered=true`).expect(200);
    expect(body.days[2].items[0].rendered).toMatchObject({
      to: { name: 'Jo Manager', address: 'jo@home.example' },
      text: expect.stringContaining('Dear Jo Manager,'),
      html: expect.stringContaining('<!DOCTYPE html>'),
    });
  });

  it('tells the audit who saw a letter to come', async () => {
    const seen = () =>
      api.db.query("SELECT actor FROM audit_entry WHERE action = 'details-seen' AND subject = $1", [
        `case:${caseId}`,
      ]);
    const before = await seen();
    await get(`?days=3&case=${caseId}`).expect(200);
    expect(await seen()).toEqual(before);
    await get(`?days=3&case=${caseId}&rendered=true`).expect(200);
    expect(await seen()).toHaveLength(before.length + 1);
  });

  it('leaves out the cases of others when asked', async () => {
    const { body } = await get(`?officer=${otherOfficer}`).expect(200);
    expect(body.total).toEqual({ letters: 0, tasks: 0, expiries: 0 });
  });

  it.each(['?days=0', '?days=367', '?days=1.5', '?days=soon', '?case=x', '?rendered=true', '?a=1'])(
    'refuses %s with a sentence',
    async (query) => {
      const { body } = await get(query).expect(400);
      expect(body.errors).toHaveLength(1);
    },
  );

  it('asks a stranger to sign in', async () => {
    await request(api.server).get('/api/v1/forecast').expect(401);
  });
});
