import { CasesService } from '@app/cases';
import { Bells } from '@app/follow-ups';
import { addressKey, linkExpiry, type LinkPurpose, newToken, storeLinks } from '@app/letters';
import { Sealer } from '@app/platform';
import fc from 'fast-check';
import request from 'supertest';
import { Temporal } from 'temporal-polyfill';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';
import { whereStored } from '../harness/every-value';

/** Tuesday 24 November 2026. */
const start = '2026-11-24T10:00:00Z';
const contact = { name: 'Sam Carter', email: 'sam@ashby.example' };

const jo = {
  name: 'Jo Field',
  job: 'Manager',
  role: 'owner and administrator',
  mobile: '07700 900101',
  email: 'jo@home.example',
};
const kim = {
  name: 'Kim Noor',
  job: 'Nurse',
  role: 'owner',
  mobile: '07700 900102',
  email: 'kim@home.example',
};

/** A home and the link its manager was sent. */
interface Home {
  caseId: string;
  path: string;
}

describe('the people form behind a link', () => {
  let api: TestApi;
  let officerId: string;

  beforeAll(async () => {
    api = await startApi(start);
    officerId = (await api.addOfficer('officer')).officer.id;
  });
  afterAll(() => api.close());

  const newHome = async (
    purpose: LinkPurpose = 'gather',
    recipient = 'provider',
  ): Promise<Home> => {
    const sealer = api.app.get(Sealer);
    const { locationId } = await buildSite(api.db, { name: 'Ashby House', contact, sealer });
    const row = await api.app
      .get(CasesService)
      .open({ locationId, officerId, on: '2026-11-01' }, 'system');
    return { caseId: row.id, path: await link(row.id, purpose, recipient) };
  };
  const link = async (caseId: string, purpose: LinkPurpose, recipient = 'provider') => {
    const token = newToken();
    const now = Temporal.Instant.from(start);
    await api.db.transaction(async (tx) => {
      await tx.query('SET CONSTRAINTS ALL DEFERRED');
      await storeLinks(tx, [
        {
          token,
          letterId: null as unknown as string,
          caseId,
          purpose,
          recipient,
          addressKey: addressKey(api.app.get(Sealer), contact.email),
          createdAt: now,
          expiresAt: linkExpiry(purpose, now),
        },
      ]);
    });
    return `/a/${token}/people`;
  };
  const get = (path: string) => request(api.server).get(path);
  const post = (path: string, body: object = {}) =>
    request(api.server).post(path).set(fromOwnPage).type('form').send(body);
  /** Opens the page for somebody new and sends it filled in. */
  const add = async ({ path }: Home, person: object) => {
    const { text } = await get(`${path}/add`).expect(200);
    return post(hidden(text, /action="([^"]+)" novalidate/), {
      mark: hidden(text, /name="mark" value="([^"]+)"/),
      ...person,
    });
  };
  const hidden = (html: string, what: RegExp): string => what.exec(html)?.[1] ?? 'not found';
  const send = async ({ path }: Home) => {
    const { text } = await get(path);
    return post(`${path}/send`, { mark: hidden(text, /name="mark" value="([^"]+)"/) });
  };
  const state = (home: Home) => api.app.get(CasesService).state(home.caseId);
  const database = async () => {
    const tables = [
      'fact',
      'people_form',
      'people_draft',
      'task',
      'answer_link',
      'letter',
      'session',
    ];
    const rows = await Promise.all(
      tables.map((table) =>
        api.db.query(`SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t`),
      ),
    );
    return JSON.stringify(rows);
  };

  it('takes two people over two days and visits, and tells the officer when they arrive', async () => {
    const home = await newHome();
    expect((await get(home.path)).text).toContain('Please name 2 to 10 people');
    const first = await add(home, { ...jo, mobile: '', email: '' });
    expect([first.status, first.headers.location]).toEqual([303, `${home.path}?did=saved`]);
    const again = await get(home.path);
    expect(again.text).toContain('Jo F•••');
    expect(again.text).toContain('What is the mobile number of Jo F•••?');
    const page = await get(hrefOf(again.text, 'Change'));
    expect(page.text).not.toContain('Field');
    await post(hrefOf(again.text, 'Change'), {
      mark: hidden(page.text, /name="mark" value="([^"]+)"/),
      ...jo,
      name: '',
    }).expect(303);
    expect((await add(home, kim)).status).toBe(303);
    const sent = await send(home);
    expect([sent.status, sent.headers.location]).toEqual([303, `${home.path}/sent`]);
    expect((await get(`${home.path}/sent`)).text).toContain('2 people are named.');
    expect((await state(home)).people).toMatchObject([
      { person: 'Jo Field', mobile: '+447700900101', email: 'jo@home.example', job: 'Manager' },
      { person: 'Kim Noor' },
    ]);
    const { text } = await get(home.path);
    expect(text).toContain('We have your list. It came on Tuesday 24 November 2026');
    const twice = await post(`${home.path}/send`, { mark: 'whatever' });
    expect(twice.headers.location).toBe(`${home.path}/sent`);
    expect((await state(home)).people).toHaveLength(2);
  });

  const hrefOf = (html: string, text: string): string =>
    new RegExp(`href="([^"]+)">${text}<`).exec(html)?.[1] ?? 'not found';

  it('shows nobody’s details in full to the next who opens the link', async () => {
    const home = await newHome();
    await add(home, { ...jo, mobile: '07700 900199' });
    const list = (await get(home.path)).text;
    const page = (await get(hrefOf(list, 'Change'))).text;
    const removal = (await get(`${hrefOf(list, 'Change')}/remove`)).text;
    for (const html of [list, page, removal]) {
      expect(html).toContain('Jo F•••');
      for (const secret of ['Field', '900199', 'jo@home']) expect(html).not.toContain(secret);
    }
    expect(list).toContain('ends in 199');
    expect(page).toContain('j•••@home.example');
  });

  it('says what is wrong, keeps what was typed, and says what to do', async () => {
    const home = await newHome();
    await add(home, jo);
    const answer = await add(home, { ...kim, mobile: '01522 123456', email: 'JO@home.example' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('it is a landline');
    expect(answer.text).toContain('Somebody else named for this site has that email address');
    expect(answer.text).toContain('value="01522 123456"');
    expect(answer.text).toContain('What you typed is kept');
    expect((await send(home)).status).toBe(422);
    expect((await state(home)).people).toEqual([]);
    expect((await get(home.path)).text).toContain('it is a landline');
  });

  it('catches one mobile for two in every notation', async () => {
    const home = await newHome();
    await add(home, jo);
    const notation = fc.tuple(
      fc.constantFrom('0', '+44', '0044', '+44 (0)', '44'),
      fc.array(fc.constantFrom('', ' ', '-', '\u00a0', '.'), { minLength: 10, maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(notation, async ([prefix, gaps]) => {
        const value = prefix + [...'7700900101'].map((d, n) => d + gaps[n]).join('');
        const { body } = await post(`${home.path}/check`, {
          key: '00000000-0000-4000-8000-000000000001',
          field: 'mobile',
          value,
        });
        expect(body.message).toContain('Somebody else named for this site has that mobile number');
      }),
      { numRuns: 25 },
    );
    const fine = {
      key: '00000000-0000-4000-8000-000000000001',
      field: 'mobile',
      value: '07700900155',
    };
    expect((await post(`${home.path}/check`, fine)).body).toEqual({ message: null });
  });

  it('changes nothing when every page is only looked at, by whatever reads mail', async () => {
    const home = await newHome();
    await add(home, jo);
    await add(home, kim);
    await send(home);
    await add(home, { name: 'Lee Ode' });
    const { text } = await get(home.path);
    const pages = [...text.matchAll(/(?:href|action)="(\/a\/[^"]+)"/g)].map((m) => m[1] ?? '');
    const before = await database();
    for (const page of [...pages, home.path, `${home.path}/sent`, `${home.path}/p1`]) {
      await get(page);
      await request(api.server).head(page);
    }
    await post(`${home.path}/check`, { key: 'p1', field: 'mobile', value: '07700900102' });
    expect(await database()).toBe(before);
  });

  it('lets two fill it in at once, and shows both to whoever comes second', async () => {
    const home = await newHome();
    await add(home, jo);
    const href = hrefOf((await get(home.path)).text, 'Change');
    const mark = hidden((await get(href)).text, /name="mark" value="([^"]+)"/);
    await post(href, { mark, mobile: '07700 900111' }).expect(303);
    const late = await post(href, { mark, mobile: '07700 900122' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('ends in 111');
    expect(late.text).toContain('+447700900122');
    const mine = { mark: hidden(late.text, /name="mark" value="([^"]+)"/), mobile: '07700 900122' };
    await post(href, mine).expect(303);
    expect((await get(home.path)).text).toContain('ends in 122');
  });

  it('takes people off and keeps them after all', async () => {
    const home = await newHome();
    for (const one of [
      jo,
      kim,
      { ...kim, name: 'Lee Ode', mobile: '07700900103', email: 'lee@home.example' },
    ])
      await add(home, one);
    await send(home);
    await post(`${home.path}/p3/remove`).expect(303);
    expect((await get(home.path)).text).toContain('Will be taken off');
    await post(`${home.path}/p3/keep`).expect(303);
    expect((await get(home.path)).text).not.toContain('Will be taken off');
    await post(`${home.path}/p3/remove`).expect(303);
    await send(home);
    expect((await state(home)).people.map((p) => p.removedOn)).toEqual([null, null, '2026-11-24']);
  });

  it('opens by no other link: another purpose, another reader, too old, ended, or made up', async () => {
    const home = await newHome();
    const paths = [
      await link(home.caseId, 'otp-arrived'),
      await link(home.caseId, 'gather', 'person:p1'),
      `/a/${newToken()}/people`,
      '/a/x/people',
    ];
    const ended = await link(home.caseId, 'people');
    await api.db.query(
      "UPDATE answer_link SET revoked_at = now(), revoked_why = 'test' WHERE purpose = 'people'",
    );
    const old = await link(home.caseId, 'gather');
    await api.db.query(
      "UPDATE answer_link SET expires_at = '2026-11-24T09:00:00Z' WHERE token_hash = sha256($1)",
      [Buffer.from(old.split('/')[2] ?? '')],
    );
    for (const path of [...paths, ended, old]) {
      const token = path.split('/')[2];
      for (const answer of [await get(path), await post(`${path}/send`), await get(`${path}/add`)])
        expect([answer.status, answer.headers.location]).toEqual([303, `/a/${token}`]);
    }
  });

  it('refuses what another site sends', async () => {
    const home = await newHome();
    await request(api.server)
      .post(`${home.path}/send`)
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ mark: 'x' })
      .expect(403);
  });

  it('takes any characters in any box, and shows them as text', async () => {
    const payloads = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' OR 1=1 --",
      '{{constructor.constructor("return 1")()}}',
      '{% raw %}x{% endraw %}',
      '=HYPERLINK("http://x","y")',
      '\u202egnirts',
      'x'.repeat(5000),
      '\u0000',
      '%0d%0aSet-Cookie: a=b',
    ];
    for (const payload of payloads) {
      const home = await newHome();
      const answer = await add(home, {
        name: payload,
        job: payload.slice(0, 60),
        role: payload,
        mobile: payload,
        email: payload,
      });
      expect([303, 422]).toContain(answer.status);
      const { text } = await get(home.path).expect(200);
      expect(text + answer.text).not.toMatch(/<script>alert|<img src=x/);
    }
  });

  it('lets only our own script run, and only on the page where somebody types', async () => {
    const home = await newHome();
    const policy = async (path: string) =>
      (await get(path)).headers['content-security-policy'] ?? '';
    expect(await policy(`${home.path}/add`)).toContain("script-src 'self';connect-src 'self'");
    expect(await policy(home.path)).not.toContain('script-src');
  });

  it('is closed when the application has gone', async () => {
    const home = await newHome();
    await add(home, jo);
    await api.app
      .get(CasesService)
      .record(home.caseId, { type: 'submitted', at: start, override: 'test' }, 'system');
    expect((await get(home.path)).text).toContain('Your application has gone to NHSmail');
    expect((await add(home, kim)).status).toBe(422);
  });

  it('leaves nothing personal, and no link, in a log, a measure, the queue or a plain column', async () => {
    const home = await newHome();
    const canary = {
      name: 'Quillon Canaryname',
      job: 'Canaryjob',
      role: 'owner and administrator',
      mobile: '07700 900987',
      email: 'canaryaddress@canaryhost.example',
    };
    await add(home, canary);
    await add(home, { ...canary, name: 'Quillon Other' });
    const list = (await get(home.path)).text;
    await get(hrefOf(list, 'Change'));
    await post(`${home.path}/check`, { key: 'p1', field: 'email', value: canary.email });
    const second = [...list.matchAll(/href="([^"]+)\/remove"/g)][1]?.[1] ?? 'not found';
    await post(`${second}/remove`).expect(303);
    await add(home, { ...kim, name: 'Quillon Third' });
    expect((await send(home)).headers.location).toContain('sent');
    await api.app.get(Bells).setComing();
    const canaries = ['Quillon', 'Canaryname', 'Canaryjob', '7700900987', 'canaryaddress'];
    const token = home.path.split('/')[2] ?? '';
    expect(await whereStored(api.db, [...canaries, token])).toEqual([]);
    const { text } = await request(api.server).get('/metrics').expect(200);
    const said = [...api.logLines, text].join('\n').toLowerCase();
    expect(said).toContain('/a/:token/people');
    const leaked = [...canaries, token].filter((c) => said.includes(c.toLowerCase()));
    expect(leaked).toEqual([]);
  });
});
