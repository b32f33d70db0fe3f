import type { Server } from 'node:http';
import { type Officer, SignInLinks } from '@app/officers';
import { CONFIG, type RunningConfig } from '@app/platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApi } from '../../apps/api/src/create-api';
import { codeOfApp } from '../builders/authenticator-app';
import { startApi, type TestApi } from '../harness/api';
import {
  enrol,
  type Enrolled,
  goodPassword,
  hiddenField,
  shownKey,
  Visitor,
} from '../harness/sign-in-pages';

const start = '2026-12-24T09:00:00Z';
const otherPassword = 'violin comet ladder otter';

describe('the twenty checks of sessions', () => {
  let api: TestApi;
  let second: NestExpressApplication;
  let secondServer: Server;
  let ann: Enrolled;

  beforeAll(async () => {
    api = await startApi(start, { publicUrl: 'https://caseload.example.org' });
    const config = api.app.get<RunningConfig>(CONFIG);
    const logger = pino({ level: 'silent' });
    second = await createApi({ config, clock: api.clock, logger, showSignInLink: () => undefined });
    await second.listen(0, '127.0.0.1');
    secondServer = second.getHttpServer() as Server;
  });
  beforeEach(async () => {
    await api.db.query('DELETE FROM session');
    await api.db.query('DELETE FROM rate_limit');
    if (isSpent) await newOfficer();
    isSpent = false;
    nextCode();
  });
  afterAll(async () => {
    await second.close();
    await api.close();
  });

  let officers = 0;
  let isSpent = true;
  /** For tests after which the last one cannot sign in as before. */
  const newOfficer = async () => {
    officers += 1;
    const { officer } = await api.addOfficer('officer', `ann${officers}@example.org`);
    ann = await enrol(api, officer);
    nextCode();
  };
  const nextCode = () => api.clock.set(api.clock.now().add({ seconds: 90 }));
  const linkOf = async ({ id }: Officer) =>
    new URL((await api.app.get(SignInLinks).make(id)).url).pathname;
  /** Signed in by password and code. */
  const signedIn = async (server = api.server, device?: string): Promise<Visitor> => {
    const visitor = new Visitor(server, device);
    await visitor.send('/sign-in', { email: ann.officer.email, password: goodPassword });
    nextCode();
    expect(await visitor.sendTo('/sign-in/code', { code: ann.code() })).toBe('/');
    return visitor;
  };
  /** Does something, and tells whether the id is new, the new one is in and the old one dead. */
  const renews = async (visitor: Visitor, work: () => Promise<unknown>) => {
    const old = new Visitor(api.server);
    old.cookie = visitor.cookie;
    await work();
    return {
      isNew: visitor.cookie !== old.cookie,
      isIn: await visitor.isIn(),
      oldIsIn: await old.isIn(),
    };
  };
  const renewed = { isNew: true, isIn: true, oldIsIn: false };

  it('1. a sign-in by link gets a new id, and one that was planted before is not kept', async () => {
    const visitor = await signedIn();
    nextCode();
    const came = await renews(visitor, async () => {
      await visitor.send(await linkOf(ann.officer));
      await visitor.send('/sign-in/code', { code: ann.code() });
    });
    expect(came).toEqual(renewed);
  });

  it('2. a sign-in by password gets a new id', async () => {
    const visitor = await signedIn();
    nextCode();
    const came = await renews(visitor, async () => {
      await visitor.send('/sign-in', { email: ann.officer.email, password: goodPassword });
      await visitor.send('/sign-in/code', { code: ann.code() });
    });
    expect(came).toEqual(renewed);
  });

  it('3. the second factor gets a new id, and the half-way one never opens anything', async () => {
    const visitor = new Visitor(api.server);
    await visitor.send('/sign-in', { email: ann.officer.email, password: goodPassword });
    expect(await visitor.isIn()).toBe(false);
    const came = await renews(visitor, () => visitor.send('/sign-in/code', { code: ann.code() }));
    expect(came).toEqual(renewed);
  });

  it('4. another role ends the session at once; the next sign-in gets a new id', async () => {
    isSpent = true;
    const visitor = await signedIn();
    await api.db.query("UPDATE officer SET role = 'lead' WHERE id = $1", [ann.officer.id]);
    expect(await visitor.isIn()).toBe(false);
    expect(await (await signedIn()).isIn()).toBe(true);
  });

  it('5. a changed password gets a new id, and the old one is dead at once', async () => {
    isSpent = true;
    const visitor = await signedIn();
    const form = { currentPassword: goodPassword, newPassword: otherPassword };
    const came = await renews(visitor, () => visitor.send('/account/password', form));
    expect(came).toEqual(renewed);
  });

  it('6. a changed password ends all other sessions', async () => {
    isSpent = true;
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    const form = { currentPassword: goodPassword, newPassword: otherPassword };
    expect(await here.sendTo('/account/password', form)).toBe('/account');
    expect([await here.isIn(), await elsewhere.isIn()]).toEqual([true, false]);
  });

  it('7. a changed authenticator app gets a new id and ends all other sessions', async () => {
    isSpent = true;
    const [here, elsewhere] = [await signedIn(), await signedIn()];
    const { text } = await here.open('/account/second-factor');
    const code = codeOfApp(shownKey(text), api.clock.now());
    const form = { offer: hiddenField(text, 'offer'), code };
    const came = await renews(here, () => here.send('/account/second-factor', form));
    expect(came).toEqual(renewed);
    expect(await elsewhere.isIn()).toBe(false);
  });

  it('8. showing again who one is gets a new id', async () => {
    const visitor = await signedIn();
    const form = { next: '/account', password: goodPassword };
    expect(await renews(visitor, () => visitor.send('/account/prove', form))).toEqual(renewed);
  });

  it('9. signing out ends the session on the server', async () => {
    const visitor = await signedIn();
    const kept = visitor.cookie;
    const left = (await visitor.send('/sign-out')).headers;
    expect([left.location, left['clear-site-data']]).toEqual(['/sign-in', '"cache", "storage"']);
    visitor.cookie = kept;
    expect(await visitor.isIn()).toBe(false);
  });

  it('10. disabling an officer ends all of their sessions at once', async () => {
    isSpent = true;
    const both = [await signedIn(), await signedIn()];
    await api.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [
      ann.officer.id,
      start,
    ]);
    for (const visitor of both) expect(await visitor.isIn()).toBe(false);
  });

  it('11. half an hour without a request ends it', async () => {
    const visitor = await signedIn();
    api.clock.set(api.clock.now().add({ minutes: 29, seconds: 59 }));
    expect(await visitor.isIn()).toBe(true);
    api.clock.set(api.clock.now().add({ minutes: 30 }));
    expect(await visitor.isIn()).toBe(false);
  });

  it('12. twelve hours after sign-in it ends, however busy, and whatever renewed its id', async () => {
    const visitor = await signedIn();
    const began = api.clock.now();
    for (let minute = 20; minute < 12 * 60; minute += 20) {
      api.clock.set(began.add({ minutes: minute }));
      expect(await visitor.isIn()).toBe(true);
      if (minute % 240 === 0)
        await visitor.send('/account/prove', { next: '/account', password: goodPassword });
    }
    api.clock.set(began.add({ hours: 12 }));
    expect(await visitor.isIn()).toBe(false);
  });

  it('13. who has shown one factor has ten minutes for the other', async () => {
    const visitor = new Visitor(api.server);
    await visitor.send('/sign-in', { email: ann.officer.email, password: goodPassword });
    api.clock.set(api.clock.now().add({ minutes: 10 }));
    expect(await visitor.sendTo('/sign-in/code', { code: ann.code() })).toBe('/sign-in');
  });

  it('14. the cookie is bound to our host, to https and to our own pages, and hidden from scripts', async () => {
    const visitor = new Visitor(api.server);
    const answer = await visitor.send('/sign-in', {
      email: ann.officer.email,
      password: goodPassword,
    });
    expect([answer.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(
        /^__Host-caseload=s%3A[\w%.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  it('15. an id that we did not give, or that was changed, is never taken up', async () => {
    const visitor = await signedIn();
    const [name = '', value = ''] = visitor.cookie.split('=');
    const [id = '', signature = ''] = decodeURIComponent(value).slice(2).split('.');
    for (const forged of [
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `x${id.slice(1)}.${signature}`,
      id,
    ]) {
      visitor.cookie = `${name}=${encodeURIComponent(`s:${forged}`)}`;
      expect(await visitor.isIn()).toBe(false);
    }
  });

  it('16. the list shows where one is signed in, in words, without ids that open anything', async () => {
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
    await signedIn(api.server, phone);
    const here = await signedIn();
    const { text } = await here.open('/account');
    expect(text).toContain('<strong>Firefox on Linux</strong> (here)');
    expect(text).toContain('<strong>Safari on an iPhone</strong>');
    expect(text).toContain('Network 127.0.0.x.');
    const sids = await api.db.query<{ sid: string }>('SELECT sid FROM session');
    for (const { sid } of sids) expect(text).not.toContain(sid);
  });

  it('17. one of them can be ended, and is over at its next request', async () => {
    const [elsewhere, here] = [await signedIn(), await signedIn()];
    const session = hiddenField((await here.open('/account')).text, 'session');
    await here.send('/account/sessions/end', { session });
    expect([await here.isIn(), await elsewhere.isIn()]).toEqual([true, false]);
  });

  it('18. all others can be ended at once', async () => {
    const others = [await signedIn(), await signedIn()];
    const here = await signedIn();
    await here.send('/account/sessions/end-others');
    for (const other of others) expect(await other.isIn()).toBe(false);
    expect(await here.isIn()).toBe(true);
  });

  it('19. nobody can end another officer’s session', async () => {
    isSpent = true;
    const annHere = await signedIn();
    const [{ id = '' } = {}] = await api.db.query<{ id: string }>(
      'SELECT id FROM session WHERE officer_id = $1',
      [ann.officer.id],
    );
    await newOfficer();
    const eve = await signedIn();
    await eve.send('/account/sessions/end', { session: id });
    await eve.send('/account/sessions/end', { session: "' OR true --" });
    await eve.send('/account/sessions/end-others');
    expect(await annHere.isIn()).toBe(true);
  });

  it('20. what one process begins or ends, the other knows at its next request', async () => {
    const visitor = await signedIn();
    const there = new Visitor(secondServer);
    there.cookie = visitor.cookie;
    expect(await there.isIn()).toBe(true);
    const inSecond = await signedIn(secondServer);
    await inSecond.send('/account/sessions/end-others');
    expect([await visitor.isIn(), await there.isIn()]).toEqual([false, false]);
  });
});
