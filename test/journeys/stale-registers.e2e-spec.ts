import { CasesService } from '@app/cases';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { ApiClient } from '../harness/api-client';
import { fromOwnPage } from '../harness/api';

const today = '2026-11-24T10:00:00Z';

describe('registers that grow old', () => {
  let client: ApiClient;
  let cookie: string;
  let caseId: string;

  beforeAll(async () => {
    client = await ApiClient.start(today);
    const { api, me } = client;
    cookie = await api.signIn(me);
    const { locationId } = await buildSite(api.db, { name: 'Ashby House' });
    const cases = api.app.get(CasesService);
    caseId = (await cases.open({ locationId, officerId: me.id, on: '2026-11-02' }, 'system')).id;
  });
  afterAll(() => client.api.close());

  const imported = (kind: string, asOf: string) =>
    client.api.db.query(
      `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result, as_of)
       VALUES (gen_random_uuid(), $1, 'a file', '', $2, 'system', '{}', $3)`,
      [kind, today, asOf],
    );
  const get = async (path: string): Promise<string> =>
    (await request(client.api.server).get(path).set('Cookie', cookie).expect(200)).text;
  const form = `/record/submitted`;
  const page = () => get(`/cases/${caseId}${form}`);

  /** Sends the form as it stands on the page, with what is typed besides. */
  async function send(typed: Record<string, string>) {
    const text = await page();
    const hidden = (name: string): string =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
    return request(client.api.server)
      .post(`/cases/${caseId}${form}`)
      .set(fromOwnPage)
      .set('Cookie', cookie)
      .type('form')
      .send({
        formToken: hidden('formToken'),
        version: hidden('version'),
        'on[day]': '24',
        'on[month]': '11',
        'on[year]': '2026',
        time: '9:30am',
        ...typed,
      });
  }

  it('are not missed while none was ever brought in', async () => {
    expect(await get('/')).not.toContain('Bring in newer data');
    expect(await page()).not.toContain('Check the DSPT first');
    const { body } = await client.get('/freshness');
    expect(body.registers).toContainEqual({
      register: 'dspt',
      asOf: null,
      days: null,
      limit: 7,
      stale: false,
    });
  });

  it('are told of by name when the bank holidays end in under six months', async () => {
    const { clock } = client.api;
    const asked = async () => (await client.get('/freshness')).body.bankHolidays;
    expect(await asked()).toEqual({ knownUntil: '2028-12-26', short: false });
    expect(await get('/')).not.toContain('bank holidays are known only');
    expect(await get('/imports')).toContain('Known up to Tuesday 26 December 2028');
    clock.set('2028-06-27T09:00:00Z');
    try {
      expect(await asked()).toEqual({ knownUntil: '2028-12-26', short: true });
      cookie = await client.api.signIn(client.me);
      expect(await get('/')).toContain(
        'England’s bank holidays are known only up to Tuesday 26 December 2028',
      );
      expect(await get('/imports')).toContain('bring in a newer list');
    } finally {
      clock.set(today);
    }
    cookie = await client.api.signIn(client.me);
  });

  it('are told of on Today once they are too old', async () => {
    await imported('dspt', '2026-11-17');
    expect(await get('/')).not.toContain('Bring in newer data');
    await imported('cqc', '2026-11-10');
    expect(await get('/')).toContain(
      'The CQC register is of Tuesday 10 November 2026: 14 days old, where 7 days is the most.',
    );
  });

  it('count as read when a live service had nothing new', async () => {
    await client.api.db.query(
      `INSERT INTO register_service (service, succeeded_at) VALUES ('cqc', '2026-11-23T23:30:00Z')`,
    );
    expect(await get('/')).not.toContain('Bring in newer data');
  });

  it('make the officer look the DSPT up before a submission, and that stays visible', async () => {
    await client.api.db.query("UPDATE import_run SET as_of = '2026-11-16' WHERE kind = 'dspt'");
    expect(await page()).toContain('Check the DSPT first');
    const refused = await send({});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Look the home’s DSPT up on the public site');
    expect(refused.text).toContain('value="9:30am"');
    const taken = await send({ dsptChecked: 'yes' });
    expect(taken.status).toBe(303);
    expect(await get(taken.headers.location as string)).toContain(
      'The DSPT list held here is of Monday 16 November 2026, too old to rely on. The home’s DSPT was looked up by hand.',
    );
  });
});
