import { CaseLinks, CasesService, LinkAgain } from '@app/cases';
import { findLink, newToken } from '@app/letters';
import { type Officer, SignInLinks } from '@app/officers';
import { ContactsService } from '@app/providers';
import request from 'supertest';
import { type BuiltCase, buildCase, buildLink, factsByReader } from '../builders/answer-links';
import * as a from '../builders/facts';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { eventually } from '../harness/eventually';
import { wholeDatabase } from '../harness/whole-database';

const start = '2026-11-20T12:00:00Z';
const late = [a.caseOpened('2026-11-01'), a.agreed('2026-11-02'), a.requested('2026-11-10')];

describe('links in letters', () => {
  let api: TestApi;
  let priya: Officer;

  beforeAll(async () => {
    api = await startApi(start);
    priya = (await api.addOfficer('officer', 'priya@association.example')).officer;
  });
  beforeEach(async () => {
    api.clock.set(start);
    await api.db.query('DELETE FROM rate_limit');
  });
  afterAll(() => api.close());

  const build = (facts: a.GivenFact[] = late) => buildCase(api, priya.id, facts);
  const look = (token: string) => request(api.server).get(`/a/${token}`);
  const post = (token: string, form: object, headers: Record<string, string> = fromOwnPage) =>
    request(api.server).post(`/a/${token}`).set(headers).type('form').send(form);
  const came = {
    answer: 'code-came',
    send: 'yes',
    'on[day]': 20,
    'on[month]': 11,
    'on[year]': 2026,
  };

  const everything = () => wholeDatabase(api.db);

  describe('that open nothing', () => {
    const deadPage = async (token: string) => (await look(token).expect(410)).text;

    it('show one page, whatever is wrong with them', async () => {
      const home = await build();
      const good = await buildLink(api, home, 'otp-arrived');
      const unknown = await deadPage(newToken());
      const other = await build();
      const elsewhere = await buildLink(api, other, 'otp-arrived', { email: home.email });
      const formerPerson = await buildLink(api, home, 'activate', { recipient: 'person:p7' });
      const revoked = await buildLink(api, other, 'otp-arrived');
      await api.app.get(CaseLinks).revoke(other.id, 'Priya');
      const signIn = new URL((await api.app.get(SignInLinks).make(priya.id)).url).pathname.slice(9);
      const tampered = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
      for (const token of ['x', tampered, good.toLowerCase(), good.slice(1), signIn])
        expect(await deadPage(token)).toBe(unknown);
      for (const token of [elsewhere, formerPerson, revoked])
        expect(await deadPage(token)).toBe(unknown);
      api.clock.set('2026-12-04T12:00:00Z');
      expect(await deadPage(good)).toBe(unknown);
      api.clock.set('2026-12-04T11:59:59Z');
      await look(good).expect(200);
      for (const token of [tampered, revoked, elsewhere]) {
        const pressed = await post(token, came).expect(410);
        expect(pressed.text).toBe(unknown);
      }
      for (const { id } of [home, other]) expect(await factsByReader(api.db, id)).toEqual([]);
    });

    it('give that page too for answers of another purpose', async () => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      const unknown = await deadPage(newToken());
      for (const answer of ['logged-in', 'agree', 'stop-all', 'nonsense', '', '__proto__'])
        expect((await post(token, { ...came, answer }).expect(410)).text).toBe(unknown);
      expect(await factsByReader(api.db, home.id)).toEqual([]);
    });

    it('die when the home is written to elsewhere, and when the person is taken off', async () => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      await api.app
        .get(ContactsService)
        .set(home.locationId, { name: null, email: 'new@home.example' }, api.clock.now());
      await look(token).expect(410);

      const email = 'jo@home.example';
      const facts = [
        ...late,
        a.named('2026-11-03', 'Jo', { email }),
        a.created('2026-11-12', 'Jo'),
      ];
      const staffed = await build(facts);
      const own = await buildLink(api, staffed, 'activate', { recipient: 'person:p1', email });
      await look(own).expect(200);
      const cases = api.app.get(CasesService);
      await cases.record(staffed.id, a.removed('2026-11-20', 'Jo'), `officer:${priya.id}`);
      await look(own).expect(410);
    });
  });

  it('say kindly when they are answered, when things have moved on, and when the case is closed', async () => {
    const home = await build();
    const [one, two, three] = [
      await buildLink(api, home, 'free'),
      await buildLink(api, home, 'submitted'),
      await buildLink(api, home, 'otp-on-its-way'),
    ];
    await post(one, { answer: 'reply', send: 'yes', text: 'All is well.' }).expect(303);
    await look(one).expect(200, /You have answered this[\s\S]*Send me a new link/);
    await look(two).expect(200, /This has been settled[\s\S]*Send me a new link/);
    const cases = api.app.get(CasesService);
    await cases.record(home.id, a.closed(start), `officer:${priya.id}`);
    const closed = await look(three).expect(200, /We have stopped work on this/);
    expect(closed.text).not.toContain('new-link');
    await post(three, came).expect(200, /We have stopped work on this/);
    expect(await factsByReader(api.db, home.id)).toEqual(['provider-replied 2026-11-20T12:00:00Z']);
  });

  it('are not spent by looking: 50 looks of a mail scanner leave every table as it was', async () => {
    const home = await build();
    const tokens = [
      await buildLink(api, home, 'otp-arrived'),
      await buildLink(api, home, 'link'),
      await buildLink(api, home, 'stop'),
    ];
    const before = await everything();
    for (const token of tokens)
      for (let n = 0; n < 50; n++) {
        const path = `/a/${token}${n % 3 === 0 ? '?said=code-came' : ''}`;
        await (n % 2 === 0 ? request(api.server).get(path) : request(api.server).head(path)).expect(
          200,
        );
      }
    expect(await everything()).toEqual(before);
    await post(tokens[0] ?? '', came).expect(303);
  });

  it('read no cookie and set none', async () => {
    const cookie = await api.signIn(priya);
    const token = await buildLink(api, await build(), 'otp-arrived');
    const before = await everything();
    const page = await look(token).set('Cookie', cookie).expect(200);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.text).not.toContain('Sign out');
    expect(await everything()).toEqual(before);
  });

  it('are told to nobody: not in headers, logs or metrics', async () => {
    const home = await build();
    const token = await buildLink(api, home, 'otp-arrived');
    const page = await look(token).expect(200);
    expect(page.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    });
    expect(page.text).toContain('name="robots" content="noindex');
    expect(page.text).not.toMatch(/<script|https?:\/\//);
    await post(token, came).expect(303);
    await look(`${token}x`).expect(410);
    await request(api.server).put(`/a/${token}`).expect(405);
    await post(token, came, { 'Sec-Fetch-Site': 'cross-site' }).expect(403);
    const { text: metrics } = await request(api.server).get('/metrics').expect(200);
    expect(`${api.logLines.join('\n')}${metrics}`).not.toContain(token.slice(0, 20));
    const [row] = await api.db.query<{ all: string }>(
      "SELECT string_agg(l::text, '') AS all FROM answer_link l",
    );
    expect(row?.all).not.toContain(token);
  });

  describe('take forms', () => {
    const senders: [string, Record<string, string>, number][] = [
      ['a browser of today', { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 303],
      ['an address typed by hand', { 'Sec-Fetch-Site': 'none' }, 303],
      ['an old telephone that says nothing', {}, 303],
      ['a web view without a referrer', { Origin: 'null' }, 303],
      ['an old browser that names us', { Origin: 'http://localhost:3000' }, 303],
      ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
      ['another site that hides', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }, 403],
      ['a site beside ours', { 'Sec-Fetch-Site': 'same-site' }, 403],
      ['another site, by an old browser', { Origin: 'https://evil.example' }, 403],
    ];

    it.each(senders)('from %s', async (_, headers, status) => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      const answer = await post(token, came, headers).expect(status);
      expect((await factsByReader(api.db, home.id)).length).toBe(status === 303 ? 1 : 0);
      if (status === 403) expect(answer.text).not.toContain('href="/"');
    });
  });

  describe('can be asked for again', () => {
    const mailTo = (home: BuiltCase) =>
      api.db.query<{ id: string }>(
        `SELECT DISTINCT l.id FROM letter l JOIN letter_part p ON p.letter_id = l.id
          WHERE p.case_id = $1 AND 'link' = ANY(l.kinds) AND l.status = 'planned'`,
        [home.id],
      );
    const settled = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
    };

    it('alike for known and unknown links; one letter goes, with a link that works', async () => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      api.clock.set('2026-12-10T22:00:00Z');
      const known = await post(token, { answer: 'new-link' }).expect(303);
      const unknown = await post(newToken(), { answer: 'new-link' }).expect(303);
      expect(known.text).toBe(unknown.text);
      expect(known.headers.location).toBe('/a/link-sent');
      await eventually(async () => expect(await mailTo(home)).toHaveLength(1));
      const [link] = await api.db.query<{ purpose: string; expires: string }>(
        `SELECT purpose, expires_at AS expires FROM answer_link
          WHERE case_id = $1 AND purpose = 'link'`,
        [home.id],
      );
      expect(link).toEqual({ purpose: 'link', expires: '2026-12-24T22:00:00Z' });
      const [letter] = await api.db.query<{ routine: boolean }>(
        'SELECT routine FROM letter WHERE id = $1',
        [(await mailTo(home))[0]?.id],
      );
      expect(letter?.routine).toBe(false);
    });

    it('three times a day for an address, and no more', async () => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      for (let n = 0; n < 6; n++) await post(token, { answer: 'new-link' }).expect(303);
      await eventually(async () => expect(await mailTo(home)).toHaveLength(3));
      await settled();
      expect(await mailTo(home)).toHaveLength(3);
    });

    it('never for somebody who is not written to any more', async () => {
      const home = await build();
      const old = await buildLink(api, home, 'otp-arrived');
      await api.app
        .get(ContactsService)
        .set(home.locationId, { name: null, email: 'newer@home.example' }, api.clock.now());
      const wrong = await build();
      const theirs = await buildLink(api, wrong, 'otp-arrived');
      await post(theirs, { answer: 'wrong-person', send: 'yes' }).expect(303);
      const again = api.app.get(LinkAgain);
      for (const token of [old, theirs]) {
        const link = await findLink(api.db, token);
        expect(link && (await again.send(link))).toBe(false);
      }
    });
  });

  describe('stop letters', () => {
    it('never those that somebody else gets by now', async () => {
      const [home, other] = [await build(), await build()];
      const token = await buildLink(api, home, 'stop', { also: [other] });
      await api.app
        .get(ContactsService)
        .set(home.locationId, { name: null, email: 'next@home.example' }, api.clock.now());
      await look(token).expect(200, /Our letters about this home go to another address now/);
      for (const answer of ['stop-home', 'start'])
        await post(token, { answer, home: home.id }).expect(303);
      expect(await factsByReader(api.db, home.id)).toEqual([]);
    });

    it('about one home, about all, and start them again', async () => {
      const boss = 'head@group.example';
      const one = await buildCase(api, priya.id, late, { email: boss, name: 'Ash House' });
      const two = await buildCase(api, priya.id, late, { email: boss, name: 'Beech House' });
      const token = await buildLink(api, one, 'stop', { also: [two] });
      const page = await look(token).expect(200, /Stop letters about Ash House/);
      expect(page.text).toContain('Stop letters about Beech House');
      expect(page.text).not.toMatch(/Canary|group\.example/);

      await post(token, { answer: 'stop-home', home: one.id }).expect(303);
      await post(token, { answer: 'stop-home', home: one.id }).expect(303);
      expect(await factsByReader(api.db, one.id)).toEqual(['opted-out 2026-11-20T12:00:00Z']);
      expect(await factsByReader(api.db, two.id)).toEqual([]);
      await look(token).expect(200, /We have stopped our letters about this home/);

      await post(token, { answer: 'stop-all' }).expect(303);
      await look(token).expect(200, /Our letters have stopped[\s\S]*Start the letters again/);
      const silenced = () =>
        api.db.query('SELECT FROM correspondent WHERE silenced_why = $1', ['objected']);
      expect(await silenced()).toHaveLength(1);

      await post(token, { answer: 'start' }).expect(303);
      expect(await silenced()).toHaveLength(0);
      expect(await factsByReader(api.db, one.id)).toEqual([
        'opted-out 2026-11-20T12:00:00Z',
        'opted-in 2026-11-20T12:00:00Z',
      ]);
      expect(await factsByReader(api.db, two.id)).toEqual([]);
    });

    it('of one of the people alone', async () => {
      const email = 'jo2@home.example';
      const home = await build([...late, a.named('2026-11-03', 'Jo', { email })]);
      const token = await buildLink(api, home, 'stop', { recipient: 'person:p1', email });
      await post(token, { answer: 'stop-home', home: home.id }).expect(303);
      expect(await factsByReader(api.db, home.id)).toEqual([
        'person-opted-out 2026-11-20T12:00:00Z p1',
      ]);
      expect((await api.app.get(CasesService).state(home.id)).optedOut).toBe(false);
    });

    it('not of homes that were not in the letter; 100 presses at once count once', async () => {
      const [home, stranger] = [await build(), await build()];
      const token = await buildLink(api, home, 'stop');
      await post(token, { answer: 'stop-home', home: stranger.id }).expect(410);
      await Promise.all(
        Array.from({ length: 100 }, () => post(token, { answer: 'stop-home', home: home.id })),
      );
      expect(await factsByReader(api.db, home.id)).toEqual(['opted-out 2026-11-20T12:00:00Z']);
      expect(await factsByReader(api.db, stranger.id)).toEqual([]);
    });
  });

  describe('cannot be guessed', () => {
    it('more than 20 times in a quarter of an hour from one network, by looking or pressing', async () => {
      for (let n = 0; n < 20; n++)
        await (n % 2 ? look(newToken()) : post(newToken(), came)).expect(410);
      await look(newToken()).expect(429, /Please wait a quarter of an hour/);
      const refused = await post(newToken(), came).expect(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
      expect(refused.text).not.toContain('href="/"');
    });

    it('more than 10 wrong forms of one link in a quarter of an hour', async () => {
      const home = await build();
      const token = await buildLink(api, home, 'otp-arrived');
      for (let n = 0; n < 10; n++) await post(token, { ...came, 'on[day]': 99 }).expect(422);
      await post(token, { ...came, 'on[day]': 99 }).expect(429);
      await post(token, came).expect(429);
      expect(await factsByReader(api.db, home.id)).toEqual([]);
      await look(token).expect(200);
    });
  });
});
