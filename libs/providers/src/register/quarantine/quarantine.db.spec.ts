import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import fc from 'fast-check';
import {
  type RatingsRow,
  ratingsFile,
  ratingsRow,
} from '../../../../../test/builders/latest-ratings';
import { type LineRow, lineFile, lineRow } from '../../../../../test/builders/line-by-line';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import type { ImportResult } from '../import-result';
import { readHere } from '../files/read-here';
import { Imports } from '../imports.service';
import { undoImport } from '../undo/undo-import';
import type { QuarantinedRow } from './quarantined-row';
import { Quarantine } from './quarantine.service';

const clock = new SettableClock('2026-11-20T10:00:00Z');
const jo = 'officer:jo';

let folder: string;
let test: TestDatabase;
let db: Database;
let imports: Imports;
let quarantine: Quarantine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-quarantine-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  test = await testDatabase();
  db = new Database(test.url);
  imports = new Imports(db, clock, new Map(), readHere);
  quarantine = new Quarantine(db, clock, imports);
  await importCqc(homes);
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

const home = (n: number, overrides: Partial<RatingsRow> = {}): RatingsRow =>
  ratingsRow({
    'Location ID': `1-90000000${n}`,
    'Location ODS Code': `VZZ0${n}`,
    'Location Name': ['Amber Lodge', 'Birch Court', 'Cedar House'][n - 1] ?? `Home ${n}`,
    'Location Post Code': `LN${n} 1AA`,
    ...overrides,
  });
const homes = [home(1), home(2), home(3)];

async function importFile(
  kind: 'cqc' | 'ods' | 'line-by-line',
  text: string,
  asOf?: string,
): Promise<ImportResult> {
  const path = join(folder, `${kind}.csv`);
  await writeFile(path, text);
  const fileName = `${kind}.csv`;
  return imports.run({ kind, path, fileName, actor: jo, asOf, confirmed: true });
}

const importCqc = (rows: RatingsRow[]) => importFile('cqc', ratingsFile(rows));
const importLines = (rows: LineRow[], asOf?: string) =>
  importFile('line-by-line', lineFile(rows), asOf);
const waiting = async (): Promise<QuarantinedRow[]> =>
  (await quarantine.list({ state: 'waiting', limit: 50 })).items;
const sites = () => db.query<{ id: string }>('SELECT location_id AS id FROM site ORDER BY 1');
const phoneOf = async (id: string): Promise<unknown> =>
  (
    await db.query<{ phone: string | null }>('SELECT phone FROM site WHERE location_id = $1', [id])
  )[0]?.phone;

/** A row about Birch Court under an ID that CQC never gave out. */
const stray = lineRow({
  'CQC ID': '1-900000020',
  Name: 'BIRCH COURT CARE HOME',
  Postcode: 'LN21AA',
  'ODS code': 'VZZ99',
});

