import { type Officer, Officers } from '@app/officers';
import type { OidcSettings } from '@app/platform';
import request from 'supertest';
import { fromOwnPage, sessionCookie, startApi, type TestApi } from '../harness/api';
import {
  type OpenIdProvider,
  type ProviderPart,
  providerClient,
  startOpenIdProvider,
} from '../harness/openid-provider';

const now = '2026-12-24T09:00:00Z';
const back = 'http://localhost:3000/sign-in/oidc/return';

const settingsFor = (issuer: string): OidcSettings => ({
  issuer,
  ...providerClient,
  name: 'Care ID',
  requireMfa: false,
  entraTenant: undefined,
});

/** Presses the button: where the browser is sent, and the cookie it got. */
async function begin(api: TestApi) {
  const answer = await request(api.server).post('/sign-in/oidc/begin').set(fromOwnPage);
  const address = /url=(.*)$/.exec(answer.headers.refresh ?? '')?.[1] ?? '';
  return { answer, address, cookie: sessionCookie(answer.headers['set-cookie']) };
}

const comeBack = (api: TestApi, path: string, cookie: string) =>
  request(api.server).get(path).set('Cookie', cookie);

/** From the button to the end, as a browser goes. */
async function signIn(api: TestApi, provider: OpenIdProvider) {
  const { address, cookie } = await begin(api);
  return comeBack(api, await provider.signIn(address), cookie);
}

/** The session's cookie among those that an answer sets; empty for none. */
const sessionOf = (answer: request.Response): string =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .find((cookie) => cookie.startsWith('caseload=')) ?? '';

const isIn = async (api: TestApi, cookie: string): Promise<boolean> =>
  (await request(api.server).get('/').set('Cookie', cookie)).status === 200;

