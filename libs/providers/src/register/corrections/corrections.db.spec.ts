import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, SettableClock } from '@app/platform';
import {
  type RatingsRow,
  ratingsFile,
  siteRows,
} from '../../../../../test/builders/latest-ratings';
import { type TestDatabase, testDatabase } from '../../../../../test/harness/database';
import { readHere } from '../files/read-here';
import { Imports } from '../imports.service';
import { Corrections } from './corrections.service';
import { Provenance } from './provenance.service';

const clock = new SettableClock('2026-11-20T10:00:00Z');
const home = '1-900000001';

let folder: string;
let test: TestDatabase;
let db: Database;
let corrections: Corrections;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseload-corrections-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  clock.set('2026-11-20T10:00:00Z');
  test = await testDatabase();
  db = new Database(test.url);
  corrections = new Corrections(db, clock);
  await importHome({});
});
afterEach(async () => {
  await db.close();
  await test.drop();
});

async function importHome(overrides: Partial<RatingsRow>, asOf?: string): Promise<string> {
  clock.set(clock.now().add({ minutes: 1 }));
  const path = join(folder, 'ratings.csv');
  await writeFile(path, ratingsFile(siteRows(overrides)));
  const imports = new Imports(db, clock, new Map(), readHere);
  const result = await imports.run({ kind: 'cqc', path, fileName: 'r.csv', actor: 'Jo', asOf });
  expect(result.refused).toBeNull();
  return String(result.importId);
}

const correctTown = (value: unknown = 'Oldtown'): Promise<string> =>
  corrections.correct(home, 'town', value, 'The post goes there', 'officer:Sam');

const site = async () =>
  (await db.query<{ town: string; corrected: string[]; search: string }>('SELECT * FROM site'))[0];

describe('a correction', () => {
  it('stands in the register and in what the site is found by', async () => {
    await correctTown();
    expect(await site()).toMatchObject({
      town: 'Oldtown',
      corrected: ['town'],
      search: expect.stringContaining('oldtown'),
    });
    expect(await corrections.ofSite(home)).toMatchObject([
      { field: 'town', value: 'Oldtown', sourceValue: 'Wexham', correctedBy: 'officer:Sam' },
    ]);
  });

  it('outlasts the same file, and an older one, without a question', async () => {
    await correctTown();
    await importHome({ 'Location Name': 'Other Name' });
    await importHome({ 'Location City': 'Elsewhere' }, '2026-01-01');
    expect(await site()).toMatchObject({ town: 'Oldtown', name: 'Other Name' });
    expect(await corrections.openQuestions()).toEqual([]);
  });

  it('is asked about once the source says something new, and kept or given up', async () => {
    const id = await correctTown();
    const importId = await importHome({ 'Location City': 'Newtown' });
    expect(await site()).toMatchObject({ town: 'Oldtown' });
    expect(await corrections.openQuestions()).toMatchObject([
      { id, asked: { value: 'Newtown', importId, fileName: 'r.csv', asOf: '2026-05-29' } },
    ]);
    await corrections.decide(id, 'keep', 'officer:Sam');
    expect(await corrections.openQuestions()).toEqual([]);
    // It was asked and answered: the same again is no news.
    await importHome({ 'Location City': 'Newtown', 'Location Name': 'Other Name' });
    expect(await corrections.openQuestions()).toEqual([]);

    await importHome({ 'Location City': 'Thirdtown' });
    const [asked] = await corrections.openQuestions();
    await corrections.decide(String(asked?.id), 'take', 'officer:Sam');
    expect(await site()).toMatchObject({ town: 'Thirdtown', corrected: [] });
    expect(
      await db.query('SELECT ended_how AS how FROM site_correction ORDER BY corrected_at'),
    ).toEqual([{ how: 'kept' }, { how: 'taken' }]);
  });

  it('is asked about no more when the source goes back', async () => {
    await correctTown();
    await importHome({ 'Location City': 'Newtown' });
    await importHome({ 'Location City': 'Wexham' });
    expect(await corrections.openQuestions()).toEqual([]);
    expect(await site()).toMatchObject({ town: 'Oldtown', corrected: ['town'] });
  });

  it('ends when the source comes to say the same', async () => {
    await correctTown();
    const importId = await importHome({ 'Location City': 'Oldtown' });
    expect(await site()).toMatchObject({ town: 'Oldtown', corrected: [] });
    expect(await corrections.ofSite(home)).toEqual([]);
    const origin = (await new Provenance(db).of(home)).find(({ field }) => field === 'town');
    expect(origin?.from).toMatchObject({ by: 'import', importId });
  });

  it('can be taken back, and replaced by another', async () => {
    const first = await correctTown();
    const second = await correctTown('Thirdtown');
    expect(await corrections.ofSite(home)).toMatchObject([
      { id: second, value: 'Thirdtown', sourceValue: 'Wexham' },
    ]);
    await expect(corrections.withdraw(first, 'officer:Sam')).rejects.toMatchObject({
      code: 'no-such-correction',
    });
    await corrections.withdraw(second, 'officer:Sam');
    expect(await site()).toMatchObject({ town: 'Wexham', corrected: [] });
  });

  it.each([
    ['a field that is the register’s own', 'provider_id', '1-1', 'not-correctable'],
    ['a field there is not', 'nonsense', 'x', 'not-correctable'],
    ['a text that is blank', 'town', ' ', 'invalid-value'],
    ['a number for a text', 'town', 5, 'invalid-value'],
    ['part of a bed', 'beds', 1.5, 'invalid-value'],
    ['a day there is not', 'manager_absent_on', '2026-02-30', 'invalid-value'],
    ['a list of nothing', 'registered_managers', [], 'invalid-value'],
    ['what is there already', 'town', 'Wexham', 'same-value'],
  ])('of %s is refused', async (_, field, value, code) => {
    await expect(
      corrections.correct(home, field, value, 'Why not', 'officer:Sam'),
    ).rejects.toMatchObject({ code });
  });

  it.each([
    ['care_home', false],
    ['beds', 12],
    ['registered_managers', ['Ms Ann Example', "Mr Bob O'Neil"]],
    ['manager_absent_on', '2026-01-31'],
  ])('of %s is held as what it is', async (field, value) => {
    await corrections.correct(home, field, value, 'Seen there', 'officer:Sam');
    expect(await site()).toMatchObject({ [field]: value, corrected: [field] });
  });

  it('needs a site and a reason', async () => {
    await expect(
      corrections.correct('1-1', 'town', 'Oldtown', 'Seen', 'officer:Sam'),
    ).rejects.toMatchObject({ code: 'no-such-site' });
    await expect(
      corrections.correct(home, 'town', 'Oldtown', ' ', 'officer:Sam'),
    ).rejects.toMatchObject({ code: 'no-reason' });
    await expect(corrections.decide(await correctTown(), 'keep', 'x')).rejects.toMatchObject({
      code: 'nothing-asked',
    });
  });
});

