import request, { type Response } from 'supertest';
import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

jest.setTimeout(60_000);

describe('the form for a file of a register', () => {
  let api: TestApi;
  let cookie: string;

  beforeAll(async () => {
    api = await startApi('2026-12-24T10:00:00Z');
    cookie = await api.signIn((await api.addOfficer('officer')).officer);
  });
  afterAll(() => api.close());

  const page = async (path = '/imports'): Promise<string> => {
    const { text } = await request(api.server).get(path).set('Cookie', cookie).expect(200);
    return text;
  };

  const tokenIn = (text: string): string =>
    /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? '';

  const send = (token: string, file: Buffer | string, who = cookie): Promise<Response> =>
    request(api.server)
      .post('/imports')
      .set('Cookie', who)
      .set(fromOwnPage)
      .field('formToken', token)
      .field('kind', 'any')
      .attach('file', Buffer.from(file), 'register.csv')
      .then((answer) => answer);

  const jobs = async (): Promise<number> => (await api.db.query('SELECT 1 FROM import_job')).length;

  it('takes a file once, however often its button is pressed', async () => {
    const token = tokenIn(await page());
    const file = ratingsFile([ratingsRow()]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(token, file)));
    const places = new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`));
    expect([...places]).toEqual([expect.stringMatching(/^303 \/imports\/jobs\/[0-9a-f-]{36}$/)]);
    expect(await jobs()).toBe(1);
  });

  it('tells in the form when a file is too large, and keeps nothing of it', async () => {
    const before = await jobs();
    const answer = await send(tokenIn(await page()), Buffer.alloc(50 * 1024 * 1024 + 1, 'x'));
    expect([answer.status, answer.headers.location]).toEqual([303, '/imports?problem=too-large']);
    const again = await request(api.server).get('/imports?problem=too-large').set('Cookie', cookie);
    expect([again.status, again.text]).toEqual([
      422,
      expect.stringContaining('The file is larger than 50 MB'),
    ]);
    expect(await jobs()).toBe(before);
  });

  it('is not for viewers to send', async () => {
    const before = await jobs();
    const viewer = await api.signIn((await api.addOfficer('viewer')).officer);
    expect((await send(tokenIn(await page()), 'x', viewer)).status).toBe(403);
    expect(await jobs()).toBe(before);
  });

  it('knows no step of a file but its own, and no file that is not there', async () => {
    const [job] = await api.db.query<{ id: string }>('SELECT id FROM import_job LIMIT 1');
    const path = `/imports/jobs/${job?.id}`;
    const token = tokenIn(await page(path));
    const post = (to: string) =>
      request(api.server).post(to).set('Cookie', cookie).set(fromOwnPage).type('form').send({
        formToken: token,
      });
    expect((await post(`${path}/dance`)).status).toBe(404);
    const gone = '/imports/jobs/00000000-0000-4000-8000-000000000000';
    expect((await post(`${gone}/accept`)).status).toBe(404);
    expect((await request(api.server).get(gone).set('Cookie', cookie)).status).toBe(404);
    const early = await post(`${path}/accept`);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('waits to be read')]);
  });
});
