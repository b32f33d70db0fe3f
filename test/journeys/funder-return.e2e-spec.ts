import { ApiTokens } from '@app/officers';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { startApi, type TestApi } from '../harness/api';

describe('the funder return, asked for what it is not there for', () => {
  let api: TestApi;
  let cookie: string;
  let token: string;

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const { officer } = await api.addOfficer('officer');
    cookie = await api.signIn(officer);
    ({ token } = await api.app.get(ApiTokens).create(officer.id, 'returns'));
    await api.db.query("UPDATE officer SET created_at = '2026-09-15T09:00:00Z'");
    await buildSite(api.db);
  }, 60_000);
  afterAll(() => api?.close());

  const post = (path: string, body: object) =>
    request(api.server)
      .post(`/api/v1/funder-returns/${path}`)
      .set('Authorization', `Bearer ${token}`)
      .send(body);
  const months = async (): Promise<string[]> => {
    const { body } = await request(api.server)
      .get('/api/v1/funder-returns')
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    return (body as { items: { month: string }[] }).items.map(({ month }) => month);
  };

  it.each(['1999-01', '2026-08', '0001-01'])(
    'keeps nothing of %s, before anybody worked here',
    async (month) => {
      await post(`${month}/sent`, { sentOn: '2026-11-02' }).expect(404);
      await post(`${month}/notes`, { number: 0, text: 'All went well.' }).expect(404);
      expect(await months()).toEqual(['2026-11']);
      const [kept] = await api.db.query('SELECT 1 FROM measure_snapshot LIMIT 1');
      expect(kept).toBeUndefined();
    },
  );

  it.each(['2026-12', '2099-01'])('keeps no note of %s, which has not begun', async (month) => {
    await post(`${month}/notes`, { number: 0, text: 'All will go well.' }).expect(404);
    await post(`${month}/sent`, { sentOn: '2026-11-24' }).expect(422);
    expect(await api.db.query('SELECT FROM funder_return_note')).toEqual([]);
  });

  it('is sent once, however many say so at once', async () => {
    await post('2026-10/notes', { number: 0, text: '<b>Floods</b>, =1+1' }).expect(204);
    const answers = await Promise.all(
      ['02', '03', '04'].map((day) => post('2026-10/sent', { sentOn: `2026-11-${day}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    await post('2026-10/notes', { number: 1, text: 'More.' }).expect(409);
  });

  it('prints what was written as text, on the page and in the file', async () => {
    const page = await request(api.server)
      .get('/funder-return?month=2026-10')
      .set('Cookie', cookie)
      .expect(200);
    expect(page.text).toContain('&lt;b&gt;Floods&lt;/b&gt;');
    expect(page.text).not.toContain('<b>Floods');
  });
});
