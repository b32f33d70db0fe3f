import { CasesService } from '@app/cases';
import type { Officer } from '@app/officers';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

const now = '2026-12-24T09:00:00Z';

describe('officers, as a lead looks after them', () => {
  let api: TestApi;
  let lead: { officer: Officer; cookie: string };

  beforeAll(async () => {
    api = await startApi(now);
    const { officer } = await api.addOfficer('lead', 'lee@example.org');
    lead = { officer, cookie: await api.signIn(officer) };
  });
  beforeEach(async () => {
    api.clock.set(now);
    await api.db.query('DELETE FROM rate_limit');
  });
  afterAll(() => api.close());

  const page = (path: string, cookie = lead.cookie) =>
    request(api.server).get(path).set('Cookie', cookie);
  const press = (path: string, fields: object = {}, cookie = lead.cookie) =>
    request(api.server)
      .post(path)
      .set(fromOwnPage)
      .set('Cookie', cookie)
      .type('form')
      .send(fields as Record<string, string>);
  const tokenOn = async (path: string, cookie = lead.cookie): Promise<string> =>
    /name="formToken" value="([^"]+)"/.exec((await page(path, cookie)).text)?.[1] ?? '';
  const somebody = async (role: 'officer' | 'viewer' = 'officer') => {
    const { officer, token } = await api.addOfficer(role);
    return { officer, token, cookie: await api.signIn(officer), path: `/officers/${officer.id}` };
  };
  const openCase = async (officerId: string): Promise<string> => {
    const { locationId } = await buildSite(api.db);
    return (await api.app.get(CasesService).open({ locationId, officerId }, 'test')).id;
  };
  const isIn = async (cookie: string): Promise<boolean> =>
    (await page('/account', cookie)).status === 200;

  it('are asked in by mail, with role and team, once for a form sent twice', async () => {
    await press('/teams', { name: 'North' });
    const formToken = await tokenOn('/officers/invite');
    const [team] = await api.db.query<{ id: string }>("SELECT id FROM team WHERE name = 'North'");
    const fields = { formToken, name: 'Nia New', email: 'nia@example.org', role: 'officer' };
    const asked = { ...fields, team: team?.id };
    const first = await press('/officers/invite', asked);
    expect(first.headers.location).toMatch(/^\/officers\/[\w-]{36}\?done=invited$/);
    expect((await press('/officers/invite', asked)).headers.location).toBe(first.headers.location);
    const shown = await page(first.headers.location ?? '');
    for (const words of ['Nia New', 'North', 'Invited, until', 'Send another invitation'])
      expect(shown.text).toContain(words);
    const invitations = () => api.shownLinks.filter((link) => link.includes('/invitation/'));
    expect(invitations()).toHaveLength(1);
    await press(`${new URL(first.headers.location ?? '', 'http://x').pathname}/invitation`);
    expect(invitations()).toHaveLength(2);
    await press('/teams/' + team?.id + '/remove');
  });

  it('are not asked in without name, address and role, or twice', async () => {
    const formToken = await tokenOn('/officers/invite');
    const empty = await press('/officers/invite', { formToken });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Choose what they may do');
    const taken = await press('/officers/invite', {
      formToken: await tokenOn('/officers/invite'),
      name: 'Lee Again',
      email: 'lee@example.org',
      role: 'viewer',
    });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('There is an officer with the address lee@example.org already.');
  });

  it('get another role for a reason, and sign in again with it', async () => {
    const bo = await somebody();
    expect((await press(`${bo.path}/role`, { role: 'lead' })).status).toBe(422);
    await press(`${bo.path}/role`, { role: 'lead', why: 'stands-in' }).expect(303);
    expect(await isIn(bo.cookie)).toBe(false);
    expect((await page('/officers', await api.signIn(bo.officer))).status).toBe(200);
    await press(`${bo.path}/role`, { role: 'officer', why: 'mistake' }).expect(303);
  });

  it('keep the last lead', async () => {
    const own = `/officers/${lead.officer.id}`;
    for (const answer of [
      await press(`${own}/role`, { role: 'viewer', why: 'mistake' }),
      await press(`${own}/leave`, { why: 'has-left' }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('is the only lead');
    }
  });

  it('leave when somebody takes their cases: row by row, and nothing opens any more', async () => {
    const [ann, bo] = [await somebody(), await somebody()];
    const caseId = await openCase(ann.officer.id);
    expect((await press(`${ann.path}/leave`, { why: 'has-left' })).text).toContain(
      'owns one open case. Choose who takes them.',
    );
    expect((await press(`${ann.path}/leave`, { to: bo.officer.id })).text).toContain(
      'Choose why they go',
    );
    const left = await press(`${ann.path}/leave`, { to: bo.officer.id, why: 'has-left' });
    expect(left.status).toBe(200);
    expect(left.text).toContain(`/cases/${caseId}`);
    expect(left.text).toContain(`Now ${bo.officer.name}’s`);
    expect(left.text).toContain('may no longer sign in');
    expect((await api.app.get(CasesService).get(caseId)).officerId).toBe(bo.officer.id);
    expect(await isIn(ann.cookie)).toBe(false);
    await request(api.server)
      .get('/api/v1/officers/me')
      .set('Authorization', `Bearer ${ann.token}`)
      .expect(401);
    expect((await page(ann.path)).text).toContain('may no longer sign in');
    expect((await page('/officers')).text).toContain('May no longer sign in');
  });

  it('come back by an invitation, and by nothing that opened their account before', async () => {
    const ann = await somebody();
    await api.db.query(
      `INSERT INTO officer_identity (issuer, subject, officer_id, linked_at)
       VALUES ('https://login.example.org', '7', $1, $2)`,
      [ann.officer.id, now],
    );
    expect((await press(`${ann.path}/return`)).status).toBe(404);
    await press(`${ann.path}/leave`, { why: 'has-left' }).expect(303);
    const links = api.shownLinks.length;
    await press(`${ann.path}/return`).expect(303);
    expect(api.shownLinks.slice(links)).toEqual([expect.stringContaining('/invitation/')]);
    expect(await isIn(ann.cookie)).toBe(false);
    await request(api.server)
      .get('/api/v1/officers/me')
      .set('Authorization', `Bearer ${ann.token}`)
      .expect(401);
    const shown = (await page(ann.path)).text;
    expect(shown).toContain('Invited, until');
    expect(shown).not.toContain('Forget their account');
  });

  it('hand a caseload over and stay', async () => {
    const [ann, bo] = [await somebody(), await somebody()];
    await openCase(ann.officer.id);
    expect((await press(`${ann.path}/hand-over`)).text).toContain('Choose who takes the cases');
    await press(`${ann.path}/hand-over`, { to: bo.officer.id }).expect(200);
    expect((await page(`${ann.path}/hand-over`)).text).toContain('owns no open case');
    expect(await isIn(ann.cookie)).toBe(true);
  });

  it('are nobody’s business but a lead’s', async () => {
    const { cookie, path } = await somebody();
    for (const address of ['/officers', '/officers/invite', path, `${path}/leave`, '/teams'])
      expect((await page(address, cookie)).status).toBe(403);
    expect((await press(`${path}/role`, { role: 'lead', why: 'mistake' }, cookie)).status).toBe(
      403,
    );
    expect((await page('/officers/7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11')).status).toBe(404);
  });

  it('are not changed from a computer somebody left open', async () => {
    const bo = await somebody();
    api.clock.set('2026-12-24T09:10:00Z');
    const answer = await press(`${bo.path}/role`, { role: 'lead', why: 'mistake' });
    expect(answer.status).not.toBe(200);
    expect(answer.headers.location ?? '').toContain('/account/prove');
    expect(await isIn(bo.cookie)).toBe(true);
  });

  describe('who are away', () => {
    const days = {
      'from[day]': '24',
      'from[month]': '12',
      'from[year]': '2026',
      'until[day]': '31',
      'until[month]': '12',
      'until[year]': '2026',
    };

    it('are covered: the other’s Today shows their cases and says until when', async () => {
      const [ann, bo] = [await somebody(), await somebody()];
      const { locationId, name } = await buildSite(api.db, { name: 'Covered House' });
      const cases = api.app.get(CasesService);
      await cases.open({ locationId, officerId: ann.officer.id }, 'test');
      await press(`${ann.path}/team`, {});
      // In a team of her own, so that nobody else sees her cases.
      await press('/teams', { name: 'South' });
      const [team] = await api.db.query<{ id: string }>("SELECT id FROM team WHERE name = 'South'");
      await press(`${ann.path}/team`, { team: team?.id });
      const seesIt = async () => (await page('/cases', bo.cookie)).text.includes(name);
      expect(await seesIt()).toBe(false);

      const formToken = await tokenOn('/absences', ann.cookie);
      const set = { formToken, ...days, coveredBy: bo.officer.id };
      await press('/absences', set, ann.cookie).expect(303);
      expect(await seesIt()).toBe(true);
      const today = await page('/', bo.cookie);
      expect(today.text).toContain(`You cover for ${ann.officer.name} until`);
      const mine = await page('/?whose=mine', bo.cookie);
      expect(mine.text).toContain('1 case');

      const end = /\/absences\/[\w-]{36}\/end/.exec(
        (await page('/absences', ann.cookie)).text,
      )?.[0];
      expect((await press(end ?? '', {}, bo.cookie)).status).toBe(404);
      await press(end ?? '', {}, ann.cookie).expect(303);
      expect(await seesIt()).toBe(false);
      await press(`/teams/${team?.id}/remove`);
    });

    it('are told what is wrong with an absence, at its field', async () => {
      const ann = await somebody();
      const formToken = await tokenOn('/absences', ann.cookie);
      const missing = await press('/absences', { formToken }, ann.cookie);
      expect(missing.status).toBe(422);
      for (const words of [
        'Enter the first day away',
        'Enter the last day away',
        'Choose who covers',
      ])
        expect(missing.text).toContain(words);
      const self = { formToken, ...days, coveredBy: ann.officer.id };
      expect((await press('/absences', self, ann.cookie)).text).toContain('somebody else to cover');
      const past = { ...days, formToken, 'from[day]': '23', coveredBy: lead.officer.id };
      expect((await press('/absences', past, ann.cookie)).text).toContain(
        'Choose today or a later',
      );
    });

    it('are told by programs as well', async () => {
      const [ann, bo] = [await somebody(), await somebody()];
      const absences = '/api/v1/officers/absences';
      const as = (token: string) => ({ Authorization: `Bearer ${token}` });
      const wish = {
        officerId: ann.officer.id,
        coveredBy: bo.officer.id,
        from: '2026-12-24',
        until: '2026-12-31',
      };
      const set = (token: string, change: object = {}) =>
        request(api.server)
          .post(absences)
          .set(as(token))
          .send({ ...wish, ...change });
      expect((await set(bo.token)).body.code).toBe('no-such-officer');
      expect((await set(ann.token, { from: '24.12.2026' })).body.errors[0].pointer).toBe('/from');
      expect((await set(ann.token, { until: '2026-12-23' })).body.code).toBe('absence-ends-first');
      await set(ann.token).expect(204);
      expect((await set(ann.token)).body).toMatchObject({ status: 422, code: 'absence-crosses' });
      const { body } = await request(api.server).get(absences).set(as(bo.token)).expect(200);
      const mine = body.items.find((one: typeof wish) => one.officerId === ann.officer.id);
      expect(mine).toEqual({
        ...wish,
        id: expect.any(String),
        officer: ann.officer.name,
        coverer: bo.officer.name,
      });
      const path = `${absences}/${mine.id}`;
      await request(api.server).delete(path).set(as(bo.token)).expect(404);
      await request(api.server).delete(path).set(as(ann.token)).expect(204);
      await request(api.server).delete(path).set(as(ann.token)).expect(404);
    });

    it('are set down by a lead for anybody, by an officer for nobody else', async () => {
      const [ann, bo] = [await somebody(), await somebody()];
      const set = { ...days, officer: ann.officer.id, coveredBy: bo.officer.id };
      const formToken = await tokenOn('/absences');
      await press('/absences', { formToken, ...set }).expect(303);
      expect((await page(ann.path)).text).toContain(`${bo.officer.name} covers.`);
      // An officer’s own form names nobody: whoever sends a name sets their own absence.
      const own = { formToken: await tokenOn('/absences', bo.cookie), ...set };
      const answer = await press('/absences', { ...own, coveredBy: lead.officer.id }, bo.cookie);
      expect(answer.text).toContain(`${bo.officer.name} covers for ${ann.officer.name}`);
    });
  });
});

