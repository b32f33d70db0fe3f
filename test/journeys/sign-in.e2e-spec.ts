import { SignInLinks, type Officer } from '@app/officers';
import request from 'supertest';
import { fromOwnPage, sessionCookie, startApi, type TestApi } from '../harness/api';
import { eventually } from '../harness/eventually';

const start = '2026-12-24T09:00:00Z';

describe('signing in and out', () => {
  let api: TestApi;
  let ann: Officer;

  beforeAll(async () => {
    api = await startApi(start);
    ann = (await api.addOfficer('officer', 'ann@example.org')).officer;
  });
  beforeEach(async () => {
    api.clock.set(start);
    await api.db.query('DELETE FROM rate_limit');
  });
  afterAll(() => api.close());

  const makeLink = async () => new URL((await api.app.get(SignInLinks).make(ann.id)).url).pathname;
  const whoAmI = (cookie: string) => request(api.server).get('/sign-in').set('Cookie', cookie);
  const isSignedIn = async (cookie: string) => (await whoAmI(cookie)).status === 303;

  it('asks for an address, answers alike whoever it belongs to, and shows a link to an officer', async () => {
    await request(api.server)
      .get('/sign-in')
      .expect(200, /Your work email address/);
    const known = await request(api.server)
      .post('/sign-in')
      .set(fromOwnPage)
      .type('form')
      .send({ email: ' ANN@example.org ' });
    const unknown = await request(api.server)
      .post('/sign-in')
      .set(fromOwnPage)
      .type('form')
      .send({ email: 'nobody@example.org' });
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(303);
      expect(answer.headers.location).toBe('/sign-in/sent');
      expect(answer.text).toBe(known.text);
    }
    await request(api.server)
      .get('/sign-in/sent')
      .expect(200, /if that address belongs to an officer/);
    await eventually(() => expect(api.shownLinks).not.toEqual([]));
    expect(api.shownLinks).toEqual([
      expect.stringMatching(
        /^Sign in within 10 minutes: http:\/\/localhost:3000\/sign-in\/[\w-]{43}$/,
      ),
    ]);
  });

  it.each([
    ['words', 'no address'],
    ['nothing', ''],
    ['two words', 'a@b c'],
    ['an address too long', `${'x'.repeat(260)}@example.org`],
  ])('asks again for %s', async (_, email) => {
    const answer = await request(api.server)
      .post('/sign-in')
      .set(fromOwnPage)
      .type('form')
      .send({ email });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Enter an email address, like name@example.org.');
  });

  it('lets in by the button, not by looking, and by the button only once', async () => {
    const link = await makeLink();
    for (let look = 0; look < 25; look++) {
      await request(api.server)
        .get(link)
        .expect(200, /<button[^>]*>Sign in<\/button>/);
      await request(api.server).head(link).expect(200);
    }
    const entered = await request(api.server).post(link).set(fromOwnPage).expect(303);
    expect(entered.headers.location).toBe('/');
    expect(await isSignedIn(sessionCookie(entered.headers['set-cookie']))).toBe(true);

    const again = await request(api.server).post(link).set(fromOwnPage);
    expect(again.status).toBe(410);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('lets in exactly one of 100 who press at once', async () => {
    const link = await makeLink();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => request(api.server).post(link).set(fromOwnPage)),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([303, 410, 429]));
  });

  it('shows one and the same page for a link that is spent, too old, or never was', async () => {
    const spent = await makeLink();
    const old = await makeLink();
    await request(api.server).post(spent).set(fromOwnPage).expect(303);
    api.clock.set('2026-12-24T09:10:00Z');
    const pages = await Promise.all(
      [spent, old, `/sign-in/${'A'.repeat(43)}`, '/sign-in/x', '/sign-in/%00'].map((path) =>
        request(api.server).get(path),
      ),
    );
    const body = (text: string) => text.slice(text.indexOf('<body'));
    for (const page of pages) {
      expect(page.status).toBe(410);
      expect(body(page.text)).toBe(body(pages[0]?.text ?? ''));
    }
  });

  it('stops guessing after twenty tries from one network, and says when to come back', async () => {
    for (let n = 0; n < 20; n++)
      await request(api.server)
        .post(`/sign-in/${'A'.repeat(43)}`)
        .set(fromOwnPage)
        .expect(410);
    const refused = await request(api.server)
      .post(`/sign-in/${'A'.repeat(43)}`)
      .set(fromOwnPage);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.text).toContain('Too many tries');
    await request(api.server)
      .post(await makeLink())
      .set(fromOwnPage)
      .expect(429);
  });

  it('sends at most ten links to one address, and answers as ever', async () => {
    const before = api.shownLinks.length;
    for (let n = 0; n < 12; n++)
      await request(api.server)
        .post('/sign-in')
        .set(fromOwnPage)
        .type('form')
        .send({ email: ann.email })
        .expect(303);
    await eventually(() => expect(api.shownLinks.length).toBeGreaterThanOrEqual(before + 10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(api.shownLinks.length - before).toBe(10);
  });

  describe('a session', () => {
    it('lives in a cookie that scripts and other sites cannot have', async () => {
      const entered = await request(api.server)
        .post(await makeLink())
        .set(fromOwnPage);
      const [cookie] = [entered.headers['set-cookie'] ?? []].flat();
      expect(cookie).toMatch(/^caseload=s%3A[\w%.-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    });

    it('gets a new id at every sign-in, and an invented id is never taken up', async () => {
      const first = await api.signIn(ann);
      const entered = await request(api.server)
        .post(await makeLink())
        .set({ ...fromOwnPage, Cookie: first });
      const second = sessionCookie(entered.headers['set-cookie']);
      expect(second).not.toBe(first);
      expect(await isSignedIn(second)).toBe(true);
      expect(await isSignedIn(first)).toBe(false);
      expect(await isSignedIn('caseload=s%3Ainvented.signature')).toBe(false);
    });

    it('ends after thirty minutes without a request, and lives on with them', async () => {
      const cookie = await api.signIn(ann);
      api.clock.set('2026-12-24T09:29:59Z');
      expect(await isSignedIn(cookie)).toBe(true);
      api.clock.set('2026-12-24T09:59:58Z');
      expect(await isSignedIn(cookie)).toBe(true);
      api.clock.set('2026-12-24T10:29:58Z');
      expect(await isSignedIn(cookie)).toBe(false);
    });

    it('ends twelve hours after its sign-in, however busy', async () => {
      const cookie = await api.signIn(ann);
      for (let hour = 9; hour < 21; hour++)
        for (const minute of ['10', '35', '59']) {
          api.clock.set(`2026-12-24T${String(hour).padStart(2, '0')}:${minute}:00Z`);
          expect(await isSignedIn(cookie)).toBe(true);
        }
      api.clock.set('2026-12-24T21:00:00Z');
      expect(await isSignedIn(cookie)).toBe(false);
    });

    it('is over at once for everyone who holds it when its officer signs out', async () => {
      const cookie = await api.signIn(ann);
      const left = await request(api.server)
        .post('/sign-out')
        .set({ ...fromOwnPage, Cookie: cookie });
      expect([left.status, left.headers.location]).toEqual([303, '/sign-in']);
      expect([left.headers['set-cookie']].flat()[0]).toMatch(
        /^caseload=; .*Expires=Thu, 01 Jan 1970/,
      );
      expect(await isSignedIn(cookie)).toBe(false);
    });

    it('is over at once when its officer is disabled', async () => {
      const { officer } = await api.addOfficer('officer');
      const cookie = await api.signIn(officer);
      await api.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [officer.id, start]);
      expect(await isSignedIn(cookie)).toBe(false);
    });

    it('writes to the database at most once a minute', async () => {
      await api.db.query('DELETE FROM session');
      const cookie = await api.signIn(ann);
      const expiry = () => api.db.query('SELECT xmin::text, expire::text FROM session');
      const before = await expiry();
      api.clock.set('2026-12-24T09:00:59Z');
      await whoAmI(cookie);
      expect(await expiry()).toEqual(before);
      api.clock.set('2026-12-24T09:01:01Z');
      await whoAmI(cookie);
      expect(await expiry()).not.toEqual(before);
    });

    it('is not begun for who only looks', async () => {
      const answer = await request(api.server).get('/sign-in');
      expect(answer.headers['set-cookie']).toBeUndefined();
    });
  });

  describe('a form from elsewhere', () => {
    it.each([
      ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['a neighbour of ours', { 'Sec-Fetch-Site': 'same-site' }],
      ['another origin, in an old browser', { Origin: 'https://evil.example' }],
      ['an origin that looks like ours', { Origin: 'http://localhost:3000.evil.example' }],
      ['a sandboxed frame', { Origin: 'null' }],
      ['nowhere', {}],
    ])('is refused: %s', async (_, headers) => {
      const cookie = await api.signIn(ann);
      const answer = await request(api.server)
        .post('/sign-out')
        .set({ ...headers, Cookie: cookie });
      expect(answer.status).toBe(403);
      expect(await isSignedIn(cookie)).toBe(true);
    });

    it.each([
      ['the address line', { 'Sec-Fetch-Site': 'none' }],
      ['PUBLIC_URL, in an old browser', { Origin: 'http://localhost:3000' }],
      ['the name it was opened by', { Origin: 'http://care.test:81', Host: 'care.test:81' }],
    ])('is not: %s', async (_, headers) => {
      const cookie = await api.signIn(ann);
      await request(api.server)
        .post('/sign-out')
        .set({ ...headers, Cookie: cookie })
        .expect(303);
    });
  });
});
