import { CasesService, PeopleFormService } from '@app/cases';
import request from 'supertest';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

const start = '2026-11-24T10:00:00Z';

/** The officer reads the list across into the portal, and it is known who looked. */
describe('what the portal asks for', () => {
  let api: TestApi;
  let cookie: string;
  let viewer: string;
  let caseId: string;
  let locationId: string;

  beforeAll(async () => {
    api = await startApi(start);
    const { officer } = await api.addOfficer('officer');
    cookie = await api.signIn(officer);
    viewer = await api.signIn((await api.addOfficer('viewer')).officer);
    ({ locationId } = await buildSite(api.db, { name: 'Ashby House', town: 'Lincoln' }));
    await api.db.query("UPDATE site SET postcode = 'LN1 1AA', ods_code = 'VLX1A'");
    const cases = api.app.get(CasesService);
    caseId = (await cases.open({ locationId, officerId: officer.id, on: '2026-11-01' }, 'system'))
      .id;
    const people = [
      { person: 'Mem Ber', role: 'member', mobile: '07700900103', email: 'mem@home.example' },
      {
        person: '=cmd|calc',
        role: 'owner and administrator',
        job: 'Deputy "boss", nights',
        mobile: '+447700900101',
        email: 'own@home.example',
      },
      { person: 'Joy Ner', role: 'owner', mobile: '07700900102', email: 'joy@nhs.net' },
    ];
    for (const one of people)
      await cases.record(caseId, { type: 'person-added', on: '2026-11-20', ...one }, 'system');
  });
  afterAll(() => api.close());

  const path = () => `/cases/${caseId}/portal`;
  const get = (as = cookie) => request(api.server).get(path()).set('Cookie', as);
  const post = (more = '', as = cookie) =>
    request(api.server).post(`${path()}${more}`).set(fromOwnPage).set('Cookie', as).type('form');
  const readings = () =>
    api.db.query<{ how: string }>(
      `SELECT CASE action WHEN 'details-exported' THEN 'csv' ELSE 'page' END AS how
         FROM audit_entry WHERE why = 'portal' ORDER BY id`,
    );

  it('says what is missing first, and shows nothing before somebody presses', async () => {
    const { text } = await get().expect(200);
    expect(text).toContain('Would you like help to get NHSmail for this home?');
    expect(text).toContain('Joy Ner: already on NHSmail');
    for (const secret of ['900101', 'own@home.example', '=cmd']) expect(text).not.toContain(secret);
    expect(await readings()).toEqual([]);
  });

  it('shows all in the order of the portal, owner first, and writes down who looked', async () => {
    const { text } = await post().expect(200);
    const order = [
      'Questions before you begin',
      locationId,
      'never kept here',
      'LN1 1AA',
      'VLX1A',
      'Lincoln',
      '1. =cmd|calc',
      '07700900101',
      'own@home.example',
      '2. Mem Ber',
      '07700900103',
      'Not to be typed in',
      'Joy Ner',
    ];
    const places = order.map((what) => text.indexOf(what));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(await readings()).toEqual([{ how: 'page' }]);
    const { text: after } = await get();
    expect(after).toContain('officer 1 looked at them (3 people)');
    expect(after).toContain('Tuesday 24 November 2026 at 10:00am');
  });

  it('downloads as CSV that no spreadsheet runs', async () => {
    const answer = await post('/csv').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename=portal-${locationId}.csv`,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text.replace(/^\ufeff/, '').split('\r\n')).toEqual([
      'CQC location ID,Postcode,ODS code,Town,Place,Name,Mobile,Email,In the shared mailbox,Role in the home,Account',
      `${locationId},LN1 1AA,VLX1A,Lincoln,1,'=cmd|calc,07700 900101,own@home.example,owner and administrator,"Deputy ""boss"", nights",new`,
      `${locationId},LN1 1AA,VLX1A,Lincoln,2,Mem Ber,07700 900103,mem@home.example,member,,new`,
      `${locationId},LN1 1AA,VLX1A,Lincoln,,Joy Ner,07700 900102,joy@nhs.net,owner,,"has NHSmail: join, do not type in"`,
      '',
    ]);
    expect(await readings()).toEqual([{ how: 'page' }, { how: 'csv' }]);
  });

  it('is not for viewers, nor for whoever has not signed in, nor for another site’s page', async () => {
    await get(viewer).expect(403);
    await post('', viewer).expect(403);
    await post('/csv', viewer).expect(403);
    await post('', 'x=y').expect(303);
    await request(api.server)
      .post(path())
      .set('Cookie', cookie)
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(403);
    expect(await readings()).toHaveLength(2);
  });

  it('is on the case page, with how far the form is', async () => {
    const { text } = await request(api.server).get(`/cases/${caseId}`).set('Cookie', cookie);
    expect(text).toContain('The people form');
    expect(text).toContain('Not sent yet');
    expect(text).toContain(`href="/cases/${caseId}/write/gather"`);
    expect(text).toContain(`href="${path()}"`);
  });

  it('stands on Today when a home has sent its list in', async () => {
    const form = api.app.get(PeopleFormService);
    await form.save(caseId, {
      key: 'p1',
      mark: (await form.read(caseId)).rows[0]?.mark ?? '',
      typed: { job: 'Cook', role: 'member' },
    });
    const { mark } = await form.read(caseId);
    expect(await form.sendIn(caseId, mark, 'provider:x')).toMatchObject({ did: 'recorded' });
    const { text } = await request(api.server).get('/').set('Cookie', cookie);
    expect(text).toContain('The people form has arrived');
    expect(text).toContain('Ashby House');
  });
});
