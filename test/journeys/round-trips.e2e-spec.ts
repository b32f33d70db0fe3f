import { randomUUID } from 'node:crypto';
import type { Officer } from '@app/officers';
import { Client } from 'pg';
import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import { startApi, type TestApi } from '../harness/api';

const start = '2026-11-24T10:00:00Z';

describe('what a request asks of the database', () => {
  let api: TestApi;
  let officer: Officer;
  let token: string;
  let cookie: string;
  let caseId: string;

  beforeAll(async () => {
    api = await startApi(start);
    ({ officer, token } = await api.addOfficer('officer'));
    cookie = await api.signIn(officer);
    const owner = (await api.addOfficer('officer')).officer;
    caseId = (await buildCase(api, owner.id, [])).id;
  });
  afterAll(() => api?.close());

  const byToken = (path: string) =>
    request(api.server).get(path).set('Authorization', `Bearer ${token}`);
  const byCookie = (path: string) => request(api.server).get(path).set('Cookie', cookie);

  /** The statements that went out meanwhile, by name or how they begin. */
  const askedDuring = async (work: () => Promise<unknown>): Promise<string[]> => {
    const asked: string[] = [];
    const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
      this: Client,
      ...words: unknown[]
    ) {
      const [first] = words as (string | { text: string; name?: string })[];
      asked.push(
        typeof first === 'string'
          ? first.slice(0, 20)
          : (first?.name ?? first?.text.slice(0, 20) ?? ''),
      );
      return (query as (...all: unknown[]) => unknown).apply(this, words) as never;
    } as never);
    try {
      await work();
    } finally {
      spy.mockRestore();
    }
    return asked;
  };
  const query = Client.prototype.query;

  it('is two statements for Today as JSON: who asks and whose cases they see, and Today', async () => {
    const open = () => byToken('/api/v1/today').expect(200);
    await open();
    expect(await askedDuring(open)).toEqual(['officer-of-token', 'today-of-everyone']);
  });

  it('is two for Today as a page, everybody’s and one’s own', async () => {
    const all = () => byCookie('/').expect(200);
    const own = () => byCookie('/?whose=mine').expect(200);
    await all();
    expect(await askedDuring(all)).toEqual(['read-session', 'today-with-signs-of-everyone']);
    expect(await askedDuring(own)).toEqual(['read-session', 'today-with-signs-of-one']);
  });

  it('is one for who records a fact, beside the transaction that records it', async () => {
    const record = (version: number) =>
      request(api.server)
        .post(`/api/v1/cases/${caseId}/facts`)
        .set('Authorization', `Bearer ${token}`)
        .set('If-Match', `"v${version}"`)
        .send({ type: 'note-added', at: start, text: 'The manager is away.' })
        .expect(201);
    await record(1);
    const asked = await askedDuring(() => record(2));
    expect(asked.slice(0, 4)).toEqual([
      'officer-of-token',
      expect.stringMatching(/^BEGIN/),
      'policy-in-force',
      'lock-case',
    ]);
    expect(asked.at(-1)).toBe('COMMIT');
  });

  describe('whose cases somebody sees is read with who they are, each time', () => {
    const opens = async () => {
      const answers = [
        await byToken(`/api/v1/cases/${caseId}`),
        await byCookie(`/cases/${caseId}`),
      ];
      return answers.map(({ status }) => status);
    };
    const put = (team: string | null) =>
      api.db.query('UPDATE officer SET team_id = $2 WHERE id = $1', [officer.id, team]);

    it('and another team counts at the next request', async () => {
      expect(await opens()).toEqual([200, 200]);
      const team = randomUUID();
      await api.db.query("INSERT INTO team (id, name, created_at) VALUES ($1, 'North', $2)", [
        team,
        start,
      ]);
      await put(team);
      expect(await opens()).toEqual([404, 404]);
      await put(null);
      expect(await opens()).toEqual([200, 200]);
    });
  });
});
