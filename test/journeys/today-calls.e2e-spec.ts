import type { Officer } from '@app/officers';
import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

describe('the buttons of Today, pressed as nobody should', () => {
  let api: TestApi;
  let ann: { officer: Officer; cookie: string };
  let bea: { officer: Officer; cookie: string };
  let viewer: string;

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    const somebody = async (role: 'officer' | 'viewer') => {
      const { officer } = await api.addOfficer(role);
      return { officer, cookie: await api.signIn(officer) };
    };
    ann = await somebody('officer');
    bea = await somebody('officer');
    viewer = (await somebody('viewer')).cookie;
    await api.db.query(
      "INSERT INTO team (id, name, created_at) VALUES (gen_random_uuid(), 'North', now())",
    );
  }, 60_000);
  afterAll(() => api?.close());

  const newCase = async (): Promise<string> => (await buildCase(api, ann.officer.id, [])).id;
  const press = (path: string, cookie: string, fields: Record<string, string>) =>
    request(api.server)
      .post(`/calls/${path}`)
      .set(fromOwnPage)
      .set('Cookie', cookie)
      .type('form')
      .send(fields);
  const seen = async (location = '', cookie: string): Promise<string> =>
    (
      await request(api.server)
        .get(location.split('#')[0] ?? '')
        .set('Cookie', cookie)
    ).text;
  const callsOf = async (caseId: string): Promise<number> =>
    (await api.db.query("SELECT FROM fact WHERE case_id = $1 AND type = 'call-made'", [caseId]))
      .length;

  it('count once when pressed twice, and say the same both times', async () => {
    const id = await newCase();
    const first = await press(`${id}/answer/0`, ann.cookie, { v: '' });
    const second = await press(`${id}/answer/0`, ann.cookie, { v: '' });
    expect(second.headers.location).toBe(first.headers.location);
    expect(await callsOf(id)).toBe(1);
    expect(await seen(second.headers.location, ann.cookie)).not.toContain('before you pressed');
  });

  it('tell who comes second that theirs is not what was recorded', async () => {
    const id = await newCase();
    await press(`${id}/answer/0`, ann.cookie, { v: '' });
    for (const fields of [{ d: '' }, { v: '' }] as Record<string, string>[]) {
      const { headers } = await press(`${id}/answer/0`, bea.cookie, fields);
      const page = await seen(headers.location, bea.cookie);
      expect(page).toContain('this was recorded before you pressed: voicemail left');
      expect(page).toContain('Yours was not');
    }
    const other = await press(`${id}/answer/0`, ann.cookie, { d: '' });
    expect(await seen(other.headers.location, ann.cookie)).toContain('before you pressed');
    expect(await callsOf(id)).toBe(1);
  });

  it('count once when two press at the same moment, and tell the other', async () => {
    const id = await newCase();
    const answers = await Promise.all([
      press(`${id}/answer/0`, ann.cookie, { v: '' }),
      press(`${id}/answer/0`, bea.cookie, { d: '' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers.filter(({ headers }) => headers.location?.includes('stood=yes'))).toHaveLength(
      1,
    );
    expect(await callsOf(id)).toBe(1);
  });

  it('do nothing for a viewer, another team, no button, two buttons or a matter there is not', async () => {
    const id = await newCase();
    expect((await press(`${id}/answer/0`, viewer, { v: '' })).status).toBe(403);
    expect((await press(`${id}/answer/0`, ann.cookie, {})).status).toBe(400);
    expect((await press(`${id}/answer/0`, ann.cookie, { v: '', d: '' })).status).toBe(400);
    expect((await press(`${id}/answer/0`, ann.cookie, { constructor: '' })).status).toBe(400);
    expect((await press(`${id}/constructor/0`, ann.cookie, { v: '' })).status).toBe(404);
    expect((await press(`${id}/answer/1e9`, ann.cookie, { v: '' })).status).toBe(404);
    await api.db.query('UPDATE officer SET team_id = (SELECT id FROM team) WHERE id = $1', [
      bea.officer.id,
    ]);
    expect((await press(`${id}/answer/0`, bea.cookie, { v: '' })).status).toBe(404);
    expect(await callsOf(id)).toBe(0);
    const { headers } = await press(`${id}/answer/0`, ann.cookie, { v: '' });
    expect(await seen(headers.location, bea.cookie)).not.toContain('voicemail left');
    const call = new URL(headers.location ?? '', 'http://x').searchParams.get('called') ?? '';
    expect((await press(`${id}/undo`, bea.cookie, { call })).status).toBe(404);
    await api.db.query('UPDATE officer SET team_id = NULL');
  });

  it('are told of to a lead and to officers of teams in turn', async () => {
    const id = await newCase();
    const lead = await api.signIn((await api.addOfficer('lead')).officer);
    const { headers } = await press(`${id}/answer/0`, ann.cookie, { v: '' });
    await api.db.query('UPDATE officer SET team_id = (SELECT id FROM team) WHERE id = $1', [
      bea.officer.id,
    ]);
    for (const cookie of [lead, ann.cookie, lead, ann.cookie])
      expect(await seen(headers.location, cookie)).toContain('voicemail left');
    await api.db.query('UPDATE officer SET team_id = NULL');
  });

  it('are taken back once, and by nothing but a call of this case', async () => {
    const [id, elsewhere] = [await newCase(), await newCase()];
    const { headers } = await press(`${id}/answer/0`, ann.cookie, { v: '' });
    const call = new URL(headers.location ?? '', 'http://x').searchParams.get('called') ?? '';
    expect((await press(`${elsewhere}/undo`, ann.cookie, { call })).status).toBe(404);
    const [opened] = await api.db.query<{ id: string }>(
      "SELECT id FROM fact WHERE case_id = $1 AND type = 'case-opened'",
      [id],
    );
    expect((await press(`${id}/undo`, ann.cookie, { call: opened?.id ?? '' })).status).toBe(404);
    const both = await Promise.all([1, 2].map(() => press(`${id}/undo`, ann.cookie, { call })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
  });
});
