import type { Officer } from '@app/officers';
import request from 'supertest';
import { buildCase } from '../builders/answer-links';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

/** A place in a list, as the lists themselves write them. */
const cursor = (...key: unknown[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

const id = '0199c0de-0000-7000-8000-000000000000';

/** What nobody means, in any place of an address. */
const words = [
  ...['%00', '%25', "'", '"><script>alert(1)</script>', '../../etc/passwd', '//evil.example'],
  ...[
    'javascript:alert(1)',
    '{{7*7}}',
    '__proto__',
    'constructor',
    '-1',
    '1e9',
    'NaN',
    '\u202eevil',
  ],
  'x'.repeat(3000),
];

describe('pages asked for by addresses that nobody means', () => {
  let api: TestApi;
  let officer: Officer;
  let cookie: string;
  let lead: string;
  let caseId: string;

  beforeAll(async () => {
    api = await startApi('2026-11-24T10:00:00Z');
    ({ officer } = await api.addOfficer('officer'));
    cookie = await api.signIn(officer);
    lead = await api.signIn((await api.addOfficer('lead')).officer);
    caseId = (await buildCase(api, officer.id, [])).id;
  }, 60_000);
  afterAll(() => api?.close());

  const get = (path: string, as = cookie) => request(api.server).get(path).set('Cookie', as);
  const post = (path: string, fields: object, as = cookie) =>
    request(api.server)
      .post(path)
      .set(fromOwnPage)
      .set('Cookie', as)
      .type('form')
      .send(fields as Record<string, string>);
  const hiddenOf = async (path: string, name: string, as = cookie): Promise<string> =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec((await get(path, as)).text)?.[1] ?? '';

  it.each([
    [
      '/cases',
      ['stage', 'since', 'officer', 'provider', 'authority', 'q', 'sort', 'view', 'columns'],
    ],
    ['/stalled', ['stalled', 'since', 'authority', 'icb', 'view', 'cursor']],
    ['/dashboards/funnel', ['authority', 'icb', 'careHome', 'officer', 'from', 'to']],
    ['/dashboards/coverage', ['authority', 'from', 'to']],
    ['/dashboards/passcodes', ['authority', 'from', 'to']],
    ['/measures', ['of', 'month']],
    ['/funder-return', ['month']],
    ['/find', ['q']],
    ['/workshops', ['cursor']],
    ['/views', ['done']],
    ['/', ['whose', 'called', 'row', 'stood']],
  ])('%s is calm', async (path, names) => {
    for (const name of names)
      for (const word of words) {
        const value = word.startsWith('%') ? word : encodeURIComponent(word);
        for (const query of [`${name}=${value}`, `${name}=${value}&${name}=b`]) {
          const { status, text, headers } = await get(`${path}?${query}`);
          expect([path, query.slice(0, 80), status < 500]).toEqual([
            path,
            query.slice(0, 80),
            true,
          ]);
          expect(text).not.toContain('<script>alert');
          expect(headers.location ?? '/').toMatch(/^\/(?!\/)/);
        }
      }
  });

  it('of places in lists that no list has made', async () => {
    for (const place of [
      cursor('next', '2026-11-24T10:00:00Z[Europe/London]', id),
      cursor('next', '+010000-01-01T00:00:00Z', id),
      cursor('next', '-000001-01-01T00:00:00Z', id),
      cursor('next', '2026-11-24 10:00:00+00:00:01', id),
      cursor('opened', '2026-11-24[u-ca=hebrew]', id),
      cursor('opened', '+010000-01-01', id),
      cursor('stage', '99', id),
      cursor('home', '\ud800', id),
      cursor('next', 'infinity', 'x'),
      cursor({}, [], id),
      'x',
    ])
      for (const sort of ['next', 'opened', 'stage', 'home', 'stalled', 'waiting']) {
        const before = api.logLines.length;
        const { status } = await get(`/cases?sort=${sort}&cursor=${encodeURIComponent(place)}`);
        const noted = api.logLines.slice(before).filter((line) => /invalid-input/.test(line));
        expect([sort, Buffer.from(place, 'base64url').toString(), status < 500, noted]).toEqual([
          sort,
          Buffer.from(place, 'base64url').toString(),
          true,
          [],
        ]);
      }
  });

  it('of days on which nothing can have been', async () => {
    const days = [
      '0000-00-00',
      '2026-02-30',
      '9999-12-31',
      '-000001-01-01',
      '2026-11-23T00:00',
      'x',
    ];
    for (const day of [...days, ...words]) {
      const value = day.startsWith('%') ? day : encodeURIComponent(day);
      const { status, text } = await get(`/cases/${caseId}?on=${value}`);
      expect([day.slice(0, 60), status]).toEqual([day.slice(0, 60), 422]);
      expect(text).not.toContain('<script>alert');
    }
    await get(`/cases/${caseId}?on=2026-11-23&on=2026-11-22`).expect(303);
  });

  it('and keeps views by whatever name as text, never leading elsewhere', async () => {
    for (const name of words) {
      const sent = await post('/views', {
        formToken: await hiddenOf('/cases?view=all', 'formToken'),
        name: name === '%00' ? '\0' : name,
        query:
          'view=all&q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&next=//evil.example&officer=mine',
        list: '//evil.example',
        default: 'yes',
      });
      expect([name.slice(0, 40), [303, 422].includes(sent.status)]).toEqual([
        name.slice(0, 40),
        true,
      ]);
      if (sent.status === 303) expect(sent.headers.location).toMatch(/^\/cases\?view=[\w-]{36}/);
    }
    const list = await get('/cases');
    expect(list.headers.location).toMatch(/^\/cases\?view=[\w-]{36}$/);
    const opened = await get(list.headers.location ?? '').expect(200);
    expect(opened.text).not.toContain('<script>alert');
    expect(opened.text).not.toContain('evil.example"');
    // The view it opens with is gone: it opens all the same.
    await api.db.query('DELETE FROM saved_view');
    await get(list.headers.location ?? '').expect(200);
    await get('/cases').expect(200);
  });

  it('and takes no number of the rules that is none, too large, or of a form gone by', async () => {
    const formToken = () => hiddenOf('/policy/draft', 'formToken', lead);
    const base = await hiddenOf('/policy/draft', 'base', lead);
    const numbers = async (fields: object, as = lead) =>
      post(
        '/policy/draft/numbers',
        { formToken: await formToken(), base, why: 'Why', ...fields },
        as,
      );
    expect((await numbers({ 'n-1': '9' }, cookie)).status).toBe(403);
    for (const typed of ['-1', '1e3', '99999', '0x10', '', ' ', '1.5', '٣', '999999999999', 'NaN'])
      expect([typed, (await numbers({ 'n-4': typed })).status]).toEqual([typed, 422]);
    for (const wrong of ['', 'x', '0', '99', '-1'])
      expect([wrong, (await numbers({ base: wrong })).status]).toEqual([wrong, 409]);
    expect((await numbers({ why: '' })).status).toBe(422);
    // What is not in the form stays as it is.
    expect((await numbers({ 'n-4': '30', 'n-999': '1' })).status).toBe(303);
    const [draft] = await api.db.query<{ document: { passcodeGoodForDays: number } }>(
      "SELECT document FROM policy_version WHERE status = 'draft'",
    );
    expect(draft?.document.passcodeGoodForDays).toBe(30);
    const late = await numbers({ 'n-4': '31' });
    expect(late.status).toBe(409);
    expect(late.text).toMatch(/id="n-4"[^>]* value="30"/);
    const whole = {
      formToken: await formToken(),
      revision: '99',
      reason: 'Why',
      document: '{"a":1}',
    };
    const outdated = await post('/policy/draft', whole, lead);
    expect(outdated.status).toBe(409);
    expect(outdated.text).toMatch(/<textarea[^>]*>[^<]*&quot;passcodeGoodForDays&quot;: 30,/);
    expect(outdated.text).toMatch(/aria-label="What you typed">\{&quot;a&quot;:1\}<\/pre>/);
  });

  it('and records no workshop that cannot have been', async () => {
    const day = { 'heldOn[day]': '20', 'heldOn[month]': '11', 'heldOn[year]': '2026' };
    const fine = { ...day, kind: 'workshop', title: 'A talk', homes: '2', people: '' };
    const send = async (fields: object) =>
      (
        await post('/workshops', {
          ...fine,
          formToken: await hiddenOf('/workshops', 'formToken'),
          ...fields,
        })
      ).status;
    for (const wrong of [
      { kind: 'constructor' },
      { title: 'x'.repeat(200) },
      { homes: '-1' },
      { homes: '1e3' },
      { people: 'many' },
      { locations: '"><script>' },
      { 'heldOn[year]': '2099' },
    ])
      expect([wrong, await send(wrong)]).toEqual([wrong, 422]);
    expect(await send({ title: 'a\0b' })).toBe(400);
    expect(await send({ title: '<script>alert(1)</script>' })).toBe(303);
    expect((await get('/workshops')).text).not.toContain('<script>alert');
    const [one] = await api.db.query<{ id: string }>('SELECT id FROM workshop');
    for (const number of ['0', '2', 'Infinity', '1e99', '1.5'])
      expect([
        number,
        (
          await post(`/workshops/${one?.id}`, {
            ...fine,
            number,
            formToken: await hiddenOf('/workshops', 'formToken'),
          })
        ).status,
      ]).toEqual([number, 422]);
  });
});
