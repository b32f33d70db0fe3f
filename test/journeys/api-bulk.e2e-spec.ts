import { CasesService } from '@app/cases';
import { Sealer } from '@app/platform';
import request, { type Response } from 'supertest';
import { buildSite } from '../builders/register';
import { startApi, type TestApi } from '../harness/api';
import { ApiContract } from '../harness/api-contract';

let api: TestApi;
let token: string;
let stranger: string;
let contract: ApiContract;
const caseIds: string[] = [];
let siteWithout: string;

beforeAll(async () => {
  api = await startApi('2026-11-24T10:00:00Z');
  const { officer, token: mine } = await api.addOfficer('officer');
  token = mine;
  stranger = (await api.addOfficer('officer')).token;
  const { body } = await request(api.server).get('/api/openapi.json');
  contract = new ApiContract(body as ConstructorParameters<typeof ApiContract>[0]);
  for (const name of ['Ashby House', 'Birch Court', 'Cedar Lodge']) {
    const { locationId } = await buildSite(api.db, {
      name,
      contact: { name: null, email: `${name.slice(0, 5).toLowerCase()}@x.example` },
      sealer: api.app.get(Sealer),
    });
    const opened = { locationId, officerId: officer.id, on: '2026-11-02' };
    caseIds.push((await api.app.get(CasesService).open(opened, 'test')).id);
  }
  siteWithout = (await buildSite(api.db)).locationId;
}, 60_000);
afterAll(() => api.close());

const as = async (who: string, asked: request.Test): Promise<Response> => {
  const answer = await asked.set('Authorization', `Bearer ${who}`);
  contract.check(answer);
  return answer;
};
const post = (path: string, body: object = {}, who = token) =>
  as(who, request(api.server).post(`/api/v1/bulk${path}`).send(body));
const get = (path: string, who = token) => as(who, request(api.server).get(`/api/v1/bulk${path}`));

const note = { do: 'record', fact: { type: 'note-added', text: 'The head office has moved.' } };

it('looks at, carries out and takes back one thing done to many', async () => {
  const made = await post('', { all: { q: 'house' }, action: note });
  expect(made.body).toMatchObject({ state: 'previewed', rows: 1, verdicts: { allowed: 1 } });
  const { body } = await post('', { cases: caseIds, action: note });
  expect(body).toMatchObject({ state: 'previewed', revision: 1, verdicts: { allowed: 3 } });
  const done = await post(`/${body.id}/carry-out`, { revision: 1 });
  expect(done.body).toMatchObject({ state: 'done', results: { done: 3 }, waiting: 0 });
  const first = await get(`/${body.id}/rows?limit=2`);
  expect(first.body.items).toHaveLength(2);
  const rest = await get(`/${body.id}/rows?cursor=${first.body.nextCursor}`);
  expect(rest.body.items).toMatchObject([{ caseId: caseIds[2], result: 'done', undo: null }]);
  const undone = await post(`/${body.id}/undo`);
  expect(undone.body).toMatchObject({ state: 'undone', undoings: { undone: 3, left: 0 } });
  expect((await get(`/${body.id}`)).body).toEqual(undone.body);
});

it('opens cases, asks the homes, and says what a preview has shown', async () => {
  const opening = await post('', { sites: [siteWithout], action: { do: 'open-cases' } });
  expect(opening.body).toMatchObject({ kind: 'open-cases', verdicts: { allowed: 1 } });
  const ask = { do: 'letter', letter: { kind: 'ask', about: 'the staff list' } };
  const { body } = await post('', { cases: caseIds, action: ask });
  const rows = await get(`/${body.id}/rows`);
  expect(rows.body.items[0].outcome.begins[0]).toEqual({
    act: 'letter',
    what: 'ask',
    day: '2026-11-24',
  });
});

it('refuses what cannot be done, and is not there for anybody else', async () => {
  const code = { do: 'record', fact: { type: 'ods-code-confirmed', code: 'VLX1A' } };
  expect((await post('', { cases: caseIds, action: code })).status).toBe(400);
  expect((await post('', { action: note })).body).toMatchObject({ code: 'nothing-chosen' });
  const { body } = await post('', { cases: caseIds, action: note });
  expect((await post(`/${body.id}/carry-out`, { revision: 7 })).body).toMatchObject({
    code: 'preview-outdated',
  });
  for (const path of ['', '/rows'])
    expect((await get(`/${body.id}${path}`, stranger)).body).toMatchObject({
      status: 404,
      code: 'no-such-bulk',
    });
  expect((await post(`/${body.id}/carry-out`, { revision: 1 }, stranger)).status).toBe(404);
});
