import { SignInLinks } from '@app/officers';
import request, { type Response } from 'supertest';
import { buildCase, buildLink } from '../builders/answer-links';
import * as a from '../builders/facts';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

const overHttps = { publicUrl: 'https://caseload.example.org' };

/** What each policy may hold; anything else would be a hole, or a slip. */
const sources = new Set(["'none'", "'self'", 'data:']);

/** What a policy of ours lets in that it should not. */
function holesOf(policy: string): string[] {
  const directives = new Map(
    policy.split(';').map((one) => {
      const [name = '', ...values] = one.trim().split(/\s+/);
      return [name, values] as const;
    }),
  );
  const holes = [...directives].flatMap(([name, values]) =>
    values
      .filter((value) => !sources.has(value))
      .filter((value) => !(name === 'style-src' && value === "'unsafe-inline'" && isFrame(policy)))
      .map((value) => `${name} ${value}`),
  );
  for (const needed of ['base-uri', 'form-action', 'frame-ancestors'])
    if (!directives.has(needed)) holes.push(`no ${needed}`);
  if (directives.get('default-src')?.join() !== "'none'") holes.push('default-src');
  return holes;
}

/** A letter in its frame: its look stands in it, and nothing in it may run. */
const isFrame = (policy: string): boolean =>
  /(?:^|;)\s*sandbox\s*(?:;|$)/.test(policy) && !policy.includes('script-src');

