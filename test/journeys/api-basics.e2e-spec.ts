import { randomUUID } from 'node:crypto';
import type { Officer } from '@app/officers';
import request from 'supertest';
import { fromOwnPage } from '../harness/api';
import { ApiClient, problemOf } from '../harness/api-client';

const start = '2026-12-24T10:00:00Z';

describe('the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start(start);
  });
  afterAll(() => client.close());

  describe('who may come in', () => {
    it.each([
      ['no token', undefined],
      ['an invented token', `Bearer ${'A'.repeat(43)}`],
      ['half a token', 'Bearer abc'],
      ['another scheme', 'Basic YWJjOmRlZg=='],
    ])('refuses %s', async (_, authorization) => {
      const asked = request(client.api.server).get('/api/v1/officers/me');
      const answer = await (authorization ? asked.set('Authorization', authorization) : asked);
      expect(problemOf(answer)).toEqual([401, 'sign-in-required']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      client.contract.check(answer);
    });

    it.each(['/api/v1/officers/me', '/API/v1/officers/me', '/Api/V1/Officers/Me'])(
      'takes no session for a token, in whatever capitals: %s',
      async (path) => {
        const cookie = await client.api.signIn(client.me);
        const answer = await request(client.api.server).get(path).set('Cookie', cookie);
        expect(problemOf(answer)).toEqual([401, 'sign-in-required']);
      },
    );

    it('lets no open computer add an officer by a session', async () => {
      const lead = (await client.api.addOfficer('lead')).officer;
      const cookie = await client.api.signIn(lead);
      const answer = await request(client.api.server)
        .post('/API/v1/officers')
        .set({ Cookie: cookie, ...fromOwnPage })
        .send({ email: 'passer-by@example.org', name: 'Passer By', role: 'lead' });
      expect(problemOf(answer)).toEqual([401, 'sign-in-required']);
    });

    it('knows whose token it is', async () => {
      expect((await client.get('/officers/me')).body).toEqual(client.me);
    });

    it('lets a viewer read counts, and nothing else', async () => {
      expect((await client.get('/measures/overview', 'viewer')).body).toMatchObject({ open: 0 });
      expect(problemOf(await client.get('/sites', 'viewer'))).toEqual([403, 'not-permitted']);
      const refused = await client.send('post', '/cases', {
        as: 'viewer',
        body: { locationId: '1-1' },
      });
      expect(problemOf(refused)).toEqual([403, 'not-permitted']);
    });

    it('lets only a lead add an officer, who is then on the list', async () => {
      const body = { email: 'new@example.org', name: 'Nia', role: 'viewer' };
      expect(problemOf(await client.send('post', '/officers', { body }))).toEqual([
        403,
        'not-permitted',
      ]);
      const added = await client.send('post', '/officers', { as: 'lead', body });
      expect([added.status, added.body]).toEqual([201, { ...body, id: expect.any(String) }]);
      expect(problemOf(await client.send('post', '/officers', { as: 'lead', body }))).toEqual([
        409,
        'officer-exists',
      ]);
    });
  });

  describe('what cannot be read', () => {
    const raw = (body: string, type = 'application/json', path = '/api/v1/officers') =>
      request(client.api.server)
        .post(path)
        .set('Authorization', `Bearer ${client.tokens.lead}`)
        .set('Content-Type', type)
        .send(body);

    it('names every wrong and every unknown field', async () => {
      const body = { email: 5, name: 'x', role: 'boss', extra: 1 };
      const answer = await client.send('post', '/officers', { as: 'lead', body });
      expect(problemOf(answer)).toEqual([400, 'invalid-input']);
      expect(answer.body.errors).toEqual([
        { pointer: '/email', code: 'invalid-type', message: expect.any(String) },
        { pointer: '/role', code: 'invalid-value', message: expect.any(String) },
        { pointer: '/extra', code: 'unknown-field', message: '"extra" is not a field here' },
      ]);
    });

    it.each([
      ['half of it', '{"email":', 'application/json', 400, 'malformed-json'],
      ['a lone number', '5', 'application/json', 400, 'malformed-json'],
      ['nothing', '', 'application/json', 400, 'invalid-input'],
      ['a form', 'email=x', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
      ['plain text', '{}', 'text/plain', 415, 'unsupported-media-type'],
      ['another charset', '{}', 'application/json; charset=latin1', 415, 'unsupported-charset'],
      ['too much', `"${'x'.repeat(1_100_000)}"`, 'application/json', 413, 'body-too-large'],
      [
        'a zero character',
        '{"email":"a@b.org","name":"a\\u0000b","role":"lead"}',
        'application/json',
        400,
        'invalid-input',
      ],
    ])('%s', async (_, body, type, status, code) => {
      const answer = await raw(body, type);
      expect(problemOf(answer)).toEqual([status, code]);
      client.contract.check(answer);
    });

    it.each([
      ['/sites?limit=0', '/limit'],
      ['/sites?limit=201', '/limit'],
      ['/sites?limit=ten', '/limit'],
      ['/sites?limit=1&limit=2', '/limit'],
      ['/sites?colour=red', '/colour'],
      ['/sites?careHome=maybe', '/careHome'],
      ['/cases?stage=dreaming', '/stage'],
      ['/cases?officer=me', '/officer'],
    ])('refuses %s', async (path, pointer) => {
      const answer = await client.get(path);
      expect(problemOf(answer)).toEqual([400, 'invalid-input']);
      expect(answer.body.errors[0].pointer).toBe(pointer);
    });

    it.each([
      '/sites?cursor=x',
      '/officers?cursor=x',
      `/officers?cursor=${Buffer.from('["a","b"]').toString('base64url')}`,
      `/imports?cursor=${Buffer.from('["1; DROP TABLE site"]').toString('base64url')}`,
      '/cases?cursor=x',
    ])('refuses a cursor of another list: %s', async (path) => {
      expect(problemOf(await client.get(path))).toEqual([400, 'invalid-cursor']);
    });

    it.each([
      ['get', '/nothing', 404, 'not-found'],
      ['get', '/sites/1-1/nothing', 404, 'not-found'],
      ['get', '/sites/%E0%A4%A', 400, 'bad-request'],
      ['get', '/sites/%00', 404, 'no-such-site'],
      ['get', '/cases/no-id', 404, 'no-such-case'],
      ['get', `/cases/${randomUUID()}`, 404, 'no-such-case'],
      ['get', `/imports/${randomUUID()}`, 404, 'no-such-import'],
      ['delete', '/sites', 405, 'method-not-allowed'],
      ['put', '/officers/me', 405, 'method-not-allowed'],
    ] as const)('%s %s is %i', async (method, path, status, code) => {
      const answer = await request(client.api.server)
        [method](`/api/v1${path}`)
        .set('Authorization', `Bearer ${client.tokens.officer}`);
      expect(problemOf(answer)).toEqual([status, code]);
      expect(answer.type).toBe('application/problem+json');
      if (status === 405) expect(answer.headers.allow).toMatch(/^GET, HEAD/);
    });
  });

  it('lists everyone page by page, each once', async () => {
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await client.get(`/officers?limit=3${cursor && `&cursor=${cursor}`}`);
      names.push(...body.items.map((o: Officer) => o.name));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    const all = (await client.get('/officers?limit=200')).body.items.map((o: Officer) => o.name);
    expect(names).toEqual(all);
    expect(new Set(names).size).toBe(names.length);
  });
});
