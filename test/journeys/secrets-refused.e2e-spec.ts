import request from 'supertest';
import { exemptFields, isExempt } from '../../apps/api/src/secrets/exempt-fields';
import { type TestApi, fromOwnPage, startApi } from '../harness/api';
import { whereStored } from '../harness/every-value';
import { LivedIn } from '../harness/lived-in';
import { type FormOnPage, formsOf } from '../harness/page-forms';
import { RealIds } from '../harness/real-ids';
import { isApi, nameOf, type Route, routesOf } from '../harness/routes';
import { stringFields } from '../harness/string-fields';

/** Tuesday 24 November 2026. */
const start = '2026-11-24T10:00:00Z';
const value = '48213377';
const pasted = `Sam rang, the passcode is ${value}`;

let api: TestApi;
let token: string;
let cookie: string;
let ids: RealIds;

beforeAll(async () => {
  api = await startApi(start);
  const lead = await api.addOfficer('lead');
  token = lead.token;
  cookie = await api.signIn(lead.officer);
  const lived = new LivedIn(api, { officer: token, lead: token });
  await lived.furnish();
  const home = await lived.addHome();
  await lived.work();
  const links = Object.values(home.links);
  ids = new RealIds(api.db, (path, place) =>
    place === 'token' && path.startsWith('/a/') ? links : undefined,
  );
}, 60_000);
afterAll(() => api.close());

/** Registers come as files, with hundreds of columns of public numbers; their cells are masked. */
const files = new Set(['/api/v1/imports', '/api/v1/import-jobs']);

const changing = (): Route[] =>
  routesOf(api.app).filter(
    ({ method, path }) =>
      ['post', 'put', 'patch', 'delete'].includes(method) &&
      !(method === 'post' && files.has(path)),
  );

const addressOf = async ({ path }: Route): Promise<string> =>
  (await ids.addresses(path))[0] ?? path;

describe('a pasted secret', () => {
  it('is refused in every text of every body the API describes', async () => {
    const { body: document } = await request(api.server).get('/api/openapi.json');
    const tried: string[] = [];
    const wrong: string[] = [];
    for (const route of changing().filter(isApi)) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method];
      const schema = operation?.requestBody?.content?.['application/json']?.schema;
      if (!schema) continue;
      const address = await addressOf(route);
      for (const { pointer, build } of stringFields(schema, document)) {
        const answer = await request(api.server)
          [route.method](address)
          .set('Authorization', `Bearer ${token}`)
          .send(build(pasted) as object);
        tried.push(`${nameOf(route)} ${pointer}`);
        const { status, body, text } = answer;
        const isRefused = status === 422 && body.code === 'secret-refused';
        if (!isRefused || body.errors[0].pointer !== pointer || text.includes(value))
          wrong.push(`${status} ${body.code} ${nameOf(route)} ${pointer}`);
      }
    }
    console.info(`secrets in bodies of the API: ${tried.length} fields, ${wrong.length} taken`);
    expect(wrong).toEqual([]);
    expect(tried.length).toBeGreaterThan(60);
  }, 60_000);

  it('is refused in every field of every form that a page shows', async () => {
    const shown = new Map<string, { form: FormOnPage; field: string }>();
    for (const route of routesOf(api.app)) {
      if (route.method !== 'get' || isApi(route)) continue;
      for (const address of await ids.addresses(route.path, 30)) {
        const { status, text } = await request(api.server).get(address).set('Cookie', cookie);
        if (status !== 200 || typeof text !== 'string') continue;
        for (const form of formsOf(text, address))
          for (const field of form.fields) shown.set(`${route.path} ${field}`, { form, field });
      }
    }
    const exempt = new Set<string>();
    const taken: string[] = [];
    for (const [name, { form, field }] of shown) {
      if (isExempt(form.action, field)) {
        exempt.add(field);
        continue;
      }
      const answer = await request(api.server)
        .post(form.action)
        .set(fromOwnPage)
        .set('Cookie', cookie)
        .type('form')
        .send({ ...form.values, [field]: pasted });
      const isRefused = answer.status === 422 && answer.text.includes('We did not keep that');
      if (!isRefused || answer.text.includes(value)) taken.push(`${name}: ${answer.status}`);
    }
    console.info(
      `secrets in forms: ${shown.size} fields, ${taken.length} taken; not searched: ${[...exempt].sort().join(', ')}`,
    );
    expect(taken).toEqual([]);
    expect(shown.size).toBeGreaterThan(60);
  }, 120_000);

  it('is refused by every address that changes anything, and by every search', async () => {
    const wrong: string[] = [];
    for (const route of changing()) {
      const address = await addressOf(route);
      const sending = request(api.server)[route.method](address);
      const answer = isApi(route)
        ? await sending.set('Authorization', `Bearer ${token}`).send({ anything: [pasted] })
        : await sending
            .set(fromOwnPage)
            .set('Cookie', cookie)
            .type('form')
            .send({ anything: pasted });
      if (answer.status !== 422 || answer.text.includes(value))
        wrong.push(`${answer.status} ${nameOf(route)}`);
    }
    expect(wrong).toEqual([]);
    for (const path of ['/sites', '/cases', '/api/v1/sites']) {
      const answer = await request(api.server)
        .get(path)
        .query({ q: pasted })
        .set('Cookie', cookie)
        .set('Authorization', `Bearer ${token}`);
      expect([path, answer.status, answer.text.includes(value)]).toEqual([path, 422, false]);
    }
  }, 60_000);

  it('comes back with the rest of the form and an empty box', async () => {
    const [task] = await api.db.query<{ id: string }>('SELECT id FROM task LIMIT 1');
    const { text } = await request(api.server)
      .post(`/tasks/${task?.id}`)
      .set(fromOwnPage)
      .set('Cookie', cookie)
      .type('form')
      .send({ formToken: 'a-token-of-the-form', note: value, other: 'kept "as" it <was>' })
      .expect(422);
    expect(text).toContain('name="formToken" value="a-token-of-the-form"');
    expect(text).toContain('name="other" value="kept &quot;as&quot; it &lt;was&gt;"');
    expect(text).toMatch(/<textarea[^>]* name="note"[^>]*><\/textarea>/);
    expect(text).toContain('Take out what looks like a passcode or PIN');
  });

  it('leaves nothing in any table and no line of the log', async () => {
    expect(await whereStored(api.db, [value])).toEqual([]);
    expect(api.logLines.filter((line) => line.includes(value))).toEqual([]);
  });
});

it('every field that is not searched says why', () => {
  for (const { names, reason } of exemptFields) {
    expect(names.length).toBeGreaterThan(0);
    expect(reason.length).toBeGreaterThan(20);
  }
});
