import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { ApiClient, problemOf } from '../harness/api-client';
import { importFiles } from '../harness/import-files';

jest.setTimeout(60_000);

const file = (name: string, ...more: object[]): string =>
  ratingsFile([
    ratingsRow({ 'Location Name': name }),
    ...more.map((change) => ratingsRow({ 'Location Name': 'Birch Lodge', ...change })),
  ]);

describe('a register file on its way in, over the JSON API', () => {
  let client: ApiClient;

  beforeAll(async () => {
    client = await ApiClient.start('2026-12-24T10:00:00Z');
  });
  afterAll(() => client.close());

  async function give(
    query: string,
    content: Buffer | string,
    type = 'text/csv',
  ): Promise<Response> {
    const answer = await request(client.api.server)
      .post(`/api/v1/import-jobs${query}`)
      .set('Authorization', `Bearer ${client.tokens.officer}`)
      .set('Content-Type', type)
      .send(content);
    client.contract.check(answer);
    return answer;
  }

  const work = (): Promise<void> => importFiles(client.api.app);

  let first: string;

  it('is read, shown with old and new values, and changes nothing until it is accepted', async () => {
    const given = await give('?fileName=first%202026-06-01.csv', file('Amber Lodge'));
    expect([given.status, given.body]).toMatchObject([
      201,
      { kind: 'any', state: 'waiting', askedBy: `officer:${client.me.id}`, result: null },
    ]);
    first = given.body.id;
    await work();
    const read = (await client.get(`/import-jobs/${first}`)).body;
    expect(read).toMatchObject({
      kind: 'cqc',
      state: 'previewed',
      result: { variant: 'cqc-latest-ratings', asOf: '2026-06-01', importId: null },
    });
    const { items } = (await client.get(`/import-jobs/${first}/changes?q=amber%20lodge`)).body;
    expect(items).toMatchObject([
      { subject: 'site', key: '1-900000001', action: 'create', row: 2 },
    ]);
    expect((await client.get('/sites')).body.items).toEqual([]);
  });

  it('is brought in under its own id once it is accepted', async () => {
    const accepted = await client.post(`/import-jobs/${first}/accept`, {});
    expect(accepted.body).toMatchObject({ state: 'accepted' });
    await work();
    const done = (await client.get(`/import-jobs/${first}`)).body;
    expect(done).toMatchObject({ state: 'done', result: { importId: first } });
    expect((await client.get(`/imports/${first}`)).body).toEqual(done.result);
    expect((await client.get('/sites')).body.items).toHaveLength(1);
  });

  it('cannot be accepted twice, nor before it has been read', async () => {
    expect(problemOf(await client.post(`/import-jobs/${first}/accept`, {}))).toEqual([
      409,
      'wrong-state',
    ]);
    const { body } = await give('', file('Amber House'));
    expect(problemOf(await client.post(`/import-jobs/${body.id}/accept`, {}))).toEqual([
      409,
      'wrong-state',
    ]);
    await client.send('delete', `/import-jobs/${body.id}`);
    expect((await client.get(`/import-jobs/${body.id}`)).status).toBe(404);
  });

  it('can be stopped and begun again', async () => {
    const { id } = (await give('', file('Amber House'))).body;
    expect((await client.post(`/import-jobs/${id}/cancel`, undefined)).body.state).toBe(
      'cancelled',
    );
    await work();
    expect((await client.get(`/import-jobs/${id}`)).body.state).toBe('cancelled');
    expect((await client.post(`/import-jobs/${id}/restart`, undefined)).body.state).toBe('waiting');
    await work();
    expect((await client.get(`/import-jobs/${id}`)).body.state).toBe('previewed');
  });

  it('is refused when the register has changed since it was shown, and nothing is lost', async () => {
    const one = (await give('?fileName=2026-07-01.csv', file('Amber Hall'))).body.id;
    const other = (await give('?fileName=2026-07-02.csv', file('Amber Court'))).body.id;
    await work();
    for (const id of [one, other]) {
      await client.post(`/import-jobs/${id}/accept`, {});
      await work();
    }
    const refused = (await client.get(`/import-jobs/${other}`)).body;
    expect(refused).toMatchObject({
      state: 'refused',
      result: { refused: { code: 'register-changed' } },
    });
    await client.post(`/import-jobs/${other}/restart`, undefined);
    await work();
    const { items } = (await client.get(`/import-jobs/${other}/changes`)).body;
    expect(items[0].fields).toContainEqual(
      expect.objectContaining({
        field: 'name',
        old: 'Amber Hall',
        new: 'Amber Court',
        oldFrom: { importId: one, fileName: '2026-07-01.csv', asOf: '2026-07-01' },
      }),
    );
  });

  it('needs a word when it has far fewer rows than the last one', async () => {
    const more = [1, 2, 3, 4].map((n) => ({
      'Location ID': `1-90000001${n}`,
      'Location ODS Code': `VZX0${n}`,
    }));
    const full = (await give('?fileName=2026-08-01.csv', file('Amber Hall', ...more))).body.id;
    await work();
    await client.post(`/import-jobs/${full}/accept`, {});
    await work();
    const cut = (await give('?fileName=2026-09-01.csv', file('Amber Hall'))).body.id;
    await work();
    const { result } = (await client.get(`/import-jobs/${cut}`)).body;
    expect(result.fewer).toMatchObject({ now: 1, before: 5 });
    expect(result.gone.count).toBe(4);
    expect(problemOf(await client.post(`/import-jobs/${cut}/accept`, {}))).toEqual([
      422,
      'too-few-rows',
    ]);
    const accepted = await client.post(`/import-jobs/${cut}/accept`, { confirmed: true });
    expect(accepted.body.state).toBe('accepted');
    await work();
  });

  it('is taken back when nothing later rests on it; what does is named', async () => {
    const undo = (id: string) => client.post(`/imports/${id}/undo`, undefined);
    const refused = await undo(first);
    expect(problemOf(refused)).toEqual([409, 'undo-in-the-way']);
    expect(refused.body.errors).toContainEqual({
      pointer: expect.stringMatching(/^\/imports\//),
      code: 'import',
      message: '2026-09-01.csv',
    });
    const { items } = (await client.get('/imports')).body;
    for (const { id } of items) expect((await undo(id)).status).toBe(204);
    expect((await client.get('/sites')).body.items).toEqual([]);
    expect((await client.get('/imports')).body.items).toMatchObject(
      items.map(({ id }: { id: string }) => ({ id, undoneBy: `officer:${client.me.id}` })),
    );
    expect((await undo(first)).status).toBe(409);
    expect((await undo(randomUUID())).status).toBe(404);
  });

  it('may be JSON, a calendar or a packed file, and is known by its bytes alone', async () => {
    const json = await give('?fileName=x.csv', '{"hello":"world"}', 'application/json');
    const zip = await give('?fileName=x.json', Buffer.from('PK\u0003\u0004'), 'application/zip');
    await work();
    for (const { body } of [json, zip])
      expect((await client.get(`/import-jobs/${body.id}`)).body).toMatchObject({
        state: 'refused',
        result: { refused: { code: expect.any(String), message: expect.any(String) } },
      });
  });

  it('is listed with the others, the newest first, a page at a time', async () => {
    const all = (await client.get('/import-jobs?limit=200')).body.items;
    const page = (await client.get('/import-jobs?limit=1')).body;
    const rest = (await client.get(`/import-jobs?limit=1&cursor=${page.nextCursor}`)).body;
    expect([...page.items, ...rest.items]).toEqual(all.slice(0, 2));
  });

  it('is not for viewers to send or to accept', async () => {
    const send = (path: string) => client.send('post', path, { as: 'viewer', body: {} });
    for (const path of ['/import-jobs', `/import-jobs/${first}/accept`, `/imports/${first}/undo`])
      expect(problemOf(await send(path))).toEqual([403, 'not-permitted']);
  });
});