describe('what browsers are told with every answer', () => {
  let api: TestApi;
  let cookie: string;
  let token: string;
  let setCookie: string;
  const answers: [kind: string, answer: Response][] = [];

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z', overHttps);
    const made = await api.addOfficer('lead');
    token = made.token;
    cookie = await api.signIn(made.officer);
    // Over https a link alone lets nobody in; how a second factor is set up is tried elsewhere.
    await api.db.query(
      `UPDATE session SET stage = 'full', sess = (sess::jsonb || '{"stage":"full"}')::json`,
    );
    const facts = [a.caseOpened('2026-11-01'), a.requested('2026-11-10')];
    const home = await buildCase(api, made.officer.id, facts);
    const link = await buildLink(api, home, 'otp-arrived');
    const page = (path: string) => request(api.server).get(path).set('Cookie', cookie);
    const json = (path: string) =>
      request(api.server).get(path).set('Authorization', `Bearer ${token}`);
    const post = (path: string) => request(api.server).post(path).set(fromOwnPage);
    const style =
      /href="(\/assets\/[^"]+\.css)"/.exec((await request(api.server).get('/sign-in')).text)?.[1] ??
      '';
    const kinds: Record<string, PromiseLike<Response>> = {
      'a page': page('/cases'),
      'a page of a case': page(`/cases/${home.id}`),
      'a page with a script': page('/imports'),
      'a page for strangers': request(api.server).get('/sign-in'),
      'a one-time link': request(api.server).get(`/sign-in/${'A'.repeat(43)}`),
      'a redirect to sign in': request(api.server).get('/cases'),
      'a page that is not there': page('/nowhere'),
      'a method that is not there': post('/cases').set('Cookie', cookie),
      'a form from elsewhere': request(api.server)
        .post('/sign-in')
        .set('Sec-Fetch-Site', 'cross-site'),
      'a page behind a link': request(api.server).get(`/a/${link}`),
      'a dead link': request(api.server).get(`/a/${'A'.repeat(43)}`),
      'the look of a letter': page('/wordings/link/preview/html'),
      JSON: json('/api/v1/cases'),
      'a refusal in JSON': request(api.server).get('/api/v1/cases'),
      'a body that is no JSON': request(api.server)
        .post('/api/v1/cases')
        .set('Authorization', `Bearer ${token}`)
        .type('json')
        .send('{'),
      'an address in JSON that is not there': json('/api/v1/nowhere'),
      'the document of the API': request(api.server).get('/api/openapi.json'),
      'the page of the API': request(api.server).get('/api/docs'),
      health: request(api.server).get('/health/live'),
      metrics: request(api.server).get('/metrics'),
      'a style sheet': request(api.server).get(style),
      'an asset that is not there': request(api.server).get('/assets/nothing.css'),
      'the contact for weaknesses': request(api.server).get('/.well-known/security.txt'),
      'a HEAD': request(api.server).head('/sign-in'),
      'an OPTIONS': request(api.server).options('/sign-in'),
      'a TRACE': request(api.server).trace('/sign-in').set('X-Told', 'told back'),
      'an address that cannot be read': request(api.server).get('/%zz'),
    };
    for (const [kind, answer] of Object.entries(kinds)) answers.push([kind, await answer]);
    const again = await request(api.server)
      .post(new URL((await linkFor(made.officer.id)).url).pathname)
      .set(fromOwnPage);
    setCookie = String(again.headers['set-cookie']);
  }, 60_000);
  afterAll(() => api?.close());

  async function linkFor(officerId: string): Promise<{ url: string }> {
    return api.app.get(SignInLinks).make(officerId);
  }

  /** The kinds of answers of which something is not as it should be. */
  const wrong = (isRight: (answer: Response, kind: string) => unknown): string[] =>
    answers
      .filter(([kind, answer]) => !isRight(answer, kind))
      .map(([kind, { status, headers }]) => `${kind} (${status}): ${JSON.stringify(headers)}`);

  it('is said of answers of every kind', () => {
    const asSignedIn = answers.filter(([kind]) => /^a page (?:of a case|with)|^a page$/.test(kind));
    expect(asSignedIn.map(([, { status }]) => status)).toEqual([200, 200, 200]);
    const statuses = new Set(answers.map(([, { status }]) => status));
    for (const status of [200, 303, 400, 401, 403, 404, 405, 410])
      expect(statuses).toContain(status);
  });

  it.each([
    ['strict-transport-security', /^max-age=(?:\d{8,}); includeSubDomains/],
    ['x-content-type-options', /^nosniff$/],
    ['x-frame-options', /^(?:DENY|SAMEORIGIN)$/],
    ['referrer-policy', /^no-referrer$/],
    ['cross-origin-opener-policy', /^same-origin$/],
    ['cross-origin-resource-policy', /^same-origin$/],
    ['permissions-policy', /camera=\(\).*geolocation=\(\).*microphone=\(\)/],
    ['x-request-id', /^[\w-]{8,64}$/],
  ])('%s stands in all of them', (name, value) => {
    expect(wrong(({ headers }) => value.test(String(headers[name])))).toEqual([]);
  });

  it('no policy lets scripts or styles in that are not files of ours', () => {
    const holes = answers.flatMap(([kind, { headers }]) =>
      holesOf(String(headers['content-security-policy'])).map((hole) => `${kind}: ${hole}`),
    );
    expect(holes).toEqual([]);
  });

  it('would notice a policy with a hole in it', () => {
    expect(holesOf("default-src 'none';script-src 'unsafe-inline'")).toEqual([
      "script-src 'unsafe-inline'",
      'no base-uri',
      'no form-action',
      'no frame-ancestors',
    ]);
  });

  it('nothing but assets is kept, and no software is named', () => {
    const isAsset = (kind: string) => kind === 'a style sheet';
    expect(
      wrong(({ headers }, kind) =>
        isAsset(kind)
          ? /immutable/.test(String(headers['cache-control']))
          : headers['cache-control'] === 'no-store',
      ),
    ).toEqual([]);
    expect(wrong(({ headers }) => !headers['x-powered-by'] && !headers.server)).toEqual([]);
  });

  it('what it is stands in all that have a body, and how its letters are coded', () => {
    const withBody = answers.filter(([, { text }]) => text);
    expect(withBody.length).toBeGreaterThan(20);
    const bare = withBody.map(([kind, { headers }]) => [kind, String(headers['content-type'])]);
    expect(
      bare.filter(([, type = '']) => !/^[a-z]+\/[a-z+-]+;.*charset=utf-8/i.test(type)),
    ).toEqual([]);
  });

  it('nothing that was sent comes back to a TRACE', () => {
    const trace = new Map(answers).get('a TRACE');
    expect(trace?.status).toBeGreaterThanOrEqual(400);
    expect(trace?.text).not.toContain('told back');
  });

  it('the cookie is for our host alone, over https alone, and for no script', () => {
    const [pair = '', ...flags] = setCookie.split(/;\s*/);
    expect(pair).toMatch(/^__Host-caseload=/);
    expect(flags.map((flag) => flag.toLowerCase()).sort()).toEqual(
      ['httponly', 'path=/', 'samesite=lax', 'secure'].sort(),
    );
  });

  it('anybody may read where weaknesses are reported (RFC 9116)', () => {
    const told = new Map(answers).get('the contact for weaknesses');
    expect([told?.status, told?.headers['content-type']]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    expect(told?.text).toMatch(/^Contact: (?:mailto:\S+@\S+|https:\S+)\nExpires: 2027-05-23T/);
    expect(told?.text).toContain(
      'Canonical: https://caseload.example.org/.well-known/security.txt\n',
    );
  });

  it('an error tells its number and nothing of the inside', () => {
    const errors = answers.filter(([, { status }]) => status >= 400);
    const telling = errors.filter(([, { text = '' }]) =>
      /node_modules|\n\s+at |Error:|SELECT |\/libs\/|\/apps\/|express|nest/i.test(text),
    );
    expect(telling.map(([kind]) => kind)).toEqual([]);
    expect(errors.length).toBeGreaterThan(8);
  });
});