describe('tokens for programs', () => {
  let api: TestApi;
  let ann: Officer;
  let cookie: string;

  beforeAll(async () => {
    api = await startApi(now);
    ann = (await api.addOfficer('officer')).officer;
    cookie = await api.signIn(ann);
  });
  afterAll(() => api.close());

  const press = (path: string, fields: object = {}, as = cookie) =>
    request(api.server)
      .post(path)
      .set(fromOwnPage)
      .set('Cookie', as)
      .type('form')
      .send(fields as Record<string, string>);
  const list = () => request(api.server).get('/account/tokens').set('Cookie', cookie);
  const ask = (token: string, path = '/api/v1/officers/me') =>
    request(api.server).get(path).set('Authorization', `Bearer ${token}`);

  it('are shown once, do what they are narrowed to, and die within a second of being revoked', async () => {
    const fields = { label: 'counts for the board', scope: 'aggregates', days: '30' };
    const made = await press('/account/tokens', fields).expect(200);
    const token = /<code class="app-key">([\w-]{43})</.exec(made.text)?.[1] ?? '';
    expect((await ask(token)).body).toMatchObject({ id: ann.id });
    expect((await ask(token, '/api/v1/cases')).status).toBe(403);
    const listed = await list();
    expect(listed.text).not.toContain(token);
    for (const words of ['counts for the board', 'Counts alone', 'Last used today', 'Good until'])
      expect(listed.text).toContain(words);
    // Others of theirs may have been made at the same moment.
    const [stored] = await api.db.query<{ id: string }>(
      "SELECT id FROM api_token WHERE label = 'counts for the board'",
    );
    const path = `/account/tokens/${stored?.id}/revoke`;
    expect(listed.text).toContain(path);
    const { officer } = await api.addOfficer('lead');
    expect((await press(path, {}, await api.signIn(officer))).status).toBe(404);
    await press(path).expect(303);
    const began = performance.now();
    expect((await ask(token)).status).toBe(401);
    expect(performance.now() - began).toBeLessThan(1000);
    expect((await list()).text).not.toContain('counts for the board');
  });

  it.each([
    ['no purpose', { label: '', scope: 'read', days: '30' }, 'Say what the token is for'],
    ['no known scope', { label: 'x', scope: 'root', days: '30' }, 'Say what the token may do'],
    ['no known life', { label: 'x', scope: 'read', days: '31' }, 'Choose how long it is good'],
  ])('are not made with %s', async (_, fields, words) => {
    const answer = await press('/account/tokens', fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
  });

  it('are not made on a computer somebody left open', async () => {
    api.clock.set('2026-12-24T09:10:00Z');
    const answer = await press('/account/tokens', { label: 'x', scope: 'read', days: '30' });
    expect(answer.headers.location ?? '').toContain('/account/prove');
    api.clock.set(now);
  });
});
