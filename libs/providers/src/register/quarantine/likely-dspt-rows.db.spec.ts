import { Database } from '@app/platform';
import { buildSite } from '../../../../../test/builders/register';
import { buildImport } from '../../../../../test/builders/register-changes';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { likelyDsptRows } from './likely-dspt-rows';

let test: TestDatabase;
let db: Database;
let importId: string;

beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  importId = await buildImport(db, { asOf: '2026-11-01', changes: {} });
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const list = (code: string, name: string, sector = 'Social care') =>
  db.query(
    `INSERT INTO dspt_status (code, name, status_text, level, sector, import_id, changed_at)
     VALUES ($1, $2, '25/26 Standards Met', 'met', $3, $4, now())`,
    [code, name, sector, importId],
  );
const site = async (name: string, odsCode: string | null = null): Promise<string> => {
  const { locationId } = await buildSite(db, { name });
  await db.query('UPDATE site SET ods_code = $2, postcode = $3 WHERE location_id = $1', [
    locationId,
    odsCode,
    'LN1 1AA',
  ]);
  return locationId;
};
const all = async () => (await likelyDsptRows(db, { limit: 25 })).items;

describe('rows of the DSPT list that resemble a site without a status', () => {
  it('are shown by name, whatever the list adds to it, and nothing is changed', async () => {
    const locationId = await site('Amber Lodge', 'VZZ01');
    await list('VZZ99', 'AMBER LODGE CARE HOME (VZZ99)');
    await list('VZZ98', 'NOWHERE HALL');
    const before = await db.query('SELECT * FROM site');
    expect(await all()).toMatchObject([
      { locationId, odsCode: 'VZZ01', likely: [{ code: 'VZZ99', score: 45 }] },
    ]);
    expect(await db.query('SELECT * FROM site')).toEqual(before);
  });

  it('come first where the ODS directory gives the same postcode', async () => {
    await site('St Mary’s House');
    await list('VZZ97', 'ST MARYS HOUSE');
    await list('VZZ98', "ST MARY'S HOUSE");
    await db.query(
      `INSERT INTO ods_organisation (code, name, active, postcode, import_id, changed_at)
       VALUES ('VZZ98', 'X', true, 'LN1 1AA', $1, now())`,
      [importId],
    );
    expect((await all())[0]?.likely.map(({ code, score }) => [code, score])).toEqual([
      ['VZZ98', 80],
      ['VZZ97', 45],
    ]);
  });

  it('are left out when the site has a status, or the code is somebody’s or no site’s', async () => {
    await site('Amber Lodge', 'VZZ01');
    await list('VZZ01', 'AMBER LODGE');
    await list('VZZ99', 'AMBER LODGE');
    expect(await all()).toEqual([]);
    await site('Birch Court');
    await site('Another Home', 'VZZ02');
    await list('VZZ02', 'BIRCH COURT');
    await list('A1B2', 'BIRCH COURT');
    await list('VZZ03', 'BIRCH COURT', 'Dentist');
    expect(await all()).toEqual([]);
    await list('VZZ04', 'BIRCH COURT');
    expect((await all())[0]?.likely.map(({ code }) => code)).toEqual(['VZZ04']);
  });

  it('are left out for sites that are not ours or have closed', async () => {
    await site('Amber Lodge');
    await list('VZZ99', 'AMBER LODGE');
    expect(await all()).toHaveLength(1);
    await db.query("UPDATE site SET registration_status = 'deregistered'");
    expect(await all()).toEqual([]);
    await db.query("UPDATE site SET registration_status = 'registered', in_scope = false");
    expect(await all()).toEqual([]);
  });

  it('are listed a page at a time, each site once', async () => {
    for (let n = 0; n < 7; n++) {
      await site(`Ambergate ${n}`);
      await list(`VZ${n}99`, `AMBERGATE ${n}`);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await likelyDsptRows(db, { limit: 3, cursor });
      seen.push(...page.items.map(({ locationId }) => locationId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    await expect(likelyDsptRows(db, { limit: 3, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});