it('is not overwritten by an import that was planned before it', async () => {
  const { blocked, release } = await blockWriting();
  const importing = importHome({ 'Location City': 'Newtown' });
  await blocked();
  // Made while the import stands between its plan and its writing.
  const correcting = correctTown();
  await Promise.race([correcting, new Promise((resolve) => setTimeout(resolve, 300))]);
  await release();
  await Promise.all([importing, correcting]);
  expect(await site()).toMatchObject({ town: 'Oldtown', corrected: ['town'] });
  expect(await corrections.ofSite(home)).toMatchObject([{ sourceValue: 'Newtown' }]);
});

/** Keeps changes from being written down until it is released. */
async function blockWriting(): Promise<{
  blocked: () => Promise<void>;
  release: () => Promise<unknown>;
}> {
  const client = await db.pool.connect();
  await client.query('BEGIN; LOCK TABLE register_change IN SHARE MODE');
  const waits = `SELECT FROM pg_locks WHERE relation = 'register_change'::regclass AND NOT granted`;
  return {
    blocked: async () => {
      while ((await db.query(waits)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    release: () => client.query('COMMIT').finally(() => client.release()),
  };
}

it('each value knows its file and day, or the person who put it right', async () => {
  const later = await importHome({ 'Location Name': 'Other Name' }, '2026-11-01');
  await correctTown();
  const origins = new Map((await new Provenance(db).of(home)).map((o) => [o.field, o]));
  expect(origins.get('name')).toMatchObject({
    value: 'Other Name',
    from: { by: 'import', importId: later, asOf: '2026-11-01', fileName: 'r.csv' },
  });
  expect(origins.get('postcode')).toMatchObject({
    value: 'LN1 1AA',
    from: { by: 'import', asOf: '2026-05-29', variant: 'cqc-latest-ratings' },
  });
  expect(origins.get('town')).toMatchObject({
    value: 'Oldtown',
    from: { by: 'person', correctedBy: 'officer:Sam', sourceValue: 'Wexham' },
  });
  expect(origins.has('phone')).toBe(false);
});
