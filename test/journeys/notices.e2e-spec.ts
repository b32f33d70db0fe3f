import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import { startApi, type TestApi } from '../harness/api';

/** What every object of the language has, whether anybody put it there or not. */
const inherited = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'];

describe('what an address says was just done', () => {
  let api: TestApi;
  let cookie: string;
  let caseId: string;
  let locationId: string;

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const { officer } = await api.addOfficer('lead');
    cookie = await api.signIn(officer);
    ({ id: caseId, locationId } = await buildCase(api, officer.id, []));
  }, 60_000);
  afterAll(() => api?.close());

  const page = async (path: string): Promise<string> =>
    (await request(api.server).get(path).set('Cookie', cookie).expect(200)).text;

  it.each([
    ['/', 'done'],
    ['/cases', 'done'],
    ['/stalled', 'done'],
    ['/views', 'done'],
    ['/inbox', 'done'],
    ['/mail', 'done'],
    ['/teams', 'done'],
    ['/absences', 'done'],
    ['/workshops', 'done'],
    ['/funder-return', 'done'],
    ['/measures/authorities', 'done'],
    ['/imports', 'done'],
    ['/quarantine', 'done'],
    ['/privacy', 'done'],
  ])('%s says nothing for words that nobody wrote', async (path, name) => {
    const plain = await page(`${path}?${name}=nothing-of-the-kind`);
    expect(plain).not.toMatch(/native code|\[object/);
    for (const word of inherited)
      expect(await page(`${path}?${name}=${word}`)).not.toMatch(/native code|\[object/);
  });

  it('nor do the pages of one case and one site', async () => {
    for (const word of inherited)
      for (const path of [`/cases/${caseId}?done=${word}`, `/sites/${locationId}?saved=${word}`])
        expect(await page(path)).not.toMatch(/native code|\[object/);
  });
});
