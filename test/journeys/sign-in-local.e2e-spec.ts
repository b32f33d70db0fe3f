import { type Officer, SignInLinks } from '@app/officers';
import { codeOfApp } from '../builders/authenticator-app';
import { startApi, type TestApi } from '../harness/api';
import { enrol, goodPassword, hiddenField, shownKey, Visitor } from '../harness/sign-in-pages';

const start = '2026-12-24T09:00:00Z';

const linkFor = async (api: TestApi, { id }: Officer) =>
  new URL((await api.app.get(SignInLinks).make(id)).url).pathname;

describe('signing in on a computer of one’s own', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(start);
  });
  afterAll(() => api.close());

  it('lets the printed link in, and the officer sets up password and app when they like', async () => {
    const { officer } = await api.addOfficer('officer', 'ann@example.org');
    const visitor = new Visitor(api.server);
    expect(await visitor.sendTo(await linkFor(api, officer))).toBe('/');
    expect((await visitor.open('/')).text).toContain('You signed in by one step.');
    expect((await visitor.open('/account')).text).toContain('Choose a password');
    expect(await visitor.sendTo('/set-up/password', { newPassword: goodPassword })).toBe(
      '/set-up/second-factor',
    );
    expect(await visitor.isIn()).toBe(true);
    const { text } = await visitor.open('/set-up/second-factor');
    const code = codeOfApp(shownKey(text), api.clock.now());
    const form = { offer: hiddenField(text, 'offer'), code };
    expect((await visitor.send('/set-up/second-factor', form)).status).toBe(200);
    expect((await visitor.open('/')).text).not.toContain('You signed in by one step.');
  });

  it('asks again who it is, after ten minutes, before anything about signing in is changed', async () => {
    const { officer } = await api.addOfficer('officer', 'cat@example.org');
    const visitor = new Visitor(api.server);
    await visitor.send(await linkFor(api, officer));
    api.clock.set(api.clock.now().add({ minutes: 10 }));
    for (const page of ['/set-up/password', '/set-up/second-factor']) {
      const next = `/account/prove?next=${encodeURIComponent(page)}`;
      expect((await visitor.open(page)).headers.location).toBe(next);
      expect(await visitor.sendTo(page, { newPassword: goodPassword })).toBe(next);
    }
    const { text } = await visitor.open('/account/prove?next=%2Fset-up%2Fpassword');
    expect(text).toContain('You have neither a password nor an authenticator app here.');
  });

  it.each([
    ['a page of ours', '/account/password', '/account/password'],
    ['another site', 'https://evil.example/', '/account'],
    ['another site, in short', '//evil.example', '/account'],
    ['another site, with a backslash', '/\\evil.example', '/account'],
    ['a script', 'javascript:alert(1)', '/account'],
    ['a line of its own', '/account\r\nSet-Cookie: a=b', '/account'],
  ])('goes back, after that, to %s', async (_, next, page) => {
    const { officer } = await api.addOfficer('officer');
    const visitor = new Visitor(api.server);
    await visitor.send(await linkFor(api, officer));
    await visitor.send('/set-up/password', { newPassword: goodPassword });
    expect(await visitor.sendTo('/account/prove', { next, password: goodPassword })).toBe(page);
  });

  it('asks for the code of whoever has set up an app', async () => {
    const { officer } = await api.addOfficer('officer', 'bob@example.org');
    await enrol(api, officer);
    const visitor = new Visitor(api.server);
    expect(await visitor.sendTo(await linkFor(api, officer))).toBe('/sign-in/code');
    expect(await visitor.isIn()).toBe(false);
  });
});