describe('signing in by another provider', () => {
  let provider: OpenIdProvider;
  let api: TestApi;
  let ann: Officer;
  let numbers = 0;
  let others: TestApi[] = [];

  /** A process with other settings, closed after the test. */
  async function another(oidc: OidcSettings): Promise<TestApi> {
    const started = await startApi(now, { oidc });
    others.push(started);
    return started;
  }

  /** Somebody new at the provider, with the address of an officer of ours who is new as well. */
  async function somebody(
    change: Omit<ProviderPart, 'account'> & { claims?: Record<string, unknown> } = {},
  ) {
    numbers += 1;
    const { officer } = await api.addOfficer('officer', `p${numbers}@example.org`);
    const { claims, ...rest } = change;
    const account = {
      sub: `person-${numbers}`,
      claims: { email: officer.email, email_verified: true, ...claims },
    };
    await provider.plays({ account, ...rest });
    return officer;
  }

  beforeAll(async () => {
    provider = await startOpenIdProvider(back);
    api = await startApi(now, { oidc: settingsFor(provider.issuer) });
    ({ officer: ann } = await api.addOfficer('officer', 'ann@example.org'));
  });
  beforeEach(async () => {
    await api.db.query('DELETE FROM rate_limit');
  });
  afterEach(async () => {
    await Promise.all(others.map((other) => other.close()));
    others = [];
  });
  afterAll(async () => {
    await api.close();
    await provider.stop();
  });

  const asAnn = (claims: Record<string, unknown> = {}): ProviderPart => ({
    account: {
      sub: 'ann-1',
      claims: { email: 'Ann@Example.org', email_verified: true, ...claims },
    },
  });

  it('offers the button, and sends the browser on with PKCE, state and nonce', async () => {
    const page = await request(api.server).get('/sign-in').expect(200);
    expect(page.text).toContain('Care ID');
    const { address, cookie, answer } = await begin(api);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
      response_type: 'code',
      client_id: 'caseload',
      redirect_uri: back,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(cookie).toMatch(/^caseload-provider=[\w-]{43}$/);
  });

  it('lets an officer in by the address the provider has verified', async () => {
    await provider.plays(asAnn());
    const answer = await signIn(api, provider);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(await isIn(api, sessionOf(answer))).toBe(true);
  });

  it('from then on by the provider’s number, whatever address stands there', async () => {
    await provider.plays(asAnn({ email: 'married@example.org' }));
    expect(await isIn(api, sessionOf(await signIn(api, provider)))).toBe(true);
  });

  it('does not let in another account with an address that is taken', async () => {
    await provider.plays({
      account: { sub: 'ann-2', claims: { email: ann.email, email_verified: true } },
    });
    const answer = await signIn(api, provider);
    expect([answer.status, sessionOf(answer)]).toEqual([403, '']);
    expect(answer.text).toContain('by another Care ID account');
  });

  it('makes nobody an officer', async () => {
    await provider.plays({
      account: { sub: 'x', claims: { email: 'stranger@example.org', email_verified: true } },
    });
    const answer = await signIn(api, provider);
    expect([answer.status, sessionOf(answer)]).toEqual([403, '']);
    expect(answer.text).toContain('ask a lead to invite you');
    expect(await api.app.get(Officers).withEmail('stranger@example.org')).toBeNull();
  });

  it.each([
    ['an address that is not verified', { claims: { email_verified: false } }, 403],
    ['no address', { claims: { email: undefined } }, 403],
    ['another nonce', { idToken: { nonce: 'n'.repeat(43) } }, 400],
    ['another audience', { idToken: { aud: 'another-client' } }, 400],
    ['another issuer', { idToken: { iss: 'https://login.example.org' } }, 400],
    ['an id token of yesterday', { idToken: { exp: 1_700_000_000, iat: 1_699_999_000 } }, 400],
    ['an id token that another key signed', { idToken: {}, signedByStranger: true }, 400],
    ['an id token that nobody signed', { idToken: {}, algorithm: 'none' as const }, 400],
    [
      'an id token said to be signed by a shared secret',
      { idToken: {}, algorithm: 'HS256' as const },
      400,
    ],
    ['nobody, because the provider let them not in', { refuse: true }, 403],
  ])('lets in nobody with %s', async (_, change, status) => {
    await somebody(change);
    const answer = await signIn(api, provider);
    expect([answer.status, sessionOf(answer)]).toEqual([status, '']);
    expect(answer.text).toContain('You are not signed in');
  });

  it('lets in an officer whom nothing is wrong with, in the same way as those', async () => {
    await somebody({ idToken: {} });
    expect(await isIn(api, sessionOf(await signIn(api, provider)))).toBe(true);
  });

  it('lets in nobody who has left, linked before or not', async () => {
    const linked = await somebody();
    expect(await isIn(api, sessionOf(await signIn(api, provider)))).toBe(true);
    await api.app.get(Officers).disable(linked.id);
    expect((await signIn(api, provider)).status).toBe(403);
    const never = await somebody();
    await api.app.get(Officers).disable(never.id);
    expect((await signIn(api, provider)).status).toBe(403);
  });

  it('takes what comes back once, from the browser that began, for ten minutes', async () => {
    await somebody();
    const { address, cookie } = await begin(api);
    const path = await provider.signIn(address);
    const elsewhere = await begin(api);
    expect((await comeBack(api, path, elsewhere.cookie)).status).toBe(400);
    expect((await comeBack(api, path, '')).status).toBe(400);
    expect((await comeBack(api, path, cookie)).status).toBe(303);
    const again = await comeBack(api, path, cookie);
    expect([again.status, sessionOf(again)]).toEqual([400, '']);

    const slow = await begin(api);
    const late = await provider.signIn(slow.address);
    api.clock.set('2026-12-24T09:10:00Z');
    expect((await comeBack(api, late, slow.cookie)).status).toBe(400);
    api.clock.set(now);
  });

  it('refuses an answer that names another provider, or none (RFC 9207)', async () => {
    for (const iss of ['https://login.example.org', null]) {
      await somebody();
      const { address, cookie } = await begin(api);
      const path = new URL(await provider.signIn(address), back);
      if (iss) path.searchParams.set('iss', iss);
      else path.searchParams.delete('iss');
      const answer = await comeBack(api, path.pathname + path.search, cookie);
      expect([answer.status, sessionOf(answer)]).toEqual([400, '']);
    }
  });

  it('refuses an answer with another’s state', async () => {
    await somebody();
    const [one, two] = [await begin(api), await begin(api)];
    const path = new URL(await provider.signIn(one.address), back);
    path.searchParams.set('state', new URL(two.address).searchParams.get('state') ?? '');
    expect((await comeBack(api, path.pathname + path.search, two.cookie)).status).toBe(400);
  });

  it('says so while the provider is away, and the other ways stay open', async () => {
    const fresh = await another(settingsFor(provider.issuer));
    await provider.plays({ ...asAnn(), down: true });
    const { officer } = await fresh.addOfficer('officer', ann.email);
    const { answer } = await begin(fresh);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('sign in another way');
    expect(await isIn(fresh, await fresh.signIn(officer))).toBe(true);
    // It is asked again, not taken for away for ever.
    await provider.plays(asAnn());
    expect(await isIn(fresh, sessionOf(await signIn(fresh, provider)))).toBe(true);
  });

  it('lets nobody in by one factor where two are asked for', async () => {
    const settings = { ...settingsFor(provider.issuer), requireMfa: true };
    const strict = await another(settings);
    await strict.addOfficer('officer', ann.email);
    const { account } = asAnn();
    await provider.plays({ account, idToken: { amr: ['pwd'] } });
    const answer = await signIn(strict, provider);
    expect([answer.status, sessionOf(answer)]).toEqual([403, '']);
    await provider.plays({ account, idToken: { amr: ['pwd', 'mfa'] } });
    expect(await isIn(strict, sessionOf(await signIn(strict, provider)))).toBe(true);
  });

  it('tells no log what was sent to and fro', () => {
    const logged = api.logLines.join('\n');
    expect(logged).toContain('A sign-in by another provider came to nothing');
    expect(logged).not.toMatch(/code=|state=|ann@example|eyJ|what only the two know/);
  });
});