describe('a row that fits no site', () => {
  it('is kept with what it says, and counted', async () => {
    const result = await importLines([lineRow(), stray]);
    expect(result).toMatchObject({ rows: 2, read: 2, quarantined: 1, updated: { sites: 1 } });
    expect(result.problems.map(({ row, code }) => [row, code])).toEqual([[3, 'no-such-site']]);
    const [row] = await waiting();
    expect(row).toMatchObject({
      kind: 'line-by-line',
      state: 'waiting',
      row: 3,
      fileName: 'line-by-line.csv',
      said: { 'Location ID': '1-900000020', 'Location name': 'BIRCH COURT CARE HOME' },
    });
    expect(await quarantine.counts()).toEqual([
      { kind: 'line-by-line', state: 'waiting', rows: 1 },
    ]);
  });

  it('is suggested to the sites it resembles, with the reasons', async () => {
    await importLines([stray]);
    const [found] = await quarantine.suggestions(await waiting(), 5);
    expect(found?.map(({ site, score, evidence }) => [site.locationId, score, evidence])).toEqual([
      [
        '1-900000002',
        100,
        [
          'The same name, Birch Court',
          'The same postcode, LN2 1AA',
          'The IDs differ in one place: 1-900000020, 1-900000002',
          'In the same town, Wexham',
        ],
      ],
      // Sites of the provider that the row names are not suggested for that alone.
    ]);
  });

  it('is suggested by a provider’s ID to that provider’s sites', async () => {
    await importFile('ods', 'CQC location ID,ODS code,Name\n1-800000001,VZZ98,Cedar\n');
    const [found] = await quarantine.suggestions(await waiting(), 5);
    expect(found?.map(({ site }) => site.locationId)).toEqual([
      '1-900000003',
      '1-900000001',
      '1-900000002',
    ]);
    expect(found?.[1]?.evidence).toEqual(['The ID in the row is that of its provider']);
  });

  it('goes to the site a person names: at once, with its source, and in later files too', async () => {
    await importLines([lineRow(), stray], '2026-10-01');
    const [row] = await waiting();
    const matched = await quarantine.match(row?.id ?? '', ' 1-900000002 ', jo);
    expect(matched).toMatchObject({
      state: 'matched',
      site: { locationId: '1-900000002', name: 'Birch Court' },
      decidedBy: jo,
    });
    expect(await phoneOf('1-900000002')).toBe('01522000001');
    const [run] = await db.query<{ name: string; asOf: string }>(
      `SELECT file_name AS name, as_of AS "asOf" FROM import_run WHERE id = $1`,
      [matched.appliedIn],
    );
    expect(run).toEqual({ name: 'Row 3 of line-by-line.csv', asOf: '2026-10-01' });

    const next = { ...stray, Telephone: '01522 000777' };
    const result = await importLines([lineRow(), next], '2026-11-01');
    expect(result).toMatchObject({ quarantined: 0, updated: { sites: 1 } });
    expect(await phoneOf('1-900000002')).toBe('01522000777');
    expect(await waiting()).toEqual([]);
  });

  it('leaves what a later file has said when it is decided late', async () => {
    await importLines([stray], '2026-09-01');
    const [row] = await waiting();
    await importLines(
      [lineRow({ 'CQC ID': '1-900000002', Telephone: '01522 000555' })],
      '2026-10-01',
    );
    await quarantine.match(row?.id ?? '', '1-900000002', jo);
    expect(await phoneOf('1-900000002')).toBe('01522000555');
  });

  it('is not listed again once a person has said that it is none of ours', async () => {
    await importLines([lineRow(), stray]);
    const [row] = await waiting();
    await quarantine.dismiss(row?.id ?? '', jo);
    const again = await importLines([lineRow({ Telephone: '01522 000002' }), stray]);
    expect(again.quarantined).toBe(0);
    expect(await waiting()).toEqual([]);
    await quarantine.reopen(row?.id ?? '');
    expect(await waiting()).toHaveLength(1);
  });

  it('can be taken back, when what it brought in has been undone', async () => {
    await importLines([stray]);
    const [row] = await waiting();
    const { id = '' } = row ?? {};
    const before = await db.query('SELECT * FROM site ORDER BY location_id');
    const { appliedIn } = await quarantine.match(id, '1-900000002', jo);
    await expect(quarantine.reopen(id)).rejects.toMatchObject({ code: 'row-applied' });
    await db.transaction((tx) => undoImport(tx, appliedIn ?? '', jo, clock.now().toString()));
    expect(await quarantine.reopen(id)).toMatchObject({
      state: 'waiting',
      site: null,
      appliedIn: null,
    });
    expect(await db.query('SELECT * FROM site ORDER BY location_id')).toEqual(before);
    await expect(quarantine.reopen(id)).rejects.toMatchObject({ code: 'row-undecided' });
  });

  it('is decided once, and only for a site that is there', async () => {
    await importLines([stray]);
    const [row] = await waiting();
    const { id = '' } = row ?? {};
    for (const nowhere of ['1-999', 'x\0', ''])
      await expect(quarantine.match(id, nowhere, jo)).rejects.toMatchObject({
        code: 'no-such-site',
      });
    expect((await quarantine.get(id)).state).toBe('waiting');
    const both = await Promise.allSettled([
      quarantine.match(id, '1-900000002', jo),
      quarantine.dismiss(id, 'officer:ann'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(quarantine.get('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'no-such-row',
    });
  });

  it('is forgotten when its import is undone before anybody decided', async () => {
    const { importId } = await importLines([stray]);
    await db.transaction((tx) => undoImport(tx, importId ?? '', jo, clock.now().toString()));
    expect(await waiting()).toEqual([]);
  });

  it('stays when its import is undone and a later file held it too, as that file said it', async () => {
    const undo = (importId: unknown) =>
      db.transaction((tx) => undoImport(tx, String(importId), jo, clock.now().toString()));
    const importCodes = (...rows: string[]) =>
      importFile('ods', ['CQC location ID,ODS code,Name', ...rows, ''].join('\n'));
    const held = async () =>
      (await waiting()).map(({ importId, row, said }) => [importId, row, said['Location name']]);
    const first = await importCodes('1-900000020,VZZ98,Oak');
    const again = await importCodes('1-900000020,VZZ98,Oak');
    const later = await importCodes('1-900000021,VZZ97,Elm', '1-900000020,VZZ98,Oak House');
    const last = await importCodes('1-900000020,VZZ98,Oak');
    await undo(again.importId);
    expect(await held()).toContainEqual([first.importId, 2, 'Oak']);
    await undo(first.importId);
    expect(await held()).toContainEqual([later.importId, 3, 'Oak House']);
    await undo(later.importId);
    expect(await held()).toEqual([[last.importId, 2, 'Oak']]);
    await undo(last.importId);
    expect(await held()).toEqual([]);
  });

  it('lists thousands a page at a time, newest file first, each once', async () => {
    const many = (from: number) =>
      Array.from({ length: 60 }, (_, n) => lineRow({ 'CQC ID': `1-95000${1000 + from + n}` }));
    await importLines(many(0));
    await importFile('ods', `CQC ID,ODS code\n1-960000001,VZZ97\n`);
    await importLines(many(100));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await quarantine.list({ state: 'waiting', limit: 25, cursor });
      seen.push(...page.items.map(({ said }) => said['Location ID'] ?? ''));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
    expect(seen.slice(0, 2)).toEqual(['1-950001100', '1-950001101']);
    expect(seen[60]).toBe('1-960000001');
    const { items } = await quarantine.list({ state: 'waiting', kind: 'ods', limit: 25 });
    expect(items).toHaveLength(1);
    await expect(
      quarantine.list({ state: 'waiting', limit: 25, cursor: 'WyIxIiwiMiJd' }),
    ).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('files other than CQC’s', () => {
  const id = fc.constantFrom(
    '1-900000001',
    '1-900000002',
    '1-900000009',
    '1-800000001',
    '',
    'see list',
    '1-12',
  );
  const name = fc.constantFrom('Amber Lodge', 'Birch Court', 'Nowhere Hall', '');
  const code = fc.constantFrom('VZZ01', 'VZZ55', 'A1B2', 'V12345', '');

  it('never make a site or a provider, whatever they hold, and change nothing the second time', async () => {
    const known = await sites();
    const providers = await db.query('SELECT provider_id FROM provider');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(id, name, code), { minLength: 4, maxLength: 30 }),
        async (rows) => {
          const lines = rows.map(([location, called, ods]) =>
            lineRow({ 'CQC ID': location, Name: called, 'ODS code': ods }),
          );
          const mapping = rows.map(([location, called, ods]) => `${location},${called},${ods}\n`);
          const files = [
            () => importLines(lines),
            () => importFile('ods', `CQC ID,Name,ODS code\n${mapping.join('')}`),
          ];
          for (const bring of files) {
            await bring();
            const again = await bring();
            expect(again.refused?.code ?? 'no-usable-rows').toBe('no-usable-rows');
            for (const counts of [again.created, again.updated])
              expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(0);
          }
          expect(await sites()).toEqual(known);
          expect(await db.query('SELECT provider_id FROM provider')).toEqual(providers);
        },
      ),
      { numRuns: 4 },
    );
  }, 120_000);
});
