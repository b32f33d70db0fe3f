import { readFile } from 'node:fs/promises';
import request from 'supertest';
import { ApiClient } from '../harness/api-client';
import { importFiles } from '../harness/import-files';

jest.setTimeout(60_000);

/** The real list, with one more day in it. */
async function listWith(day: { title: string; date: string }): Promise<string> {
  const list = JSON.parse(await readFile('data/bank-holidays.json', 'utf8'));
  list['england-and-wales'].events.push({ ...day, notes: '', bunting: true });
  return JSON.stringify(list);
}

describe('a list of bank holidays', () => {
  let client: ApiClient;
  let cookie: string;

  beforeAll(async () => {
    client = await ApiClient.start('2026-12-24T10:00:00Z');
    cookie = await client.api.signIn(client.me);
  });
  afterAll(() => client.close());

  const page = async (path: string): Promise<string> => {
    const { text } = await request(client.api.server).get(path).set('Cookie', cookie).expect(200);
    return text.slice(text.indexOf('<main')).replace(/\s+/g, ' ');
  };

  it('is known without being told what it is, shown day by day, brought in and taken back', async () => {
    const file = await listWith({ title: 'A day for a king', date: '2027-05-10' });
    const given = await request(client.api.server)
      .post('/api/v1/import-jobs?fileName=bank-holidays.json')
      .set('Authorization', `Bearer ${client.tokens.officer}`)
      .set('Content-Type', 'application/json')
      .send(file);
    const { id } = given.body;
    await importFiles(client.api.app);
    const read = await client.get(`/import-jobs/${id}`);
    expect(read.body).toMatchObject({
      kind: 'bank-holidays',
      state: 'previewed',
      result: { created: { holidays: 1 } },
    });
    const { items } = (await client.get(`/import-jobs/${id}/changes`)).body;
    expect(items).toMatchObject([{ key: '2027-05-10', name: 'A day for a king' }]);
    const shown = await page(`/imports/jobs/${id}`);
    expect(shown).toContain('would be new: Monday 10 May 2027.');
    expect(shown).toContain('A day for a king');

    await client.post(`/import-jobs/${id}/accept`, {});
    await importFiles(client.api.app);
    const done = (await client.get(`/import-jobs/${id}`)).body;
    expect(done).toMatchObject({ state: 'done', result: { policy: 2 } });
    const { importId } = done.result;
    expect((await client.get(`/imports/${importId}`)).body).toEqual(done.result);
    const result = await page(`/imports/${importId}`);
    expect(result).toContain('They came into force with version 2 of the dates and rules.');
    expect(await page(`/imports/${importId}/undo`)).toContain('Take it back');
    expect((await client.post(`/imports/${importId}/undo`, undefined)).status).toBe(204);
    expect(await page('/imports')).toContain('Taken back on');
  });
});
