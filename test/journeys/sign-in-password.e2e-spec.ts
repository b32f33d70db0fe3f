import { Invitations, type Officer, SignInLinks } from '@app/officers';
import { codeOfApp } from '../builders/authenticator-app';
import { startApi, type TestApi } from '../harness/api';
import { eventually } from '../harness/eventually';
import {
  enrol,
  type Enrolled,
  goodPassword,
  hiddenField,
  shownCodes,
  shownKey,
  Visitor,
} from '../harness/sign-in-pages';
import { InviteOfficer } from '../../apps/api/src/sign-in/invite-officer.service';

const start = '2026-12-24T09:00:00Z';

/** Moves on to a code that has not been used. */
function nextCode(api: TestApi): void {
  api.clock.set(api.clock.now().add({ seconds: 90 }));
}

const linkFor = async (api: TestApi, { id }: Officer) =>
  new URL((await api.app.get(SignInLinks).make(id)).url).pathname;

const actionsOf = async (api: TestApi, { id }: Officer) => {
  const rows = await api.db.query<{ action: string }>(
    'SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id',
    [`officer:${id}`],
  );
  return rows.map((row) => row.action);
};

describe('signing in where everybody needs two factors', () => {
  let api: TestApi;
  let ann: Officer;
  let enrolled: Enrolled;

  beforeAll(async () => {
    api = await startApi(start, { publicUrl: 'https://caseload.example.org' });
    ann = (await api.addOfficer('lead', 'ann@example.org')).officer;
  });
  beforeEach(async () => {
    await api.db.query('DELETE FROM rate_limit');
    api.shownLinks.length = 0;
  });
  afterAll(() => api.close());

  it('opens nothing by a link before password and app are set up, and everything after', async () => {
    const visitor = new Visitor(api.server);
    expect(await visitor.sendTo(await linkFor(api, ann))).toBe('/set-up');
    for (const closed of ['/', '/account', '/sites'])
      expect((await visitor.open(closed)).headers.location).toBe('/sign-in');
    expect((await visitor.open('/set-up')).headers.location).toBe('/set-up/password');

    const refused = await visitor.send('/set-up/password', { newPassword: 'password123456' });
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Many people use this password'),
    ]);
    expect(refused.text).not.toContain('password123456');
    const halfWay = visitor.cookie;
    expect(await visitor.sendTo('/set-up/password', { newPassword: goodPassword })).toBe(
      '/set-up/second-factor',
    );
    expect(visitor.cookie).not.toBe(halfWay);
    expect(await visitor.isIn()).toBe(false);

    const { text } = await visitor.open('/set-up/second-factor');
    const [offer, key] = [hiddenField(text, 'offer'), shownKey(text)];
    const wrong = await visitor.send('/set-up/second-factor', { offer, code: '000000' });
    expect(wrong.status).toBe(422);
    expect(shownKey(wrong.text)).toBe(key);
    const code = codeOfApp(key, api.clock.now());
    const done = await visitor.send('/set-up/second-factor', { offer, code });
    expect(done.status).toBe(200);
    expect(shownCodes(done.text)).toHaveLength(10);
    expect(await visitor.isIn()).toBe(true);
    enrolled = {
      officer: ann,
      recoveryCodes: shownCodes(done.text),
      code: () => codeOfApp(key, api.clock.now()),
    };
    await eventually(() =>
      expect(api.shownLinks).toEqual([
        expect.stringContaining('Your password for Caseload was changed'),
        expect.stringContaining('authenticator app'),
      ]),
    );
    expect(await actionsOf(api, ann)).toEqual(
      expect.arrayContaining(['password-set', 'second-factor-set', 'signed-in']),
    );
  });

  it('hides what is typed as a password, and lets it be pasted and remembered', async () => {
    const { text } = await new Visitor(api.server).open('/sign-in');
    const [field = ''] = /<input[^>]*name="password"[^>]*>/.exec(text) ?? [];
    expect(field).toContain('type="password"');
    expect(field).toContain('autocomplete="current-password"');
    expect(text).not.toMatch(/onpaste|oncopy/i);
  });

  it('asks for the code after the password, and takes it once', async () => {
    nextCode(api);
    const visitor = new Visitor(api.server);
    const form = { email: ' ANN@example.org ', password: goodPassword, way: 'password' };
    expect(await visitor.sendTo('/sign-in', form)).toBe('/sign-in/code');
    expect(await visitor.isIn()).toBe(false);
    const firstStep = visitor.cookie;
    const code = enrolled.code();
    const wrong = await visitor.send('/sign-in/code', { code: '000000' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('not the code')]);
    expect(await visitor.sendTo('/sign-in/code', { code })).toBe('/');
    expect(await visitor.isIn()).toBe(true);
    expect(visitor.cookie).not.toBe(firstStep);

    const second = new Visitor(api.server);
    await second.send('/sign-in', form);
    expect(await second.sendTo('/sign-in/code', { code })).toBe(400);
    expect(await second.isIn()).toBe(false);
  });

  it('asks for the code after a link too: a link replaces the password alone', async () => {
    nextCode(api);
    const visitor = new Visitor(api.server);
    expect(await visitor.sendTo(await linkFor(api, ann))).toBe('/sign-in/code');
    expect(await visitor.isIn()).toBe(false);
    expect((await visitor.open('/set-up/password')).headers.location).toBe('/sign-in');
    expect((await visitor.open('/set-up/second-factor')).headers.location).toBe('/sign-in');
    expect(await visitor.sendTo('/sign-in/code', { code: enrolled.code() })).toBe('/');
    expect(await visitor.isIn()).toBe(true);
  });

  it('forgets who stops half way after ten minutes', async () => {
    nextCode(api);
    const visitor = new Visitor(api.server);
    await visitor.send('/sign-in', { email: ann.email, password: goodPassword });
    api.clock.set(api.clock.now().add({ minutes: 10 }));
    expect(await visitor.sendTo('/sign-in/code', { code: enrolled.code() })).toBe('/sign-in');
    expect(await visitor.isIn()).toBe(false);
  });

  it('lets in by a recovery code, once, and tells the officer', async () => {
    const [recoveryCode = ''] = enrolled.recoveryCodes;
    const visitor = new Visitor(api.server);
    await visitor.send('/sign-in', { email: ann.email, password: goodPassword });
    expect(await visitor.sendTo('/sign-in/recovery-code', { code: recoveryCode })).toBe(
      '/account/recovery-codes',
    );
    expect((await visitor.open('/account/recovery-codes')).text).toContain('9 are left.');
    await eventually(() =>
      expect(api.shownLinks.join()).toContain('A recovery code was used to sign in'),
    );
    const second = new Visitor(api.server);
    await second.send('/sign-in', { email: ann.email, password: goodPassword });
    expect(await second.sendTo('/sign-in/recovery-code', { code: recoveryCode })).toBe(400);
    expect(await actionsOf(api, ann)).toEqual(
      expect.arrayContaining(['recovery-code-used', 'sign-in-refused']),
    );
  });

  it('tells the officer when a kind of computer is new, once', async () => {
    const told = () => api.shownLinks.filter((line) => line.includes('not used here before'));
    const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36';
    const turns: [device: string | undefined, letters: number][] = [
      [undefined, 0],
      [chrome, 1],
      [chrome, 1],
    ];
    for (const [device, letters] of turns) {
      nextCode(api);
      const visitor = new Visitor(api.server, device);
      await visitor.send('/sign-in', { email: ann.email, password: goodPassword, way: 'password' });
      expect(await visitor.sendTo('/sign-in/code', { code: enrolled.code() })).toBe('/');
      await eventually(() => expect(told()).toHaveLength(letters));
    }
  });

  it('answers alike for a wrong password, an unknown address and a disabled officer', async () => {
    const leaver = (await api.addOfficer('lead', 'leaver@example.org')).officer;
    await enrol(api, leaver);
    await api.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [leaver.id, start]);
    const answers = [
      { email: ann.email, password: 'wrong wrong wrong' },
      { email: 'nobody@example.org', password: goodPassword },
      { email: leaver.email, password: goodPassword },
    ].map((form) => new Visitor(api.server).send('/sign-in', { ...form, way: 'password' }));
    const bodies = (await Promise.all(answers)).map(({ status, headers, text }) => {
      expect(status).toBe(400);
      expect(headers['set-cookie']).toBeUndefined();
      return text.replace(/value="[^"]*@example\.org"/, '');
    });
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain('This address and password do not belong together.');
  });

  it('ends all sessions at a reset of the second factor; a new app is set up at the next sign-in', async () => {
    nextCode(api);
    const before = new Visitor(api.server);
    await before.send('/sign-in', { email: ann.email, password: goodPassword });
    await before.send('/sign-in/code', { code: enrolled.code() });
    expect(await before.isIn()).toBe(true);
    await api.app.get(InviteOfficer).resetSecondFactor(ann.id, 'lost telephone');
    expect(await before.isIn()).toBe(false);
    await eventually(() =>
      expect(api.shownLinks.join()).toContain('Your second factor for Caseload was reset.'),
    );
    const visitor = new Visitor(api.server);
    const form = { email: ann.email, password: goodPassword };
    expect(await visitor.sendTo('/sign-in', form)).toBe('/set-up');
    expect((await visitor.open('/set-up')).headers.location).toBe('/set-up/second-factor');
    expect(await visitor.isIn()).toBe(false);
  });

  it('lets an invited officer set up the account, by a link that opens nothing else', async () => {
    const invite = api.app.get(InviteOfficer);
    const kim = await invite.invite(
      { email: 'kim@example.org', name: 'Kim', role: 'officer' },
      `officer:${ann.id}`,
    );
    await eventually(() => expect(api.shownLinks).toHaveLength(1));
    const [line = ''] = api.shownLinks;
    expect(line).toMatch(/^Invitation, to be used within 72 hours: https:\/\//);
    const path = new URL(line.slice(line.indexOf('https:'))).pathname;

    const visitor = new Visitor(api.server);
    for (let look = 0; look < 5; look++) {
      const page = await visitor.open(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('Kim');
    }
    expect(await visitor.sendTo(path)).toBe('/set-up');
    expect(await new Visitor(api.server).sendTo(path)).toBe(410);
    await visitor.send('/set-up/password', { newPassword: goodPassword });
    const { text } = await visitor.open('/set-up/second-factor');
    const code = codeOfApp(shownKey(text), api.clock.now());
    await visitor.send('/set-up/second-factor', { offer: hiddenField(text, 'offer'), code });
    expect(await visitor.isIn()).toBe(true);
    expect(await actionsOf(api, kim)).toEqual(expect.arrayContaining(['officer-invited']));
  });

  it('opens no page by a link that was made for another', async () => {
    const { officer } = await api.addOfficer('officer', 'dan@example.org');
    const invitation = await api.app.get(Invitations).resend(officer.id, `officer:${ann.id}`);
    const tokens = {
      'sign-in': (await linkFor(api, officer)).split('/').at(-1) ?? '',
      invitation: invitation.link.url.split('/').at(-1) ?? '',
    };
    const foreign = [
      `/sign-in/${tokens.invitation}`,
      `/invitation/${tokens['sign-in']}`,
      `/first-officer/${tokens['sign-in']}`,
      `/first-officer/${tokens.invitation}`,
      `/a/${tokens['sign-in']}`,
    ];
    for (const path of foreign) {
      const visitor = new Visitor(api.server);
      expect([path, (await visitor.open(path)).status]).toEqual([path, 410]);
      const { status } = await visitor.send(path, { name: 'Eve', email: 'eve@example.org' });
      expect([path, status]).toEqual([path, 410]);
      expect(visitor.cookie).toBe('');
    }
    // They are as good as before where they belong.
    expect(await new Visitor(api.server).sendTo(`/sign-in/${tokens['sign-in']}`)).toBe('/set-up');
    expect(await new Visitor(api.server).sendTo(`/invitation/${tokens.invitation}`)).toBe(
      '/set-up',
    );
  });

  it('takes no secret that was offered to somebody else, or half an hour ago', async () => {
    const [one, other] = [new Visitor(api.server), new Visitor(api.server)];
    for (const [visitor, email] of [
      [one, 'one@example.org'],
      [other, 'other@example.org'],
    ] as const) {
      const { officer } = await api.addOfficer('officer', email);
      await visitor.send(await linkFor(api, officer));
      await visitor.send('/set-up/password', { newPassword: goodPassword });
    }
    const { text } = await one.open('/set-up/second-factor');
    const [offer, key] = [hiddenField(text, 'offer'), shownKey(text)];
    const now = () => codeOfApp(key, api.clock.now());
    expect(await other.sendTo('/set-up/second-factor', { offer, code: now() })).toBe(422);
    for (let minute = 0; minute < 2; minute++) {
      api.clock.set(api.clock.now().add({ minutes: 15 }));
      await one.open('/set-up');
    }
    expect(await one.sendTo('/set-up/second-factor', { offer, code: now() })).toBe(422);
    expect(await one.sendTo('/set-up/second-factor', { offer: 'x', code: now() })).toBe(422);
  });
});
