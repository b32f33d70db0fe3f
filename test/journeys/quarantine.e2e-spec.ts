import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Imports } from '@app/providers';
import { lineFile, lineRow } from '../builders/line-by-line';
import { buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import { ApiClient, problemOf } from '../harness/api-client';

const nobody = '00000000-0000-4000-8000-000000000000';

describe('rows that fit no site, over the JSON API', () => {
  let client: ApiClient;
  let locationId: string;
  let folder: string;
  let caseId: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caseload-lines-'));
    client = await ApiClient.start('2026-12-01T10:00:00Z');
    const { db } = client.api;
    ({ locationId } = await buildSite(db, { name: 'Amber Lodge', town: 'Wexham' }));
    const changes = { [locationId]: { postcode: 'LN1 1AA', registration_status: 'registered' } };
    await buildImport(db, { asOf: '2026-11-01', changes });
    caseId = (await client.post('/cases', { locationId, on: '2026-11-02' })).body.id;
    const path = join(folder, 'lines.csv');
    const rows = [
      lineRow({ 'CQC ID': '1-970000001', Name: 'AMBER LODGE CARE HOME', Dormant: 'Y' }),
      lineRow({
        'CQC ID': '1-970000002',
        Name: 'Nowhere Hall',
        Postcode: 'ZE1 0AA',
        'ODS code': '',
      }),
    ];
    writeFileSync(path, lineFile(rows));
    const request = { kind: 'line-by-line', path, fileName: 'lines.csv', actor: 'test' } as const;
    const result = await client.api.app.get(Imports).run({ ...request, asOf: '2026-11-20' });
    expect(result).toMatchObject({ refused: null, quarantined: 2 });
  }, 60_000);
  afterAll(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  const listed = async (query = '') => (await client.get(`/quarantine${query}`)).body;
  const decide = (id: string, body: object) => client.post(`/quarantine/${id}/decision`, body);

  it('are listed a page at a time, and counted', async () => {
    const first = await listed('?limit=1');
    expect(first.items).toMatchObject([{ state: 'waiting', row: 2, kind: 'line-by-line' }]);
    const second = await listed(`?limit=1&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ items: [{ row: 3 }], nextCursor: null });
    expect((await listed('?kind=ods')).items).toEqual([]);
    expect((await client.get('/quarantine/counts')).body).toEqual({
      counts: [{ kind: 'line-by-line', state: 'waiting', rows: 2 }],
    });
  });

  it('are shown with the sites they resemble, and why', async () => {
    const [like, unlike] = (await listed()).items;
    expect((await client.get(`/quarantine/${like.id}`)).body.suggestions).toEqual([
      {
        locationId,
        name: 'Amber Lodge',
        town: 'Wexham',
        postcode: 'LN1 1AA',
        odsCode: null,
        providerName: 'Invented Care Ltd',
        isDeregistered: false,
        score: 85,
        evidence: [
          'The same name, Amber Lodge',
          'The same postcode, LN1 1AA',
          'In the same town, Wexham',
        ],
      },
    ]);
    expect((await client.get(`/quarantine/${unlike.id}`)).body.suggestions).toEqual([]);
  });

  it('of the DSPT list are named beside a site without a status, as a hint and no more', async () => {
    const { db } = client.api;
    const importId = await buildImport(db, { asOf: '2026-11-20', kind: 'dspt', changes: {} });
    await db.query(
      `INSERT INTO dspt_status (code, name, status_text, level, sector, import_id, changed_at)
       VALUES ('VZZ77', 'AMBER LODGE', '25/26 Standards Met', 'met', 'Social care', $1, now())`,
      [importId],
    );
    expect((await client.get('/quarantine/dspt?limit=1')).body).toMatchObject({
      items: [
        {
          locationId,
          odsCode: null,
          likely: [{ code: 'VZZ77', evidence: ['The same name, Amber Lodge'] }],
        },
      ],
      nextCursor: null,
    });
    const bad = await client.get('/quarantine/dspt?cursor=WyIxIiwiMiJd');
    expect(problemOf(bad)).toEqual([400, 'invalid-cursor']);
    await db.query("DELETE FROM dspt_status WHERE code = 'VZZ77'");
  });

  it('go where a person says, which open cases hear; and come back with all they brought', async () => {
    const [{ id }] = (await listed()).items;
    const matched = await decide(id, { decision: 'match', locationId });
    expect([matched.status, matched.body.state]).toEqual([200, 'matched']);
    expect(problemOf(await decide(id, { decision: 'dismiss' }))).toEqual([409, 'row-decided']);
    expect((await client.get(`/sites/${locationId}`)).body).toMatchObject({
      phone: '01522000001',
      odsCode: 'VZZ01',
    });
    const types = async () =>
      (await client.get(`/cases/${caseId}/facts`)).body.items.map((f: { type: string }) => f.type);
    expect(await types()).toContain('site-dormant');

    const undone = await decide(id, { decision: 'undo' });
    expect(undone.body).toMatchObject({ state: 'waiting', site: null, appliedIn: null });
    expect((await client.get(`/sites/${locationId}`)).body).toMatchObject({
      phone: null,
      odsCode: null,
    });
    expect(await types()).toContain('retracted');
  });

  it('are set aside for good when they are none of ours', async () => {
    const [, { id }] = (await listed()).items;
    expect((await decide(id, { decision: 'dismiss' })).body.state).toBe('dismissed');
    expect((await listed('?state=dismissed')).items).toMatchObject([{ id }]);
    expect((await listed()).items).toHaveLength(1);
  });

  it('say what is wrong with a request', async () => {
    const [{ id }] = (await listed()).items;
    expect(problemOf(await client.get(`/quarantine/${nobody}`))).toEqual([404, 'no-such-row']);
    expect(problemOf(await client.get('/quarantine/x'))).toEqual([404, 'no-such-row']);
    expect(problemOf(await client.get('/quarantine?state=open'))).toEqual([400, 'invalid-input']);
    expect(problemOf(await client.get('/quarantine?cursor=x'))[0]).toBe(400);
    const nowhere = await decide(id, { decision: 'match', locationId: '1-999' });
    expect(problemOf(nowhere)).toEqual([400, 'no-such-site']);
    expect(problemOf(await decide(id, { decision: 'match' }))).toEqual([400, 'invalid-input']);
    expect(problemOf(await decide(id, { decision: 'undo' }))).toEqual([409, 'row-undecided']);
    const asViewer = await client.send('post', `/quarantine/${id}/decision`, {
      as: 'viewer',
      body: { decision: 'dismiss' },
    });
    expect(asViewer.status).toBe(403);
  });
});