describe('signing in by a Microsoft tenant', () => {
  const tenant = '11111111-2222-3333-4444-555555555555';
  let provider: OpenIdProvider;
  let api: TestApi;

  beforeAll(async () => {
    provider = await startOpenIdProvider(back, `/${tenant}/v2.0`);
    const settings = { ...settingsFor(provider.issuer), name: 'Microsoft', entraTenant: tenant };
    api = await startApi(now, { oidc: settings });
    await api.addOfficer('officer', 'ann@example.org');
  });
  afterAll(async () => {
    await api.close();
    await provider.stop();
  });

  it('finds the officer by the tenant’s address, which Microsoft never calls verified', async () => {
    const claims = { tid: tenant, preferred_username: 'ann@example.org' };
    await provider.plays({ account: { sub: 'oid-1', claims } });
    const answer = await signIn(api, provider);
    expect(await isIn(api, sessionOf(answer))).toBe(true);
  });

  it('lets in nobody of another tenant', async () => {
    const claims = { tid: tenant.replace('1', '9'), email: 'ann@example.org' };
    await provider.plays({ account: { sub: 'oid-2', claims } });
    const answer = await signIn(api, provider);
    expect([answer.status, sessionOf(answer)]).toEqual([400, '']);
  });
});

describe('where no other provider is set up', () => {
  it('offers none', async () => {
    const api = await startApi(now);
    expect((await request(api.server).get('/sign-in')).text).not.toContain('oidc');
    expect((await begin(api)).answer.headers.location).toBe('/sign-in');
    expect((await request(api.server).get('/sign-in/oidc/return')).status).toBe(400);
    await api.close();
  });
});
