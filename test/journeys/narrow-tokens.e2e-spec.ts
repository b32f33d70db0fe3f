import { ApiTokens, type TokenScope } from '@app/officers';
import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import { startApi, type TestApi } from '../harness/api';

/** What a token that was narrowed is told, whoever it acts for. */
describe('counts of places, by a token of somebody who sees every case', () => {
  let api: TestApi;
  let leadId: string;
  const tokens: Partial<Record<TokenScope, string>> = {};

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    leadId = (await api.addOfficer('lead')).officer.id;
    for (const scope of ['all', 'read', 'reports', 'aggregates'] as const)
      tokens[scope] = (await api.app.get(ApiTokens).create(leadId, scope, [scope])).token;
    for (const area of [
      'Lincolnshire',
      'Lincolnshire',
      'Lincolnshire',
      'Lincolnshire',
      'Rutland',
    ]) {
      const { id } = await buildCase(api, leadId, []);
      await api.db.query(
        `UPDATE site SET local_authority = $2
          WHERE location_id = (SELECT location_id FROM application_case WHERE id = $1)`,
        [id, area],
      );
    }
  }, 60_000);
  afterAll(() => api?.close());

  const ask = (path: string, scope: TokenScope) =>
    request(api.server)
      .get(`/api/v1${path}`)
      .set('Authorization', `Bearer ${tokens[scope] ?? ''}`);
  const told = async (path: string, scope: TokenScope): Promise<string> =>
    (await ask(path, scope).expect(200)).text;

  const counts = [
    '/measures/overview',
    '/measures/funnel?authority=Rutland',
    '/measures/coverage',
    '/measures/m1?split=authority',
    '/funder-returns/2026-11',
  ];

  it.each(counts)('%s withholds small ones from a token for counts alone', async (path) => {
    expect(await told(path, 'aggregates')).toContain('fewer-than-5');
  });

  it.each(counts)('%s tells them to a token that opens each case', async (path) => {
    for (const scope of ['all', 'read', 'reports'] as const)
      expect(await told(path, scope)).not.toContain('fewer-than-5');
  });

  it('are not told of one officer either', async () => {
    const path = `/measures/funnel?officer=${leadId}`;
    expect((await ask(path, 'aggregates').expect(400)).text).toContain('officer-not-shown');
    await ask(path, 'reports').expect(200);
  });

  it('are not told of where two ways to narrow meet, which subtracted from each would tell', async () => {
    const path = '/measures/funnel?authority=Lincolnshire&careHome=yes';
    expect((await ask(path, 'aggregates').expect(400)).text).toContain('too-narrow');
    for (const scope of ['read', 'reports'] as const) await ask(path, scope).expect(200);
    await ask('/measures/funnel?careHome=yes', 'aggregates').expect(200);
  });

  it('and whose token it is stays four things', async () => {
    const { body } = await ask('/officers/me', 'aggregates').expect(200);
    expect(Object.keys(body as object).sort()).toEqual(['email', 'id', 'name', 'role']);
  });
});
