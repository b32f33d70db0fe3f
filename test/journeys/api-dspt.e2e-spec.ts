import { CasesService } from '@app/cases';
import { buildDsptList, giveCodes } from '../builders/dspt-list';
import { buildSite } from '../builders/register';
import { ApiClient, problemOf } from '../harness/api-client';

/** Saturday 21 November 2026. */
const now = '2026-11-21T10:00:00Z';

let client: ApiClient;

beforeEach(async () => {
  client = await ApiClient.start(now);
});
afterEach(() => client.close());

async function site(own: string | null, headquarters: string | null = null): Promise<string> {
  const { locationId } = await buildSite(client.api.db);
  await giveCodes(client.api.db, locationId, own, headquarters);
  return locationId;
}

async function openCase(locationId: string): Promise<string> {
  const { body } = await client.post('/cases', { locationId, on: '2026-11-01' });
  return body.id;
}

const factsOf = async (caseId: string) =>
  (await client.api.app.get(CasesService).timeline(caseId))
    .filter(({ type }) => type === 'dspt-published')
    .map(({ on, details, recordedBy }) => ({ on, recordedBy, ...details }));

describe('the DSPT of a site', () => {
  it('answers how it stands, why, and every publication there was', async () => {
    const id = await site('VINV1', 'AIN1');
    await buildDsptList(client.api.db, '2025-07-01', [
      'VINV1',
      '24/25 Approaching Standards',
      '2025-06-30',
    ]);
    await buildDsptList(
      client.api.db,
      '2026-11-20',
      ['VINV1', '25/26 Standards Met.', '2026-06-29'],
      ['AIN1', 'Not Published'],
    );
    const { body } = await client.get(`/sites/${id}/dspt`);
    expect(body).toMatchObject({
      locationId: id,
      on: '2026-11-21',
      eligible: 'yes',
      reasons: [{ code: 'dspt-current' }],
      alerts: [],
      standing: {
        code: 'VINV1',
        coverage: 'own',
        status: '25/26 Standards Met.',
        level: 'met',
        edition: '25/26',
        publishedOn: '2026-06-29',
        validTo: '2027-06-30',
      },
      inherited: { code: 'AIN1', level: 'not-published', eligible: 'no' },
      inclusion: null,
      history: [{ edition: '25/26' }, { edition: '24/25', whose: 'own' }],
      validTo: '2027-06-30',
      listDay: '2026-11-20',
      listIsOld: false,
    });
    const before = await client.get(`/sites/${id}/dspt?on=2026-01-15`);
    expect(before.body).toMatchObject({ eligible: 'yes', standing: { level: 'approaching' } });
  });

  it('of a site nobody knows, or on a day that is none, is refused', async () => {
    expect(problemOf(await client.get('/sites/1-1/dspt'))).toEqual([404, 'no-such-site']);
    const id = await site('VINV1');
    const [status] = problemOf(await client.get(`/sites/${id}/dspt?on=today`));
    expect(status).toBe(400);
  });

  it('an officer records that headquarters include it: it counts, and the open case is told', async () => {
    const id = await site('VINV1', 'AIN1');
    const caseId = await openCase(id);
    await buildDsptList(
      client.api.db,
      '2026-11-20',
      ['VINV1', 'Not Individually Registered.'],
      ['AIN1', '25/26 Standards Met', '2026-06-10'],
    );
    const asked = await client.get(`/sites/${id}/dspt`);
    expect(asked.body).toMatchObject({
      eligible: 'unknown',
      reasons: [{ code: 'ask-headquarters' }, {}, {}],
    });
    const path = `/sites/${id}/dspt/inclusion`;
    const body = { included: true, reason: 'Sam at headquarters, by phone today.' };
    const said = await client.send('put', path, { body });
    expect(said.body).toMatchObject({
      eligible: 'yes',
      standing: { coverage: 'inherited', level: 'met' },
      inclusion: { headquartersCode: 'AIN1', included: true, saidBy: `officer:${client.me.id}` },
    });
    await client.send('put', path, { body });
    expect(await factsOf(caseId)).toMatchObject([
      {
        on: '2026-06-10',
        level: 'met',
        coverage: 'inherited',
        recordedBy: said.body.inclusion.saidBy,
      },
    ]);
    const left = await client.send('delete', path);
    expect(left.body).toMatchObject({ eligible: 'unknown', inclusion: null });
  });

  it('is asked again for a code or a reason that cannot be, and viewers may not say it', async () => {
    const id = await site('VINV1');
    const path = `/sites/${id}/dspt/inclusion`;
    const put = (body: unknown, as: 'officer' | 'viewer' = 'officer') =>
      client.send('put', path, { body, as });
    expect(problemOf(await put({ included: true, reason: 'Sam.' }))).toEqual([
      400,
      'missing-headquarters-code',
    ]);
    const odd = await put({ included: true, reason: ' ', headquartersCode: 'nonsense' });
    expect(odd.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/headquartersCode',
      '/reason',
    ]);
    expect((await put({ included: 'perhaps', reason: 'Sam.' })).status).toBe(400);
    const given = { included: true, reason: 'Sam.', headquartersCode: 'AIN1' };
    expect((await put(given, 'viewer')).status).toBe(403);
    expect((await put(given)).status).toBe(200);
  });
});

