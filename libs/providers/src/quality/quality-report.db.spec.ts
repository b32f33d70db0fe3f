import { randomUUID } from 'node:crypto';
import type { QualityCode } from '@app/domain';
import { Database, SettableClock } from '@app/platform';
import { type TestDatabase, testDatabase } from '../../../../test/harness/database';
import { SitesService } from '../sites/sites.service';
import { QualityReports } from './quality-report.service';

let test: TestDatabase;
let db: Database;
let reports: QualityReports;
let sites: SitesService;
const clock = new SettableClock('2026-11-20T10:00:00Z');

beforeAll(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  reports = new QualityReports(db, clock);
  sites = new SitesService(db);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

async function importRun(): Promise<string> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO import_run (id, kind, file_name, file_sha256, imported_at, imported_by, result)
     VALUES ($1, 'cqc', 'invented.csv', '', '2026-11-01T09:00:00Z', 'test', '{}')`,
    [id],
  );
  return id;
}

let serial = 0;

/** A site that nothing is missing of; name what should differ. */
async function add(values: Record<string, unknown> = {}): Promise<string> {
  serial += 1;
  const import_id = await importRun();
  const locationId = `1-70000000${String(serial).padStart(2, '0')}`;
  const at = '2026-11-01T09:00:00Z';
  const all = {
    location_id: locationId,
    provider_id: `1-80000000${serial}`,
    provider_name: `Provider ${serial}`,
    name: `House ${serial}`,
    care_home: true,
    ods_code: `VZZ${String(serial).padStart(2, '0')}`,
    postcode: `LN${serial} 1AA`,
    phone: `015220000${String(serial).padStart(2, '0')}`,
    local_authority: 'Westshire',
    registered_managers: ['Ms Alex Example'],
    in_scope: true,
    import_id,
    changed_at: at,
    search: '',
    ...values,
  };
  await db.query(
    `INSERT INTO site (${Object.keys(all).join(', ')})
     VALUES (${Object.keys(all)
       .map((_, i) => `$${i + 1}`)
       .join(', ')})`,
    Object.values(all),
  );
  return locationId;
}

const found = async (locationId: string): Promise<QualityCode[]> => {
  await reports.review();
  return (await reports.ofSite(locationId)).sort();
};

describe('before anything is in the register', () => {
  it('nothing is found, and nothing was looked at', async () => {
    expect(await reports.get()).toMatchObject({ reviewedAt: null, upToDate: false, sites: 0 });
    expect(await reports.review()).toBe(true);
    expect(await reports.get()).toEqual({
      reviewedAt: '2026-11-20T10:00:00Z',
      upToDate: true,
      sites: 0,
      found: new Map(),
    });
  });
});

describe('what is found of a site', () => {
  it('is nothing when all is there', async () => {
    expect(await found(await add())).toEqual([]);
  });

  it.each([
    ['no-ods-code', { ods_code: null }],
    ['headquarters-code', { ods_code: 'AQ3M' }],
    ['doubtful-ods-code', { ods_code: '8HK29' }],
    ['no-phone', { phone: null }],
    ['no-manager', { registered_managers: null }],
    ['manager-absent', { manager_absent_on: '2026-10-01' }],
    ['no-postcode', { postcode: null }],
    ['invalid-postcode', { postcode: 'LN1' }],
    ['provider-not-known', { provider_name: null }],
  ])('%s', async (code, values) => {
    expect(await found(await add(values))).toEqual([code]);
  });

  it('is that only its name is known', async () => {
    expect(await found(await add({ care_home: null, in_scope: false }))).toEqual([
      'details-not-known',
    ]);
  });

  it.each([
    ['is not one of ours', { in_scope: false, phone: null }],
    ['is deregistered', { registration_status: 'deregistered', phone: null }],
  ])('is not asked when it %s', async (_, values) => {
    expect(await found(await add(values))).toEqual([]);
  });

  it('is what another site has too, a phone and postcode only of another provider', async () => {
    const one = {
      name: 'The Laurels',
      ods_code: 'VYY01',
      phone: '01522999999',
      postcode: 'LN9 9ZZ',
    };
    const first = await add({ ...one, provider_id: '1-9001' });
    const sameProvider = await add({
      phone: one.phone,
      postcode: one.postcode,
      provider_id: '1-9001',
    });
    expect(await found(first)).toEqual([]);
    const second = await add({ ...one, name: 'the laurels' });
    expect(await found(first)).toEqual([
      'duplicate-name',
      'shared-ods-code',
      'shared-phone',
      'shared-postcode',
    ]);
    expect(await found(second)).toHaveLength(4);
    expect(await found(sameProvider)).toEqual(['shared-phone', 'shared-postcode']);
    const elsewhere = await add({ name: 'The Laurels', local_authority: 'Eastshire' });
    expect(await found(elsewhere)).toEqual([]);
  });

  it('is what the ODS directory says otherwise', async () => {
    const id = await add({ ods_code: 'VXX01', postcode: 'LN8 8AA' });
    await db.query(
      `INSERT INTO ods_organisation (code, name, active, postcode, import_id, changed_at)
       VALUES ('VXX01', 'X', false, 'LN8 8AB', $1, now())`,
      [await importRun()],
    );
    expect(await found(id)).toEqual(['closed-ods-code', 'postcode-differs']);
  });

  it('is a closed ODS code, from the day on which it closes', async () => {
    const [past, toCome] = [await add({ ods_code: 'VWW01' }), await add({ ods_code: 'VWW02' })];
    await db.query(
      `INSERT INTO ods_organisation (code, name, active, closed_on, import_id, changed_at)
       VALUES ('VWW01', 'X', true, '2026-11-20', $1, now()),
              ('VWW02', 'X', true, '2026-11-22', $1, now())`,
      [await importRun()],
    );
    expect(await found(past)).toEqual(['closed-ods-code']);
    expect(await found(toCome)).toEqual([]);
    clock.set('2026-11-22T00:00:00Z');
    try {
      expect((await reports.get()).upToDate).toBe(false);
      expect(await found(toCome)).toEqual(['closed-ods-code']);
    } finally {
      clock.set('2026-11-20T10:00:00Z');
      await reports.review();
    }
  });

  it('is a DSPT status that is missing or unknown, once there is a list', async () => {
    const [known, unknown, missing] = [await add(), await add(), await add()];
    const codes = await db.query<{ code: string }>(
      'SELECT ods_code AS code FROM site WHERE location_id = ANY ($1) ORDER BY location_id',
      [[known, unknown]],
    );
    expect(await found(missing)).toEqual([]);
    await db.query(
      `INSERT INTO dspt_status (code, status_text, level, import_id, changed_at)
       VALUES ($1, '25/26 Standards Met', 'met', $3, now()), ($2, '25/26 Nearly', 'unknown', $3, now())`,
      [codes[0]?.code, codes[1]?.code, await importRun()],
    );
    expect(await found(known)).toEqual([]);
    expect(await found(unknown)).toEqual(['dspt-status-unknown']);
    expect(await found(missing)).toEqual(['no-dspt-status']);
    await db.query(
      `INSERT INTO dspt_classification (status_words, level, classified_by, classified_at)
       VALUES ('nearly', 'approaching', 'Jo', now())`,
    );
    expect(await found(unknown)).toEqual([]);
  });
});

describe('a report', () => {
  it('counts and leads to the very sites', async () => {
    await reports.review();
    const { found: counts, sites: looked } = await reports.get();
    expect(looked).toBeGreaterThan(15);
    for (const [code, count] of counts)
      expect((await sites.search({ quality: code, limit: 200 })).items).toHaveLength(count);
    expect(counts.get('no-phone')).toBe(1);
  });

  it('is not made again until something has changed', async () => {
    await reports.review();
    clock.set('2026-11-21T10:00:00Z');
    expect(await reports.review()).toBe(false);
    expect((await reports.get()).reviewedAt).toBe('2026-11-20T10:00:00Z');
    const id = await add({ phone: null });
    expect((await reports.get()).upToDate).toBe(false);
    expect(await Promise.all([reports.review(), reports.review()])).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(await reports.get()).toMatchObject({
      reviewedAt: '2026-11-21T10:00:00Z',
      upToDate: true,
    });
    await db.query("UPDATE site SET phone = '01522888888' WHERE location_id = $1", [id]);
    await importRun();
    expect(await found(id)).not.toContain('no-phone');
  });
});
