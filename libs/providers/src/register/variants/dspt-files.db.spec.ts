import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import { buildSite } from '../../../../../test/builders/register';
import { xlsxFile } from '../../../../../test/builders/workbooks';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { readHere } from '../files/read-here';
import type { ImportResult } from '../import-result';
import { Imports } from '../imports.service';

jest.setTimeout(60_000);

const header =
  'Code,Organisation Name,Status,Date Of Publication,Primary Sector,Commissioner (From ODS)';

describe('a DSPT list, imported', () => {
  let folder: string;
  let testing: TestDatabase;
  let db: Database;
  let own: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caseload-dspt-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    testing = await testDatabase();
    db = new Database(testing.url);
    own = (await buildSite(db)).locationId;
    await db.query(`UPDATE site SET ods_code = 'VINV1' WHERE location_id = $1`, [own]);
  });
  afterEach(async () => {
    await db.close();
    await testing.drop();
  });

  async function importFile(fileName: string, content: string | Buffer): Promise<ImportResult> {
    const path = join(folder, 'list');
    await writeFile(path, content);
    const imports = new Imports(db, new SettableClock('2026-11-21T10:00:00Z'), new Map(), readHere);
    return imports.run({ kind: 'dspt', path, fileName, actor: 'officer:1' });
  }

  const csv = (...rows: string[]): string => `${[header, ...rows].join('\r\n')}\r\n`;
  const list2025 = csv(
    'VINV1,INVENTED HOUSE (VINV1),24/25 Approaching Standards,30/06/2025,Social Care,',
    '16,An old council,Not Published,,Local Authority,',
    '8inv2,Somebody else,24/25 Standards Met,01/06/2025,Social Care,',
  );
  const list2026 = csv(
    'VINV1,INVENTED HOUSE (VINV1),25/26 Standards Met,29/06/2026,Social Care,',
    '16,An old council,Not Published,,Local Authority,',
    '8inv2,Somebody else,24/25 Standards Met,01/06/2025,Social Care,',
  );

  const stored = async (): Promise<string[]> =>
    (
      await db.query<{ line: string }>(
        `SELECT concat_ws(' ', code, status_text, published_on) AS line FROM dspt_status
          ORDER BY code COLLATE "C"`,
      )
    ).map(({ line }) => line);

  it('keeps every code it has, of every sector, and dates itself by the name of the file', async () => {
    const result = await importFile('DSPT search results 01_07_2025 09_15_00.csv', list2025);
    expect(result).toMatchObject({
      variant: 'dspt-search-results',
      asOf: '2025-07-01',
      rows: 3,
      read: 3,
      created: { providers: 0, sites: 0, statuses: 3, publications: 2 },
      // A social care code that no site and no provider carries.
      quarantined: 1,
      refused: null,
      problems: [],
    });
    expect(await stored()).toEqual([
      '016 Not Published',
      '8INV2 24/25 Standards Met 2025-06-01',
      'VINV1 24/25 Approaching Standards 2025-06-30',
    ]);
    expect(await db.query('SELECT FROM site')).toHaveLength(1);
  });

  it('a second time changes nothing; the next shows the new status and keeps the old publication', async () => {
    await importFile('DSPT search results 01_07_2025 09_15_00.csv', list2025);
    const again = await importFile('DSPT search results 01_07_2025 09_15_00.csv', list2025);
    expect(again).toMatchObject({
      created: { statuses: 0, publications: 0 },
      updated: { statuses: 0, publications: 0 },
      unchanged: { statuses: 3, publications: 2 },
    });
    const next = await importFile('DSPT search results 01_07_2026 09_15_00.csv', list2026);
    expect(next).toMatchObject({
      created: { statuses: 0, publications: 1 },
      updated: { statuses: 1 },
      unchanged: { statuses: 2, publications: 1 },
    });
    const published = await db.query<{ on: string }>(
      `SELECT published_on AS on FROM dspt_publication WHERE code = 'VINV1' ORDER BY 1`,
    );
    expect(published.map((p) => p.on)).toEqual(['2025-06-30', '2026-06-29']);
  });

  it('an older list adds what it knows of the past, and replaces nothing', async () => {
    await importFile('DSPT search results 01_07_2026 09_15_00.csv', list2026);
    const late = await importFile('DSPT search results 01_07_2025 09_15_00.csv', list2025);
    expect(late).toMatchObject({ created: { publications: 1 }, updated: { statuses: 0 } });
    expect((await stored()).at(-1)).toBe('VINV1 25/26 Standards Met 2026-06-29');
  });

  it('is compared by number with what the last one held of the same sectors', async () => {
    await importFile('DSPT search results 01_07_2025 09_15_00.csv', list2025);
    const councils = csv('16,An old council,Not Published,,Local Authority,');
    expect((await importFile('Councils 02_07_2025.csv', councils)).refused).toBeNull();
    const halfOfCare = csv('8inv2,Somebody else,24/25 Standards Met,01/06/2025,Social Care,');
    expect((await importFile('Care 03_07_2025.csv', halfOfCare)).refused?.code).toBe(
      'too-few-rows',
    );
  });

  it('is known as a workbook too, with days as numbers and columns somebody added', async () => {
    const rows = [
      ['', 'Code', 'lat', 'Organisation Name', 'Status', 'Date Of Publication', 'Primary Sector'],
      [0, 'VINV1', 53.2, 'Invented House', '2025-26 Standards Met.', 46203, 'Social Care'],
    ];
    const workbook = xlsxFile([{ name: 'DSPT search results', rows }]);
    const result = await importFile('DSPT_snapshot_16_11_26.xlsx', workbook);
    expect(result).toMatchObject({ refused: null, created: { statuses: 1, publications: 1 } });
    expect(await stored()).toEqual(['VINV1 2025-26 Standards Met. 2026-06-30']);
  });

  it('of 2019 is read by its own names of columns', async () => {
    const list = 'ODSCode,OrganisationName,PublicationStatus\nVINV1,Invented House,Standards Met\n';
    const result = await importFile('DSPT Progress as of 17_06_2019 15_25_54.csv', list);
    expect(result).toMatchObject({ asOf: '2019-06-17', created: { statuses: 1 } });
    expect(await stored()).toEqual(['VINV1 Standards Met']);
  });

  it('takes a status it does not know as it came, and says so', async () => {
    const list = csv('VINV1,Invented House,25/26 Standards Nearly Met,30/06/2026,Social Care,');
    const { problems } = await importFile('list.csv', list);
    expect(problems).toEqual([
      {
        row: 2,
        column: 'Status',
        code: 'unknown-status',
        message:
          '“25/26 Standards Nearly Met” is not a known DSPT status: it lets nobody apply until somebody says what it comes to.',
      },
    ]);
    const levels = await db.query('SELECT level, edition FROM dspt_status');
    expect(levels).toEqual([{ level: 'unknown', edition: '25/26' }]);
  });
});