describe('the DSPT of the area', () => {
  it('counts levels, and lists who is running out and who may not apply', async () => {
    const [good, lapsed] = [await site('VINV1'), await site('VINV2')];
    await site('VINV3');
    await buildDsptList(
      client.api.db,
      '2026-11-20',
      ['VINV1', '25/26 Standards Met', '2026-06-10'],
      ['VINV2', '21/22 Standards Met', '2022-06-10'],
    );
    const { body } = await client.get('/dspt/levels');
    expect(body).toMatchObject({
      on: '2026-11-21',
      sites: 3,
      levels: [
        { level: 'met', sites: 1, inherited: 0 },
        { level: 'lapsed', sites: 1 },
        { level: 'not-listed', sites: 1 },
      ],
      approachingOrBetter: 1,
      expiring: 1,
      expiringOn: '2027-06-30',
    });
    const listed = async (query: string) =>
      (await client.get(`/dspt/at-risk${query}`)).body.items.map(
        (s: { locationId: string }) => s.locationId,
      );
    expect(await listed('')).toEqual([good]);
    expect(await listed('?risk=not-eligible')).toEqual([lapsed]);
    expect(await listed('?risk=unknown&localAuthority=Nowhere')).toEqual([]);
  });

  it('goes through the list a page at a time', async () => {
    const all = [await site(null), await site(null), await site(null)];
    const first = await client.get('/dspt/at-risk?risk=unknown&limit=2');
    expect(first.body.items).toHaveLength(2);
    const rest = await client.get(
      `/dspt/at-risk?risk=unknown&limit=2&cursor=${first.body.nextCursor}`,
    );
    expect(rest.body.nextCursor).toBeNull();
    const seen = [...first.body.items, ...rest.body.items].map((s) => s.locationId);
    expect(seen.sort()).toEqual(all.sort());
  });
});

describe('a DSPT status nobody knows', () => {
  it('counts as what a person says, at once, and the open case is told', async () => {
    const id = await site('VINV1');
    const caseId = await openCase(id);
    await buildDsptList(client.api.db, '2026-11-20', [
      'VINV1',
      '25/26 Standards Nearly Met.',
      '2026-06-10',
    ]);
    expect((await client.get(`/sites/${id}/dspt`)).body.eligible).toBe('unknown');
    expect((await client.get('/dspt/statuses')).body.items).toEqual([
      {
        words: 'standards nearly met',
        texts: ['25/26 Standards Nearly Met.'],
        organisations: 1,
        ours: 1,
        level: null,
        classifiedBy: null,
        classifiedAt: null,
      },
    ]);
    const said = { words: 'standards nearly met', level: 'approaching' };
    const { body } = await client.post('/dspt/statuses', said);
    expect(body.items).toMatchObject([{ level: 'approaching' }]);
    expect((await client.get(`/sites/${id}/dspt`)).body.eligible).toBe('yes');
    expect(await factsOf(caseId)).toMatchObject([{ level: 'approaching', coverage: 'own' }]);
    await client.post('/dspt/statuses', { ...said, level: null });
    expect((await client.get(`/sites/${id}/dspt`)).body.eligible).toBe('unknown');
  });

  it('is classified only when a list has it', async () => {
    const answer = await client.post('/dspt/statuses', { words: 'gold', level: 'met' });
    expect(problemOf(answer)).toEqual([404, 'no-such-status']);
    const known = await client.post('/dspt/statuses', { words: 'Standards Met', level: 'met' });
    expect(problemOf(known)).toEqual([400, 'known-status']);
  });
});
